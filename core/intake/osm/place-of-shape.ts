import type { Geometry, Position } from '../geometry.ts';

/**
 * A point for a shape: the centroid of its largest outer ring where that lies inside, else the middle of the ring's
 * widest stretch at half height. Of a line its middle vertex. In the shape's own coordinates.
 */
export function placeOfShape(geometry: Geometry): Position {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates;
    case 'MultiPoint':
      return geometry.coordinates[0]!;
    case 'LineString':
      return geometry.coordinates[Math.floor(geometry.coordinates.length / 2)]!;
    case 'MultiLineString':
      return placeOfShape({ type: 'LineString', coordinates: geometry.coordinates[0]! });
    case 'Polygon':
      return placeInRing(geometry.coordinates[0]!);
    case 'MultiPolygon':
      return placeInRing(
        geometry.coordinates
          .map((polygon) => polygon[0]!)
          .reduce((best, ring) => (Math.abs(area2(ring)) > Math.abs(area2(best)) ? ring : best)),
      );
  }
}

function placeInRing(ring: readonly Position[]): Position {
  // Relative to the first vertex: products of full coordinates would lose the digits that matter.
  const [x0, y0] = ring[0] as [number, number];
  const double = area2(ring);
  if (double === 0) return ring[0]!;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = [ring[i]![0]! - x0, ring[i]![1]! - y0];
    const [bx, by] = [ring[i + 1]![0]! - x0, ring[i + 1]![1]! - y0];
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  const centre: Position = [x0 + x / (3 * double), y0 + y / (3 * double)];
  const crossings = crossingsAt(ring, centre[1]!);
  const inside = crossings.filter((at) => at < centre[0]!).length % 2 === 1;
  if (inside || crossings.length < 2) return centre;
  let best = { from: crossings[0]!, to: crossings[1]! };
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i]!, crossings[i + 1]!];
    if (to - from > best.to - best.from) best = { from, to };
  }
  return [(best.from + best.to) / 2, centre[1]!];
}

function area2(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] as [number, number];
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    sum += (ring[i]![0]! - x0) * (ring[i + 1]![1]! - y0) - (ring[i + 1]![0]! - x0) * (ring[i]![1]! - y0);
  }
  return sum;
}

function crossingsAt(ring: readonly Position[], y: number): number[] {
  const crossings: number[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[i + 1] as [number, number];
    if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  return crossings.sort((a, b) => a - b);
}
