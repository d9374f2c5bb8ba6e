import { intersectPolygons, joinPolygons, type Polygons, subtractPolygons } from './polygon.ts';
import { type MultiPolygonCoordinates, PolygonIndex } from './polygon-index.ts';

/**
 * Cuts an area along a line, into one area for each piece. The line has to begin and end outside and must not cross
 * itself; parts it does not run through stay in one piece. Fewer than two pieces mean that it cut nothing.
 *
 * The ends of the line are drawn out beyond the area, so that line and far corners bound one side of it; what only
 * the drawn-out ends have cut is put together again.
 */
export function splitPolygons(
  polygons: MultiPolygonCoordinates,
  line: readonly (readonly [number, number])[],
): Polygons[] {
  if (line.length < 2) return [polygons as Polygons];
  const { minE, minN, maxE, maxN } = new PolygonIndex(polygons);
  const far = 4 * (maxE - minE + maxN - minN + lengthOf(line) + 1);
  const first = beyond(line[1]!, line[0]!, far);
  const last = beyond(line[line.length - 2]!, line[line.length - 1]!, far);
  const middle: [number, number] = [(minE + maxE) / 2, (minN + maxN) / 2];
  const side = [first, ...line, last, ...around(last, first, middle, 4 * far), first].map(([e, n]) => [
    e!,
    n!,
  ]);
  const pieces = [...intersectPolygons(polygons, [[side]]), ...subtractPolygons(polygons, [[side]])];
  const rays = [
    [line[0]!, first],
    [line[line.length - 1]!, last],
  ] as const;
  return rejoined(pieces, rays);
}

/** True when the line begins and ends outside, as a cut must. */
export function endsOutside(
  polygons: MultiPolygonCoordinates,
  line: readonly (readonly [number, number])[],
): boolean {
  const index = new PolygonIndex(polygons);
  return [line[0], line[line.length - 1]].every(
    (end) => end !== undefined && !index.contains(end[0], end[1]),
  );
}

type Place = readonly [number, number];

function beyond(from: Place, to: Place, distanceM: number): Place {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [to[0] + ((to[0] - from[0]) / length) * distanceM, to[1] + ((to[1] - from[1]) / length) * distanceM];
}

const lengthOf = (line: readonly Place[]) =>
  line.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - line[i]![0], p[1] - line[i]![1]), 0);

/** Counter-clockwise from one far place to another, on a circle around everything. */
function around(from: Place, to: Place, middle: Place, radiusM: number): Place[] {
  const begin = Math.atan2(from[1] - middle[1], from[0] - middle[0]);
  let sweep = Math.atan2(to[1] - middle[1], to[0] - middle[0]) - begin;
  if (sweep <= 0) sweep += 2 * Math.PI;
  return Array.from({ length: 17 }, (_, i) => {
    const angle = begin + (sweep * i) / 16;
    return [middle[0] + radiusM * Math.cos(angle), middle[1] + radiusM * Math.sin(angle)] as const;
  });
}

/** Puts pieces together that share an edge on a ray. */
function rejoined(pieces: Polygons, rays: readonly (readonly [Place, Place])[]): Polygons[] {
  const group = pieces.map((_, i) => i);
  for (const [origin, end] of rays) {
    const spans = pieces.map((piece) => spansOn(piece, origin, end));
    spans.forEach((own, a) => {
      spans.slice(0, a).forEach((other, b) => {
        const share = own.some(([s, e]) =>
          other.some(([s2, e2]) => Math.min(e, e2) - Math.max(s, s2) > 1e-3),
        );
        if (!share) return;
        const [keep, drop] = [group[b]!, group[a]!];
        group.forEach((g, i) => {
          if (g === drop) group[i] = keep;
        });
      });
    });
  }
  return [...new Set(group)].map((g) =>
    joinPolygons(pieces.filter((_, i) => group[i] === g).map((piece) => [piece])),
  );
}

/** Edges of a polygon that lie on a ray, as distances from its origin. */
function spansOn(polygon: number[][][], origin: Place, end: Place): [number, number][] {
  const length = Math.hypot(end[0] - origin[0], end[1] - origin[1]);
  const [ux, uy] = [(end[0] - origin[0]) / length, (end[1] - origin[1]) / length];
  const place = ([e, n]: number[]) => {
    const [dx, dy] = [e! - origin[0], n! - origin[1]];
    return { along: dx * ux + dy * uy, across: Math.abs(dx * uy - dy * ux) };
  };
  const spans: [number, number][] = [];
  for (const ring of polygon) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const a = place(ring[i]!);
      const b = place(ring[i + 1]!);
      if (a.across > 1e-4 || b.across > 1e-4) continue;
      const from = Math.max(0, Math.min(a.along, b.along));
      const to = Math.max(a.along, b.along);
      if (to > from) spans.push([from, to]);
    }
  }
  return spans;
}
