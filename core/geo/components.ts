import type { ProximityGraph } from './proximity-graph.ts';

/**
 * Groups of sites that hang together in steps of at most `distanceM` (single link). The Euclidean minimum spanning
 * tree is part of the Delaunay triangulation, so its edges suffice.
 * Returns the component of each site, numbered in the order of their first site, and their number.
 */
export function components(
  graph: ProximityGraph,
  distanceM: number,
): { componentOfSite: Int32Array; count: number } {
  const { sites, x, y, start, neighbours } = graph;
  const parent = Int32Array.from({ length: sites }, (_, i) => i);
  const find = (site: number): number => {
    let root = site;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  const limit = distanceM * distanceM;
  for (let i = 0; i < sites; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = neighbours[k]!;
      if (j < i) continue;
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      if (dx * dx + dy * dy > limit) continue;
      const a = find(i);
      const b = find(j);
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const componentOfSite = new Int32Array(sites);
  let count = 0;
  for (let i = 0; i < sites; i++) {
    const root = find(i);
    // The root is the smallest site of its component, so it has been numbered before.
    componentOfSite[i] = root === i ? count++ : componentOfSite[root]!;
  }
  return { componentOfSite, count };
}
