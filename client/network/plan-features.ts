import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { NetworkPlan, Place, PlanEdge } from '#core/network/plan.ts';
import { surfaceGroup } from '../map/network-look.ts';
import type { ComparedPlans } from './network-api.ts';
import type { ShownImport } from './network-store.ts';
import { lineOfEdgeId, type Wishes } from './wishes.ts';

/** Parts of a plan as the map draws them: planning coordinates become degrees. */

const degrees = (place: Place): [number, number] => utm32ToLonLat(place[0], place[1]);
const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry,
  properties,
});
const lineOf = (line: readonly Place[]): Geometry => ({ type: 'LineString', coordinates: line.map(degrees) });

export const NOTHING: FeatureCollection = collection([]);

/** Key of a selection on the map. */
export const edgeKey = (id: string) => `edge/${id}`;
export const pointKey = (id: string) => `point/${id}`;

/** Lines of all edges; made once a plan, the marks of a selection come on top. */
export function edgeFeatures(plan: NetworkPlan): Feature[] {
  return plan.edges.map((edge) =>
    feature(lineOf(edge.line), {
      key: edgeKey(edge.id),
      kind: edge.kind,
      group: surfaceGroup(edge.surface),
      homes: edge.flow.homes,
    }),
  );
}

/** Marks the selected edge, and those that hang on it. */
export function markedEdges(
  features: readonly Feature[],
  selected: string | null,
  below: ReadonlySet<string>,
): FeatureCollection {
  return collection(
    features.map((one) => {
      const key = one.properties!.key as string;
      if (key !== selected && !below.has(key)) return one;
      return { ...one, properties: { ...one.properties, selected: key === selected, below: below.has(key) } };
    }),
  );
}

export const previewFeatures = (tree: readonly (readonly Place[])[]): FeatureCollection =>
  collection(tree.map((line) => feature(lineOf(line), { kind: 'preview', group: 'other', homes: 1 })));

export const dropFeatures = (plan: NetworkPlan): FeatureCollection =>
  collection(plan.drops.map(({ line, built }) => feature(lineOf(line), { built })));

export function pointFeatures(
  plan: NetworkPlan | null,
  given: readonly { readonly lon: number; readonly lat: number }[],
): FeatureCollection {
  const point = ([lon, lat]: [number, number], properties: Record<string, unknown>) =>
    feature({ type: 'Point', coordinates: [lon, lat] }, properties);
  const pops = given.map(({ lon, lat }) =>
    point([lon, lat], { part: 'pop', given: true, label: 'POP', key: pointKey('pop') }),
  );
  const proposed =
    given.length > 0
      ? []
      : (plan?.pops ?? []).map(({ place }) =>
          point(degrees(place), { part: 'pop', given: false, label: 'POP', key: pointKey('pop') }),
        );
  const points = (plan?.distributionPoints ?? []).map((one) =>
    point(degrees(one.place), {
      part: 'distribution-point',
      given: false,
      label: one.id,
      key: pointKey(one.id),
    }),
  );
  return collection([...points, ...pops, ...proposed]);
}

/** Wishes by hand; also of edges that are not in the plan. */
export function wishFeatures(wishes: Wishes): FeatureCollection {
  return collection(
    Object.entries(wishes).flatMap(([id, wish]) => {
      const line = lineOfEdgeId(id);
      return line ? [feature(lineOf(line), { key: edgeKey(id), wish })] : [];
    }),
  );
}

export const differenceFeatures = ({ stretches }: ComparedPlans): FeatureCollection =>
  collection(stretches.map((stretch) => feature(lineOf(stretch.line), { in: stretch.in })));

/** Lines of a plan made elsewhere, in the colour a comparison gives the other plan. */
export const importedFeatures = ({ lines }: ShownImport): FeatureCollection =>
  collection(lines.map((line) => feature(lineOf(line), { in: 'b' })));

/** Keys of the edges behind an edge, seen from the feeding point. */
export function edgesBelow(plan: NetworkPlan, edge: PlanEdge): Set<string> {
  const key = ([e, n]: Place) => `${Math.round(e * 100)} ${Math.round(n * 100)}`;
  const from = new Map<string, PlanEdge[]>();
  for (const one of plan.edges) {
    const start = key(one.line[0]!);
    const list = from.get(start);
    if (list) list.push(one);
    else from.set(start, [one]);
  }
  const below = new Set<string>();
  const waiting = [edge];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    for (const next of from.get(key(one.line.at(-1)!)) ?? []) {
      if (below.has(edgeKey(next.id)) || next.id === edge.id) continue;
      below.add(edgeKey(next.id));
      waiting.push(next);
    }
  }
  return below;
}

/** West, south, east, north in degrees. */
export const planBounds = (plan: NetworkPlan) => boundsOf(plan.edges.map(({ line }) => line));

export function boundsOf(lines: readonly (readonly Place[])[]): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (const [e, n] of line) {
      west = Math.min(west, e);
      east = Math.max(east, e);
      south = Math.min(south, n);
      north = Math.max(north, n);
    }
  }
  if (west > east) return null;
  const [w, s] = degrees([west, south]);
  const [x, y] = degrees([east, north]);
  return [w, s, x, y];
}
