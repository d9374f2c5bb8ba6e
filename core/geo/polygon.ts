import { difference, featureCollection, intersect, multiPolygon, union } from '@turf/turf';
import type { MultiPolygonCoordinates } from './polygon-index.ts';

/** Mutable coordinates of a MultiPolygon in planning coordinates, as GeoJSON writes them. */
export type Polygons = number[][][][];

/**
 * Planar area in square metres (shoelace). Figures are planar in planning coordinates, as the cadastre states them;
 * the scale of UTM differs from the ground by at most 0.04 %.
 */
export function areaM2(polygons: MultiPolygonCoordinates): number {
  let sum = 0;
  for (const polygon of polygons) {
    polygon.forEach((ring, i) => {
      sum += i === 0 ? Math.abs(ringAreaM2(ring)) : -Math.abs(ringAreaM2(ring));
    });
  }
  return sum;
}

/** Signed area of a closed ring; positive counter-clockwise. Taken from its first vertex, for precision. */
export function ringAreaM2(ring: readonly (readonly number[])[]): number {
  if (ring.length < 4) return 0;
  const [e0, n0] = ring[0] as [number, number];
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [e1, n1] = ring[i] as [number, number];
    const [e2, n2] = ring[i + 1] as [number, number];
    twice += (e1 - e0) * (n2 - n0) - (e2 - e0) * (n1 - n0);
  }
  return twice / 2;
}

/** Length of all outlines, holes included, in metres. */
export function outlineM(polygons: MultiPolygonCoordinates): number {
  let sum = 0;
  for (const ring of polygons.flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      sum += Math.hypot(ring[i + 1]![0]! - ring[i]![0]!, ring[i + 1]![1]! - ring[i]![1]!);
    }
  }
  return sum;
}

/** The part of `a` inside `b`; empty when they do not meet. */
export function intersectPolygons(a: MultiPolygonCoordinates, b: MultiPolygonCoordinates): Polygons {
  return coordinatesOf(intersect(featureCollection([feature(a), feature(b)])));
}

/** `a` without `b`. */
export function subtractPolygons(a: MultiPolygonCoordinates, b: MultiPolygonCoordinates): Polygons {
  return coordinatesOf(difference(featureCollection([feature(a), feature(b)])));
}

/** One area out of several. */
export function joinPolygons(parts: readonly MultiPolygonCoordinates[]): Polygons {
  if (parts.length === 0) return [];
  if (parts.length === 1) return parts[0] as Polygons;
  return coordinatesOf(union(featureCollection(parts.map(feature))));
}

/** Without parts and holes smaller than the given areas. */
export function withoutSlivers(
  polygons: MultiPolygonCoordinates,
  leastPartM2: number,
  leastHoleM2: number,
): Polygons {
  return (polygons as Polygons)
    .filter((polygon) => Math.abs(ringAreaM2(polygon[0] ?? [])) >= leastPartM2)
    .map((polygon) => polygon.filter((ring, i) => i === 0 || Math.abs(ringAreaM2(ring)) >= leastHoleM2));
}

function feature(polygons: MultiPolygonCoordinates) {
  return multiPolygon(polygons as Polygons);
}

function coordinatesOf(result: ReturnType<typeof intersect>): Polygons {
  if (!result) return [];
  const { geometry } = result;
  return (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Polygons;
}
