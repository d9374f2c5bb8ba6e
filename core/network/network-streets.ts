import { bothSides } from './both-sides.ts';
import { positionsOf } from './edge-prices.ts';
import { withExistingLines } from './existing-lines.ts';
import { joinLooseEnds } from './loose-ends.ts';
import type { NetworkRequest } from './plan.ts';
import { type StreetGraph, streetGraph } from './street-graph.ts';

/** Lines beside the middle of a street, and beside one of its sides, are taken for part of it up to here, metres. */
const BESIDE_MIDDLE_M = 12;
const BESIDE_SIDE_M = 4;

/** The graph a network is planned on: middle lines or both sides, with existing ducts and works of others priced. */
export function networkStreets({ streets, prices, bothSides: isTwoSided, existing }: NetworkRequest): {
  readonly graph: StreetGraph;
  /** Dead ends that were joined to the street they nearly reach. */
  readonly joinedEnds: number;
} {
  const { graph: middles, joinedEnds } = joinLooseEnds(streetGraph(streets));
  const graph = isTwoSided ? bothSides(middles, prices) : middles;
  if (!existing?.length) return { graph, joinedEnds };
  const usable = (edge: number) =>
    graph.origin[edge]!.kind !== 'crossing' && positionsOf(prices, graph.origin[edge]!) !== null;
  const besideM = isTwoSided ? BESIDE_SIDE_M : BESIDE_MIDDLE_M;
  return { graph: withExistingLines(graph, existing, besideM, usable), joinedEnds };
}
