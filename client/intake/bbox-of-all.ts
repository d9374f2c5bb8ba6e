import type { FeatureCollection } from 'geojson';

/** West, south, east, north of all features; null without a place. */
export function bboxOfAll(features: FeatureCollection): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part: unknown): void => {
    const list = part as unknown[];
    if (typeof list[0] !== 'number') {
      for (const inner of list) visit(inner);
      return;
    }
    const [lon, lat] = list as [number, number];
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  for (const { geometry } of features.features)
    if (geometry && 'coordinates' in geometry) visit(geometry.coordinates);
  return west === Infinity ? null : [west, south, east, north];
}
