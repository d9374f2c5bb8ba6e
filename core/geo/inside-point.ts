import { pointOnFeature } from '@turf/turf';
import type { MultiPolygon, Point, Polygon } from 'geojson';

/** A point inside an area, as near to its middle as it can be had cheaply: where its name can stand. Degrees. */
export function insidePoint(area: Polygon | MultiPolygon): Point {
  return pointOnFeature({ type: 'Feature', properties: {}, geometry: area }).geometry;
}
