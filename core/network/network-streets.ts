import type { NetworkRequest } from './plan.ts';
import { type StreetGraph, streetGraph } from './street-graph.ts';

/** The graph a network is planned on. */
export function networkStreets(request: NetworkRequest): StreetGraph {
  return streetGraph(request.streets);
}
