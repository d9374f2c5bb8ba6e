import { buildGraph } from '../graph.ts';
import { saturatedEdges } from './arcs.ts';
import { dualAscent } from './dual-ascent.ts';
import { improveTree } from './local-search.ts';
import { fixableEdges } from './reduced-cost-fixing.ts';
import type { SearchState } from './search-state.ts';
import { shortestPathTree } from './shortest-path-heuristic.ts';
import { validateDual } from './validate-dual.ts';

/**
 * Dual ascents from several roots: each gives a checked bound, a tree on the arcs it used up (ascend and prune) and the
 * edges that no better tree can hold; those go, and the reductions run again. Returns the share of edges that went.
 */
export function boundAndFix(
  state: SearchState,
  roots: number,
  random: () => number,
  stop: () => boolean,
): number {
  const { graph } = state.compact;
  if (state.proven || graph.terminals.length < 2) return 0;
  const gone = new Uint8Array(graph.edges);
  const used = new Set<number>();
  for (let i = 0; i < roots && !stop() && !state.proven; i++) {
    const root = graph.terminals[Math.floor(random() * graph.terminals.length)];
    if (used.has(root)) continue;
    used.add(root);
    const dual = dualAscent(graph, root);
    if (!dual) {
      // Fixing has cut the terminals apart: there is no tree cheaper than the best.
      state.raiseBound(Number.POSITIVE_INFINITY);
      return 1;
    }
    // Only what a dual proves is claimed.
    const bound = validateDual(graph, dual);
    if (!(bound >= 0)) throw new Error(`dual ascent from node ${root} gave an infeasible dual`);
    state.raiseBound(bound);
    const saturated = buildGraph(graph, saturatedEdges(dual.reducedCost));
    const tree = shortestPathTree(saturated, root);
    if (tree) state.offer(improveTree(graph, improveTree(saturated, tree)));
    const fixable = fixableEdges(graph, dual, state.cutoff);
    for (let e = 0; e < graph.edges; e++) gone[e] |= fixable[e];
  }
  const count = gone.reduce((sum, is) => sum + is, 0);
  if (count === 0) return 0;
  state.removeEdges(gone, stop);
  return count / graph.edges;
}
