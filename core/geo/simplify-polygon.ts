import { simplify } from '@turf/turf';
import type { Polygons } from './polygon.ts';
import { crossings } from './polygon-crossings.ts';
import type { MultiPolygonCoordinates } from './polygon-index.ts';

/**
 * Fewer vertices, none further than `toleranceM` from the given outline (Douglas–Peucker), and valid: where the result
 * would cross itself the tolerance is halved until it does not, and in the end the outline is left as it is.
 */
export function simplifyPolygons(polygons: MultiPolygonCoordinates, toleranceM: number): Polygons {
  for (let tolerance = toleranceM; tolerance > toleranceM / 64; tolerance /= 2) {
    const { coordinates } = simplify(
      { type: 'MultiPolygon' as const, coordinates: structuredClone(polygons) as Polygons },
      { tolerance, highQuality: true },
    );
    const whole = coordinates.every((polygon) => polygon.every((ring) => ring.length >= 4));
    if (whole && crossings(coordinates, 1).length === 0) return coordinates;
  }
  return polygons as Polygons;
}
