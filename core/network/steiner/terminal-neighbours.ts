import type { Graph } from '../graph.ts';
import { voronoiRegions } from './voronoi-regions.ts';

/** For each terminal (by its place in `terminals`) those whose Voronoi regions touch its own. */
export function terminalNeighbours(graph: Graph): readonly (readonly number[])[] {
  const { nodes, edges, from, to, terminals } = graph;
  const { base } = voronoiRegions(graph, terminals);
  const place = new Int32Array(nodes);
  terminals.forEach((t, i) => {
    place[t] = i;
  });
  const around = Array.from(terminals, () => new Set<number>());
  for (let e = 0; e < edges; e++) {
    const a = base[from[e]];
    const b = base[to[e]];
    if (a === b || a < 0 || b < 0) continue;
    around[place[a]].add(place[b]);
    around[place[b]].add(place[a]);
  }
  return around.map((places) => [...places]);
}
