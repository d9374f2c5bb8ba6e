import type { FeatureCollection, Position } from 'geojson';
import type { Places } from '#core/areas/figures.ts';
import { joinPolygons, type Polygons } from '#core/geo/polygon.ts';

/** Points of a collection in planning coordinates. */
export function placesOf(collection: FeatureCollection): Places {
  const points = collection.features.flatMap(({ geometry }) =>
    geometry?.type === 'Point' ? [geometry.coordinates] : [],
  );
  return {
    eastingM: Float64Array.from(points, (p) => p[0]!),
    northingM: Float64Array.from(points, (p) => p[1]!),
  };
}

/**
 * Where proposals end: the outline of the city, without one the union of its Bezirke or Stadtteile; nothing when
 * no district is loaded.
 */
export function boundaryOf(districts: FeatureCollection): Polygons | null {
  for (const level of ['city', 'bezirk', 'stadtteil', 'gemeinde']) {
    const parts = districts.features
      .filter((feature) => feature.properties?.level === level)
      .flatMap(({ geometry }): Position[][][][] =>
        geometry?.type === 'MultiPolygon'
          ? [geometry.coordinates]
          : geometry?.type === 'Polygon'
            ? [[geometry.coordinates]]
            : [],
      );
    if (parts.length === 1) return parts[0]!;
    if (parts.length > 1) return joinPolygons(parts);
  }
  return null;
}
