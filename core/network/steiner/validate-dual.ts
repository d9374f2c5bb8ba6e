import type { Graph } from '../graph.ts';
import type { SteinerDual } from './dual-ascent.ts';

/** A dual without what is left of the costs: enough to prove its bound. */
type Potentials = Omit<SteinerDual, 'reducedCost'>;

/**
 * The bound a dual proves, recomputed from the potentials alone, or NaN where they prove nothing. By weak duality of the
 * multicommodity flow relaxation (Wong 1984) Σ over terminals t of π_t(t) − π_t(root) is a lower bound when on every arc
 * (u, v) the drops max(0, π_t(v) − π_t(u)) sum to no more than its cost.
 */
export function validateDual(graph: Graph, dual: Potentials): number {
  const counted = new Uint8Array(graph.nodes);
  const held = new Uint8Array(graph.nodes);
  let bound = 0;
  for (let i = 0; i < dual.terminals.length; i++) {
    const t = dual.terminals[i];
    if (!graph.isTerminal[t] || counted[t]) return Number.NaN;
    counted[t] = 1;
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) {
      const v = dual.node[k];
      if (!(dual.potential[k] >= 0) || held[v]) return Number.NaN;
      held[v] = 1;
      if (v === t) bound += dual.potential[k];
      if (v === dual.root) bound -= dual.potential[k];
    }
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) held[dual.node[k]] = 0;
  }
  const drop = dropsOfArcs(graph, dual);
  for (let a = 0; a < drop.length; a++) if (drop[a] > graph.cost[a >> 1]) return Number.NaN;
  return graph.isTerminal[dual.root] ? bound : Number.NaN;
}

/** What the terminals use of each arc (as in `SteinerDual`): the sum of the drops of their potentials along it. */
export function dropsOfArcs(graph: Graph, dual: Potentials): Float64Array {
  const { start, neighbour, edgeAt, from } = graph;
  const use = new Float64Array(2 * graph.edges);
  const at = new Float64Array(graph.nodes);
  for (let i = 0; i < dual.terminals.length; i++) {
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) at[dual.node[k]] = dual.potential[k];
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) {
      const v = dual.node[k];
      for (let q = start[v]; q < start[v + 1]; q++) {
        const drop = at[v] - at[neighbour[q]];
        if (drop > 0) use[from[edgeAt[q]] === v ? 2 * edgeAt[q] + 1 : 2 * edgeAt[q]] += drop;
      }
    }
    for (let k = dual.start[i]; k < dual.start[i + 1]; k++) at[dual.node[k]] = 0;
  }
  return use;
}
