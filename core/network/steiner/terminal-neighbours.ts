import type { Graph } from '../graph.ts';
import { Heap } from './heap.ts';

/** For each terminal (by its place in `terminals`) those whose Voronoi regions touch its own. */
export function terminalNeighbours(graph: Graph): readonly (readonly number[])[] {
  const { nodes, edges, from, to, start, neighbour, edgeAt, cost, terminals } = graph;
  const base = new Int32Array(nodes).fill(-1);
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const heap = new Heap(1024);
  terminals.forEach((t, i) => {
    base[t] = i;
    distance[t] = 0;
    heap.push(0, t);
  });
  while (heap.size > 0) {
    const v = heap.pop();
    const d = heap.key;
    if (d > distance[v]) continue;
    for (let q = start[v]; q < start[v + 1]; q++) {
      const w = neighbour[q];
      const reach = d + cost[edgeAt[q]];
      if (reach >= distance[w]) continue;
      distance[w] = reach;
      base[w] = base[v];
      heap.push(reach, w);
    }
  }
  const around = Array.from(terminals, () => new Set<number>());
  for (let e = 0; e < edges; e++) {
    const a = base[from[e]];
    const b = base[to[e]];
    if (a === b || a < 0 || b < 0) continue;
    around[a].add(b);
    around[b].add(a);
  }
  return around.map((places) => [...places]);
}
