import type { SteinerTree } from '../graph.ts';
import { saturatedEdges } from './arcs.ts';
import { boundAndFix } from './bound-and-fix.ts';
import { improveTree } from './local-search.ts';
import { reduceGraph } from './reduce.ts';
import { SearchState } from './search-state.ts';
import { shortestPathTree } from './shortest-path-heuristic.ts';

/** A fresh tree: shortest-path heuristic from a random node on costs raised at random, then local search. */
export function freshTree(state: SearchState, random: () => number, spread: number): SteinerTree | null {
  const { graph } = state;
  const cost = graph.cost.map((c) => c * (1 + random() * spread));
  const tree = shortestPathTree(graph, Math.floor(random() * graph.nodes), cost);
  if (!tree || spread === 0) return tree && improveTree(graph, tree);
  // A few passes on the raised costs lead elsewhere than the true ones would.
  return improveTree(graph, improveTree(graph, tree, 2, cost));
}

/**
 * Recombination (Ribeiro, Uchoa & Werneck 2002; by reductions as in Gamrath et al. 2017): the union of some elite trees
 * is a small instance of its own, reduced and bounded on its own, mostly to its optimum.
 */
export function recombine(state: SearchState, random: () => number, stop: () => boolean): SteinerTree | null {
  const { graph, pool } = state;
  const count = 2 + Math.floor(random() * 4);
  const chosen = new Set<SteinerTree>([pool[Math.floor(random() * Math.min(3, pool.length))]]);
  for (let i = 0; i < 3 * count && chosen.size < count; i++)
    chosen.add(pool[Math.floor(random() * pool.length)]);
  const mask = new Uint8Array(graph.edges);
  for (const tree of chosen) for (const e of tree.edges) mask[e] = 1;
  return solveWithin(state, mask, chosen, 0, random, stop);
}

/** Rounds of recombination inside the support of a dual. */
const WITHIN_SUPPORT = 6;

/**
 * A tree by way of a dual (ascend and prune, Wong 1984, carried through): the edges that the dual pays for in full, with
 * the best trees known, are a small instance of their own. Where the dual is near its optimum, so are trees in its support.
 */
export function searchSupport(
  state: SearchState,
  reducedCost: Float64Array,
  random: () => number,
  stop: () => boolean,
): SteinerTree | null {
  const { pool } = state;
  const mask = saturatedEdges(reducedCost);
  const known = pool.slice(0, 2);
  for (const tree of known) for (const e of tree.edges) mask[e] = 1;
  return solveWithin(state, mask, known, WITHIN_SUPPORT, random, stop);
}

/** The best tree found on some edges of the graph alone, improved on all of them. */
function solveWithin(
  { graph }: SearchState,
  mask: Uint8Array,
  known: Iterable<SteinerTree>,
  recombinations: number,
  random: () => number,
  stop: () => boolean,
): SteinerTree | null {
  const child = new SearchState(graph, mask);
  reduceGraph(child.work, 4, stop);
  child.refresh();
  for (const tree of known) child.offerGiven(tree.edges);
  for (let pass = 0; pass < 6 && !child.proven && !stop(); pass++) {
    for (let i = 0; i < 3; i++) child.offer(freshTree(child, random, pass === 0 && i === 0 ? 0 : 0.4));
    if (boundAndFix(child, 4, random, stop) < 0.03) break;
  }
  for (let i = 0; i < recombinations && child.pool.length > 1 && !child.proven && !stop(); i++)
    child.offer(recombine(child, random, stop));
  return child.best && improveTree(graph, child.best);
}
