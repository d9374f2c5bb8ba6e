import type { Graph, SteinerTree } from '../graph.ts';
import { Heap } from './heap.ts';

/**
 * Shortest-path heuristic (Takahashi & Matsuyama 1980) with one continuing Dijkstra search: from `root` the nearest
 * terminal is joined again and again, the joined path becomes part of the source. `cost` may be a perturbed copy of the
 * graph's costs; the tree is then the minimum spanning tree, by true costs, of the nodes found, without loose ends.
 * Returns null where some terminal cannot be reached.
 */
export function shortestPathTree(
  graph: Graph,
  root: number,
  cost: Float64Array = graph.cost,
): SteinerTree | null {
  const { nodes, start, neighbour, edgeAt, isTerminal, from, to } = graph;
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(nodes).fill(-1);
  const inTree = new Uint8Array(nodes);
  const heap = new Heap(1024);
  let missing = graph.terminals.length - isTerminal[root];
  distance[root] = 0;
  inTree[root] = 1;
  heap.push(0, root);
  while (missing > 0 && heap.size > 0) {
    const v = heap.pop();
    const d = heap.key;
    if (d > distance[v]) continue;
    if (isTerminal[v] && !inTree[v]) {
      for (let x = v; !inTree[x]; x = from[via[x]] === x ? to[via[x]] : from[via[x]]) {
        inTree[x] = 1;
        missing -= isTerminal[x];
        distance[x] = 0;
        heap.push(0, x);
      }
      continue;
    }
    for (let q = start[v]; q < start[v + 1]; q++) {
      const w = neighbour[q];
      const reach = d + cost[edgeAt[q]];
      if (reach >= distance[w]) continue;
      distance[w] = reach;
      via[w] = edgeAt[q];
      heap.push(reach, w);
    }
  }
  return missing > 0 ? null : spanningTree(graph, inTree);
}

/**
 * Minimum spanning tree (Prim) of the marked nodes without leaves that are not terminals. Null where the marked nodes
 * leave the terminals apart. Trees are judged by `cost`.
 */
export function spanningTree(
  graph: Graph,
  marked: Uint8Array,
  cost: Float64Array = graph.cost,
): SteinerTree | null {
  const { nodes, start, neighbour, edgeAt, isTerminal, terminals, from, to } = graph;
  const best = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  const degree = new Int32Array(nodes);
  const order: number[] = [];
  const heap = new Heap(256);
  best[terminals[0]] = 0;
  heap.push(0, terminals[0]);
  let missing = terminals.length;
  while (heap.size > 0) {
    const v = heap.pop();
    if (done[v]) continue;
    done[v] = 1;
    order.push(v);
    missing -= isTerminal[v];
    if (via[v] >= 0) {
      degree[from[via[v]]]++;
      degree[to[via[v]]]++;
    }
    for (let q = start[v]; q < start[v + 1]; q++) {
      const w = neighbour[q];
      const c = cost[edgeAt[q]];
      if (!marked[w] || done[w] || c >= best[w]) continue;
      best[w] = c;
      via[w] = edgeAt[q];
      heap.push(c, w);
    }
  }
  if (missing > 0) return null;
  const edges: number[] = [];
  let total = 0;
  for (let i = order.length - 1; i > 0; i--) {
    const v = order[i];
    const e = via[v];
    if (degree[v] === 1 && !isTerminal[v]) {
      degree[v] = 0;
      degree[from[e] === v ? to[e] : from[e]]--;
    } else {
      edges.push(e);
      total += cost[e];
    }
  }
  return { cost: total, edges: Int32Array.from(edges) };
}
