import type { SteinerTree } from '../graph.ts';
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
  const child = new SearchState(graph, mask);
  reduceGraph(child.work, 4, stop);
  child.refresh();
  for (const tree of chosen) child.offerGiven(tree.edges);
  for (let pass = 0; pass < 6 && !child.proven && !stop(); pass++) {
    for (let i = 0; i < 3; i++) child.offer(freshTree(child, random, pass === 0 && i === 0 ? 0 : 0.4));
    if (boundAndFix(child, 4, random, stop) < 0.03) break;
  }
  if (!child.best) return null;
  return improveTree(graph, child.best);
}
