import type { SteinerTree } from '../graph.ts';
import type { DualExchange } from './dual-exchange.ts';
import { improveTree } from './local-search.ts';
import { shortestPathTree } from './shortest-path-heuristic.ts';

/**
 * A tree by way of a dual: shortest-path heuristic on what the dual leaves of the costs, plus some of the costs
 * themselves so that used-up arcs are not walked at will; then local search on the true costs. An edge that the dual
 * pays for in full is likely to be in a cheap tree.
 */
export function guidedTree({ graph, reducedCost }: DualExchange, random: () => number): SteinerTree | null {
  const share = 0.15 + 0.6 * random();
  const cost = graph.cost.map(
    (c, e) => (Math.min(reducedCost[2 * e], reducedCost[2 * e + 1]) + share * c) * (1 + 0.2 * random()),
  );
  const tree = shortestPathTree(graph, graph.terminals[Math.floor(random() * graph.terminals.length)], cost);
  return tree && improveTree(graph, tree);
}
