import type { Graph, SteinerTree } from '../graph.ts';
import { Heap } from './heap.ts';
import { type RootedTree, rootTree } from './rooted-tree.ts';
import { spanningTree } from './shortest-path-heuristic.ts';
import { TreeRegions } from './tree-regions.ts';

/** What to take out of a tree (inner nodes of its key paths) and what to put in instead. */
interface Move {
  readonly gain: number;
  readonly drop: readonly number[];
  /** Nodes the move relies on to stay in the tree. */
  readonly need: readonly number[];
  readonly add: readonly number[];
}

/** Improves a tree pass by pass until neither neighbourhood helps, at most `passes` times. */
export function improveTree(
  graph: Graph,
  tree: SteinerTree,
  passes = 100,
  cost: Float64Array = graph.cost,
): SteinerTree {
  let best = tree;
  for (let pass = 0; pass < passes; pass++) {
    const better = improveOnce(graph, best, cost);
    if (!better) break;
    best = better;
  }
  return best;
}

/**
 * One pass of key-path exchange and key-vertex elimination (Uchoa & Werneck 2010). Key nodes are terminals and branching
 * points. Going up the tree, heaps of links between Voronoi regions are merged; taking a key path or a branching point
 * with its paths out leaves parts of the tree, which the cheapest links join again.
 */
function improveOnce(graph: Graph, tree: SteinerTree, cost: Float64Array): SteinerTree | null {
  if (tree.edges.length < 2) return null;
  const rooted = rootTree(graph, tree);
  const regions = new TreeRegions(graph, rooted, cost);
  const moves: Move[] = [];
  const heaps: (Heap | undefined)[] = new Array(graph.nodes);
  for (const v of rooted.postorder) {
    if (!graph.isTerminal[v] && rooted.degree[v] >= 3) {
      const move = eliminate(v, rooted, regions, heaps, cost);
      if (move) moves.push(move);
    }
    heaps[v] = mergeHeaps(v, rooted, regions, heaps);
    if (v !== rooted.root && rooted.isKey[v]) {
      const move = exchange(v, rooted, regions, heaps[v]!, cost);
      if (move) moves.push(move);
    }
  }
  return applyMoves(graph, tree, rooted, moves, cost);
}

/** Takes the key path above v out and joins the subtree of v again by the cheapest link. */
function exchange(
  v: number,
  rooted: RootedTree,
  regions: TreeRegions,
  heap: Heap,
  cost: Float64Array,
): Move | null {
  const drop: number[] = [];
  const { length, top } = pathUp(v, rooted, cost, drop);
  return regions.reconnect({
    drop,
    parts: [v],
    above: rooted.root,
    removed: length,
    need: [v, top],
    heaps: [heap],
    linksAt: -1,
  });
}

/** Takes the branching point v and its key paths out and joins the parts left by their cheapest links. */
function eliminate(
  v: number,
  rooted: RootedTree,
  regions: TreeRegions,
  heaps: (Heap | undefined)[],
  cost: Float64Array,
): Move | null {
  const drop: number[] = [v];
  const parts: number[] = [];
  const childHeaps: Heap[] = [];
  const { length, top } = pathUp(v, rooted, cost, drop);
  let removed = length;
  for (let child = rooted.firstChild[v]; child >= 0; child = rooted.nextSibling[child]) {
    let x = child;
    removed += cost[rooted.parentEdge[x]];
    while (!rooted.isKey[x]) {
      drop.push(x);
      x = rooted.firstChild[x];
      removed += cost[rooted.parentEdge[x]];
    }
    parts.push(x);
    childHeaps.push(heaps[child]!);
  }
  return regions.reconnect({
    drop,
    parts,
    above: rooted.root,
    removed,
    need: [...parts, top],
    heaps: childHeaps,
    linksAt: v,
  });
}

/** Length of the key path above v and the key node it ends at; its inner nodes are appended to `inner`. */
function pathUp(
  v: number,
  rooted: RootedTree,
  cost: Float64Array,
  inner: number[],
): { length: number; top: number } {
  let length = cost[rooted.parentEdge[v]];
  let x = rooted.parent[v];
  while (!rooted.isKey[x]) {
    inner.push(x);
    length += cost[rooted.parentEdge[x]];
    x = rooted.parent[x];
  }
  return { length, top: x };
}

function mergeHeaps(v: number, rooted: RootedTree, regions: TreeRegions, heaps: (Heap | undefined)[]): Heap {
  let merged: Heap | undefined;
  for (let child = rooted.firstChild[v]; child >= 0; child = rooted.nextSibling[child]) {
    let small = heaps[child]!;
    heaps[child] = undefined;
    if (merged && small.size > merged.size) [merged, small] = [small, merged];
    if (!merged) merged = small;
    else for (let i = 0; i < small.size; i++) merged.push(small.keys[i], small.values[i]);
  }
  merged ??= new Heap(8);
  for (let l = regions.firstLink[v]; l >= 0; l = regions.nextLink[l]) {
    const edge = regions.linkEdge[l >> 1];
    merged.push(regions.linkLength(edge), edge);
  }
  return merged;
}

/** Applies the best moves that do not get in each other's way; falls back to the single best one. */
function applyMoves(
  graph: Graph,
  tree: SteinerTree,
  rooted: RootedTree,
  moves: Move[],
  cost: Float64Array,
): SteinerTree | null {
  if (moves.length === 0) return null;
  moves.sort((a, b) => b.gain - a.gain);
  for (const most of moves.length > 1 ? [moves.length, 1] : [1]) {
    const dropped = new Uint8Array(graph.nodes);
    const needed = new Uint8Array(graph.nodes);
    const marked = Uint8Array.from(rooted.inTree);
    for (const move of moves.slice(0, most)) {
      if (move.drop.some((x) => needed[x] || dropped[x]) || move.need.some((x) => dropped[x])) continue;
      for (const x of move.drop) {
        dropped[x] = 1;
        marked[x] = 0;
      }
      for (const x of move.need) needed[x] = 1;
      for (const x of move.add) if (!dropped[x]) marked[x] = needed[x] = 1;
    }
    const better = spanningTree(graph, marked, cost);
    if (better && better.cost < tree.cost - 1e-9 * tree.cost) return better;
  }
  return null;
}
