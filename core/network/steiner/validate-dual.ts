import type { Graph } from '../graph.ts';
import type { Potentials } from './dual-ascent.ts';

/**
 * The bound a dual proves, recomputed from the potentials alone, or NaN where they prove nothing. By weak duality of the
 * multicommodity flow relaxation (Wong 1984) Σ over terminals t of π_t(t) − π_t(root) is a lower bound when on every arc
 * (u, v) the drops max(0, π_t(v) − π_t(u)) sum to no more than its cost.
 */
export function validateDual(graph: Graph, dual: Potentials): number {
  const use = new Float64Array(2 * graph.edges);
  const at = new Float64Array(graph.nodes);
  const counted = new Uint8Array(graph.nodes);
  let bound = 0;
  for (let i = 0; i < dual.terminals.length; i++) {
    const t = dual.terminals[i];
    if (!graph.isTerminal[t] || counted[t]) return Number.NaN;
    counted[t] = 1;
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) {
      if (!(dual.potential[k] >= 0) || at[dual.node[k]] !== 0) return Number.NaN;
      at[dual.node[k]] = dual.potential[k];
    }
    bound += at[t] - at[dual.root];
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) {
      const v = dual.node[k];
      for (let q = graph.start[v]; q < graph.start[v + 1]; q++) {
        const drop = at[v] - at[graph.neighbour[q]];
        const e = graph.edgeAt[q];
        if (drop > 0) use[graph.from[e] === v ? 2 * e + 1 : 2 * e] += drop;
      }
    }
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) at[dual.node[k]] = 0;
  }
  for (let a = 0; a < use.length; a++) if (use[a] > graph.cost[a >> 1]) return Number.NaN;
  return graph.isTerminal[dual.root] ? bound : Number.NaN;
}
