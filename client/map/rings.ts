import type { MultiPolygon, Position } from 'geojson';

/** One ring of an area: which polygon it belongs to, and 0 for its outline or the number of its hole. */
export interface Ring {
  readonly polygon: number;
  readonly hole: number;
  readonly coordinates: Position[];
  readonly id?: string | number;
}

/** Degrees to nine decimals (a tenth of a millimetre), which is what the drawing tool takes. */
const rounded = (position: Position): Position => [
  Number(position[0]!.toFixed(9)),
  Number(position[1]!.toFixed(9)),
];

export function splitRings(geometry: MultiPolygon): Ring[] {
  return geometry.coordinates.flatMap((rings, polygon) =>
    rings.map((ring, hole) => ({ polygon, hole, coordinates: ring.map(rounded) })),
  );
}

/** Puts rings together again. A polygon whose outline is gone takes its holes along. */
export function joinRings(rings: readonly Ring[]): MultiPolygon {
  const polygons = new Map<number, Position[][]>();
  for (const ring of [...rings].sort((a, b) => a.polygon - b.polygon || a.hole - b.hole)) {
    if (ring.hole === 0) polygons.set(ring.polygon, [ring.coordinates]);
    else polygons.get(ring.polygon)?.push(ring.coordinates);
  }
  return { type: 'MultiPolygon', coordinates: [...polygons.values()] };
}
