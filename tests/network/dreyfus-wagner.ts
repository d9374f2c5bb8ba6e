import type { SteinerInstance } from '#core/network/graph.ts';

/**
 * Optimum of a small Steiner tree instance by dynamic programming over sets of terminals (Dreyfus & Wagner 1971), with
 * all-pairs distances by Floyd & Warshall: slow, short, and nothing like the solver. Infinite where no tree exists.
 */
export function steinerOptimum(instance: SteinerInstance): number {
  const { nodes: n, terminals } = instance;
  const k = terminals.length - 1;
  if (k <= 0) return 0;
  const d = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  instance.cost.forEach((c, e) => {
    const u = instance.from[e];
    const v = instance.to[e];
    if (c < d[u][v]) d[u][v] = d[v][u] = c;
  });
  for (let x = 0; x < n; x++)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d[i][j] = Math.min(d[i][j], d[i][x] + d[x][j]);
  const best = Array.from({ length: 1 << k }, () => new Array<number>(n).fill(Number.POSITIVE_INFINITY));
  for (let i = 0; i < k; i++) for (let v = 0; v < n; v++) best[1 << i][v] = d[terminals[i]][v];
  for (let set = 1; set < 1 << k; set++) {
    const row = best[set];
    for (let part = (set - 1) & set; part > 0; part = (part - 1) & set)
      for (let v = 0; v < n; v++) row[v] = Math.min(row[v], best[part][v] + best[set ^ part][v]);
    const merged = row.slice();
    for (let v = 0; v < n; v++) for (let u = 0; u < n; u++) row[v] = Math.min(row[v], merged[u] + d[u][v]);
  }
  return best[(1 << k) - 1][terminals[k]];
}
