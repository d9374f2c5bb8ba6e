import { ringAreaM2 } from '../geo/polygon.ts';
import { projection } from '../geo/project.ts';

type Ring = readonly (readonly number[])[];

/**
 * Polygons in planning coordinates as a GeoJSON geometry after RFC 7946: degrees with seven decimals (about 1 cm),
 * outer rings counterclockwise, holes clockwise. Rings that vanish by rounding are left out.
 */
export function rfc7946Geometry(polygons: readonly (readonly Ring[])[], srid: number) {
  const toDegrees = projection(srid, 4326);
  const degrees = (ring: Ring, hole: boolean): number[][] => {
    const turned = ringAreaM2(ring) >= 0 === hole ? [...ring].reverse() : ring;
    const rounded = turned.map(([x, y]) => toDegrees(x!, y!).map((value) => Math.round(value * 1e7) / 1e7));
    return rounded.filter(
      (position, i) => i === 0 || position[0] !== rounded[i - 1]![0] || position[1] !== rounded[i - 1]![1],
    );
  };
  const coordinates = polygons
    .map((rings) => rings.map((ring, i) => degrees(ring, i > 0)))
    .filter((rings) => rings[0] !== undefined && rings[0].length >= 4)
    .map((rings) => rings.filter((ring) => ring.length >= 4));
  return { type: 'MultiPolygon' as const, coordinates };
}
