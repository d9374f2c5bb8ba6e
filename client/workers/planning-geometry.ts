import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Polygons } from '#core/geo/polygon.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { lonLatToUtm32, utm32ToLonLat } from '#core/geo/utm.ts';

/** EPSG:4326 (degrees, longitude first) → EPSG:25832 (metres). */
export function toPlanning(geometry: Polygon | MultiPolygon): Polygons {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => lonLatToUtm32(lon!, lat!))));
}

export const lineToPlanning = (line: readonly (readonly [number, number])[]): [number, number][] =>
  line.map(([lon, lat]) => lonLatToUtm32(lon, lat));

/** EPSG:25832 → EPSG:4326, to ten decimals (a hundredth of a millimetre) as the server stores it. */
export function toDegrees(polygons: MultiPolygonCoordinates): MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) =>
      rings.map((ring) => ring.map(([e, n]) => rounded(utm32ToLonLat(e!, n!)))),
    ),
  };
}

const rounded = ([lon, lat]: [number, number]): Position => [
  Math.round(lon * 1e10) / 1e10,
  Math.round(lat * 1e10) / 1e10,
];
