import type { Graph } from '../graph.ts';
import { dualAscent } from './dual-ascent.ts';
import { reduceGraph } from './reduce.ts';
import { fixableEdges } from './reduced-cost-fixing.ts';
import type { SearchState } from './search-state.ts';
import { validateDual } from './validate-dual.ts';
import { WorkingGraph } from './working-graph.ts';

/**
 * Whether every tree of the graph costs at least `trial` (destructive bounding, Klein & Scholl 1999): suppose a cheaper one
 * exists; then edges that no such tree can hold may go, the exact reductions run on what is left, and the dual ascents
 * start again. Where their bound reaches `trial`, or the terminals fall apart, the supposition was false. `false` proves
 * nothing.
 */
export function costsAtLeast(
  graph: Graph,
  trial: number,
  random: () => number,
  stop: () => boolean,
  roots = 4,
): boolean {
  const work = new WorkingGraph(graph);
  for (let pass = 0; pass < 30; pass++) {
    const { graph: left, workEdge } = work.compact();
    if (left.terminals.length < 2) return work.offset >= trial;
    const gone = new Uint8Array(left.edges);
    for (let i = 0; i < roots; i++) {
      if (stop()) return false;
      const dual = dualAscent(left, left.terminals[Math.floor(random() * left.terminals.length)]);
      if (!dual) return true;
      const bound = validateDual(left, dual);
      if (!(bound >= 0)) throw new Error('dual ascent gave an infeasible dual');
      if (work.offset + bound >= trial) return true;
      const fixable = fixableEdges(left, dual, trial - work.offset);
      for (let e = 0; e < left.edges; e++) gone[e] |= fixable[e];
    }
    let count = 0;
    for (let e = 0; e < left.edges; e++) {
      if (!gone[e]) continue;
      work.remove(workEdge[e]);
      count++;
    }
    if (count < 0.005 * left.edges) return false;
    reduceGraph(work, 2, stop);
  }
  return false;
}

/** First step of a trial, as a share of what lies between bound and value; steps grow with success, shrink with failure. */
const FIRST_STEP = 0.2;
const SMALLEST_STEP = 0.01;

/** Raises the bound of a search step by step, each call one trial; gives up where steps get too small to matter. */
export function boundRaiser(search: SearchState, random: () => number, stop: () => boolean): () => void {
  let share = FIRST_STEP;
  let triedAt = Number.POSITIVE_INFINITY;
  return () => {
    const { best, graph, work } = search;
    if (!best || search.proven || graph.terminals.length < 2) return;
    // A better tree lets more edges go: worth another try.
    if (best.cost < triedAt) share = Math.max(share, SMALLEST_STEP * 4);
    triedAt = best.cost;
    if (share < SMALLEST_STEP) return;
    const missing = best.cost - search.lowerBound;
    const trial = Math.min(best.cost, Math.ceil(search.lowerBound + share * missing)) - work.offset;
    if (costsAtLeast(graph, trial, random, stop)) {
      search.raiseBound(trial);
      share = Math.min(1, share * 1.5);
    } else share *= 0.6;
  };
}
