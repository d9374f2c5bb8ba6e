import type { Graph } from '../graph.ts';
import { Heap } from './heap.ts';

/** Which source each node is nearest to. */
export interface VoronoiRegions {
  /** By node: its source, −1 where none reaches it. */
  readonly base: Int32Array;
  /** Cost of the way to it. */
  readonly distance: Float64Array;
  /** Edge of that way, −1 at the sources themselves. */
  readonly via: Int32Array;
  /** Nodes that are reached, the nearest first. */
  readonly settled: readonly number[];
}

/** Regions of the nodes nearest to each source, by one Dijkstra search from all of them (Mehlhorn 1988). */
export function voronoiRegions(
  graph: Graph,
  sources: Iterable<number>,
  cost: Float64Array = graph.cost,
): VoronoiRegions {
  const { nodes, start, neighbour, edgeAt } = graph;
  const base = new Int32Array(nodes).fill(-1);
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(nodes).fill(-1);
  const settled: number[] = [];
  const heap = new Heap(1024);
  for (const v of sources) {
    base[v] = v;
    distance[v] = 0;
    heap.push(0, v);
  }
  while (heap.size > 0) {
    const v = heap.pop();
    const d = heap.key;
    if (d > distance[v]) continue;
    settled.push(v);
    for (let q = start[v]; q < start[v + 1]; q++) {
      const w = neighbour[q];
      const reach = d + cost[edgeAt[q]];
      if (reach >= distance[w]) continue;
      distance[w] = reach;
      base[w] = base[v];
      via[w] = edgeAt[q];
      heap.push(reach, w);
    }
  }
  return { base, distance, via, settled };
}
