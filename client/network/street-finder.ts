import { lonLatToUtm32 } from '#core/geo/utm.ts';
import { edgeId } from '#core/network/edge-id.ts';
import { EdgeIndex } from '#core/network/edge-index.ts';
import { type StreetGraph, streetGraph } from '#core/network/street-graph.ts';
import type { NetworkInputs } from '../workers/network-messages.ts';

let built: { readonly of: NetworkInputs; readonly graph: StreetGraph; readonly index: EdgeIndex } | null =
  null;

/** The street's stretch nearest to a place, by edge id, so that one outside the plan can be wished for too. */
export function streetNear(
  inputs: NetworkInputs,
  [lon, lat]: readonly [number, number],
  mostM: number,
): string | null {
  if (built?.of !== inputs) {
    const graph = streetGraph(inputs.streets);
    built = { of: inputs, graph, index: new EdgeIndex(graph) };
  }
  const [eastingM, northingM] = lonLatToUtm32(lon, lat);
  const foot = built.index.nearest({ eastingM, northingM }, mostM, () => true);
  return foot ? edgeId(built.graph, foot.edge) : null;
}
