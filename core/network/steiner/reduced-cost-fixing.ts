import type { Graph } from '../graph.ts';
import type { SteinerDual } from './dual-ascent.ts';
import { Heap } from './heap.ts';

/**
 * Edges that no tree cheaper than `upperBound` can hold (Duin 1993; Polzin & Vahdati 2001): a tree through an edge costs
 * at least the dual bound plus the reduced-cost way from the root through it on to some terminal. Costs are whole, so a
 * cheaper tree costs `upperBound − 1` at most. Returns a mask of the edges that may go.
 */
export function fixableEdges(graph: Graph, dual: SteinerDual, upperBound: number): Uint8Array {
  const { start, neighbour, edgeAt, from, to, nodes } = graph;
  const fromRoot = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const toTerminal = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const heap = new Heap(1024);
  const search = (distance: Float64Array, backwards: number): void => {
    while (heap.size > 0) {
      const v = heap.pop();
      const d = heap.key;
      if (d > distance[v]) continue;
      for (let q = start[v]; q < start[v + 1]; q++) {
        const w = neighbour[q];
        const e = edgeAt[q];
        const arc = (from[e] === v ? 2 * e : 2 * e + 1) ^ backwards;
        const reach = d + dual.reducedCost[arc];
        if (reach >= distance[w]) continue;
        distance[w] = reach;
        heap.push(reach, w);
      }
    }
  };
  fromRoot[dual.root] = 0;
  heap.push(0, dual.root);
  search(fromRoot, 0);
  for (const t of graph.terminals) {
    if (t === dual.root) continue;
    toTerminal[t] = 0;
    heap.push(0, t);
  }
  search(toTerminal, 1);
  const spare = upperBound - 1 - dual.bound;
  const fixable = new Uint8Array(graph.edges);
  for (let e = 0; e < graph.edges; e++) {
    const there = fromRoot[from[e]] + dual.reducedCost[2 * e] + toTerminal[to[e]];
    const back = fromRoot[to[e]] + dual.reducedCost[2 * e + 1] + toTerminal[from[e]];
    if (there > spare && back > spare) fixable[e] = 1;
  }
  return fixable;
}
