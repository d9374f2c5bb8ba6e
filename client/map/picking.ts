import type { Map as MapLibreMap, PointLike } from 'maplibre-gl';
import type { Selection } from '../state/permalink.ts';

export interface Picked extends Selection {
  /** What the feature calls itself, if it says. */
  readonly name: string | null;
  readonly geometry: 'point' | 'line' | 'polygon';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Half the side of the square around a click, in pixels: a finger is not a needle. */
const REACH_PX = matchMedia('(pointer: coarse)').matches ? 10 : 3;

/**
 * Features of `layerIds` at a point of the screen, each once. Points come before lines, those before areas; among
 * points only those are given, so that a click on a school in an area asks no question.
 */
export function featuresAt(map: MapLibreMap, point: { x: number; y: number }, layerIds: string[]): Picked[] {
  if (layerIds.length === 0) return [];
  const box: [PointLike, PointLike] = [
    [point.x - REACH_PX, point.y - REACH_PX],
    [point.x + REACH_PX, point.y + REACH_PX],
  ];
  const found = new Map<string, Picked>();
  for (const feature of map.queryRenderedFeatures(box, { layers: layerIds })) {
    const picked = pickedOf(feature.source, feature.geometry.type, feature.id, feature.properties);
    if (picked) found.set(`${picked.kind}:${picked.collection}:${picked.id}`, picked);
  }
  const all = [...found.values()];
  // A plan that is being worked on goes before what lies below it.
  const network = all.find((f) => f.kind === 'network');
  if (network) return [network];
  for (const geometry of ['point', 'line'] as const) {
    const some = all.filter((f) => f.geometry === geometry);
    if (some.length > 0) return some;
  }
  const areas = all.filter((f) => f.kind !== 'feature');
  // Districts fill the whole city: they answer only where nothing else does.
  const others = all.filter((f) => f.kind === 'feature' && f.collection !== 'districts');
  if (areas.length + others.length > 0) return [...areas, ...others];
  const order = ['stadtteil', 'gemeinde', 'bezirk', 'city'];
  const rank = (f: Picked) => order.indexOf(String(f.properties.level));
  return all.sort((a, b) => rank(a) - rank(b)).slice(0, 1);
}

export function pickedOf(
  source: string,
  geometryType: string,
  id: string | number | undefined,
  properties: Record<string, unknown>,
): Picked | null {
  const geometry = geometryType.includes('Point')
    ? 'point'
    : geometryType.includes('Line')
      ? 'line'
      : 'polygon';
  const name = typeof properties.name === 'string' && properties.name !== '' ? properties.name : null;
  if (source === 'proposals' || source === 'areas-kept') {
    const kind = source === 'proposals' ? 'proposal' : 'area';
    return {
      kind,
      collection: kind,
      id: String(properties.key),
      name: String(properties.label ?? ''),
      geometry,
      properties,
    };
  }
  if (source.startsWith('network-')) {
    return { kind: 'network', collection: 'network', id: String(properties.key), name, geometry, properties };
  }
  const identity = id ?? (properties.id as string | number | undefined);
  if (identity === undefined) return null;
  const drawn = source === 'addresses-classified' || source === 'addresses-changed';
  const collection = drawn ? 'addresses' : source;
  return { kind: 'feature', collection, id: String(identity), name, geometry, properties };
}
