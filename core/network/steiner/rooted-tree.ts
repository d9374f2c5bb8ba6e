import type { Graph, SteinerTree } from '../graph.ts';

/** A tree hung up at one of its terminals. Arrays are by node; −1 where there is none. */
export interface RootedTree {
  readonly root: number;
  readonly inTree: Uint8Array;
  readonly degree: Int32Array;
  /** Terminal or branching point. */
  readonly isKey: Uint8Array;
  readonly parent: Int32Array;
  readonly parentEdge: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** Children before parents. */
  readonly postorder: Int32Array;
  /** The subtree of v holds exactly the nodes x with `enter[v] <= enter[x] < leave[v]`. */
  readonly enter: Int32Array;
  readonly leave: Int32Array;
}

/** Hangs the tree up at the graph's first terminal. */
export function rootTree(graph: Graph, tree: SteinerTree): RootedTree {
  const { nodes, from, to, isTerminal } = graph;
  const root = graph.terminals[0];
  const count = tree.edges.length + 1;
  const firstHalf = new Int32Array(nodes).fill(-1);
  const nextHalf = new Int32Array(2 * tree.edges.length);
  const degree = new Int32Array(nodes);
  for (let i = 0; i < tree.edges.length; i++) {
    for (const [half, v] of [
      [2 * i, from[tree.edges[i]]],
      [2 * i + 1, to[tree.edges[i]]],
    ]) {
      nextHalf[half] = firstHalf[v];
      firstHalf[v] = half;
      degree[v]++;
    }
  }
  const inTree = new Uint8Array(nodes);
  const isKey = new Uint8Array(nodes);
  const parent = new Int32Array(nodes).fill(-1);
  const parentEdge = new Int32Array(nodes).fill(-1);
  const firstChild = new Int32Array(nodes).fill(-1);
  const nextSibling = new Int32Array(nodes).fill(-1);
  const enter = new Int32Array(nodes);
  const leave = new Int32Array(nodes);
  const postorder = new Int32Array(count);
  const stack = new Int32Array(count);
  let height = 1;
  let clock = 0;
  let left = 0;
  stack[0] = root;
  inTree[root] = isKey[root] = 1;
  enter[root] = clock++;
  while (height > 0) {
    const v = stack[height - 1];
    const half = firstHalf[v];
    if (half < 0) {
      leave[v] = clock;
      postorder[left++] = v;
      height--;
      continue;
    }
    firstHalf[v] = nextHalf[half];
    const e = tree.edges[half >> 1];
    if (e === parentEdge[v]) continue;
    const w = half & 1 ? from[e] : to[e];
    parent[w] = v;
    parentEdge[w] = e;
    nextSibling[w] = firstChild[v];
    firstChild[v] = w;
    inTree[w] = 1;
    isKey[w] = isTerminal[w] || degree[w] >= 3 ? 1 : 0;
    enter[w] = clock++;
    stack[height++] = w;
  }
  return {
    root,
    inTree,
    degree,
    isKey,
    parent,
    parentEdge,
    firstChild,
    nextSibling,
    postorder,
    enter,
    leave,
  };
}
