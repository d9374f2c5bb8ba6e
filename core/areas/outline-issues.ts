import { areaM2, intersectPolygons } from '../geo/polygon.ts';
import { crossings } from '../geo/polygon-crossings.ts';
import type { MultiPolygonCoordinates } from '../geo/polygon-index.ts';
import { endsOutside, splitPolygons } from '../geo/split-polygon.ts';
import type { Issue } from '../issue.ts';

export interface OutlineLimits {
  /** Areas must not lie wholly outside of it, e.g. the city limits. */
  readonly boundary?: MultiPolygonCoordinates;
  /** Default 20,000. */
  readonly mostVertices?: number;
}

/**
 * What is wrong with an area drawn by hand, in planning coordinates: empty, positions that are no numbers, rings that
 * are not closed, too many vertices, crossing itself (with the places), outside the boundary. Empty when it is fine.
 * @param where name of the field or area, to which the ring is added as a JSON pointer
 */
export function outlineIssues(
  polygons: MultiPolygonCoordinates,
  { boundary, mostVertices = 20_000 }: OutlineLimits = {},
  where = 'geometry',
): Issue[] {
  const shape = shapeIssues(polygons, where);
  if (shape.length > 0) return shape;
  const vertices = polygons.flat().reduce((sum, ring) => sum + ring.length - 1, 0);
  if (vertices > mostVertices) {
    return [error('outline-too-many-vertices', where, { value: vertices, most: mostVertices })];
  }
  const crossed = crossings(polygons).map(({ eastingM, northingM }) =>
    error('outline-crosses-itself', where, {
      eastingM: centimetres(eastingM),
      northingM: centimetres(northingM),
    }),
  );
  if (crossed.length > 0) return crossed;
  if (!(areaM2(polygons) > 0)) return [error('outline-empty', where, {})];
  if (boundary && intersectPolygons(polygons, boundary).length === 0) {
    const [e, n] = polygons[0]![0]![0] as [number, number];
    return [error('outline-outside', where, { eastingM: centimetres(e), northingM: centimetres(n) })];
  }
  return [];
}

/** Why a line cannot split an area; empty when it can. */
export function splitIssues(
  polygons: MultiPolygonCoordinates,
  line: readonly (readonly [number, number])[],
  where = 'line',
): Issue[] {
  if (line.length < 2) return [error('split-line-too-short', where, { value: line.length })];
  // A line is looked at as a ring that is not closed.
  const [crossing] = crossings([[line]], 1);
  if (crossing) {
    const { eastingM, northingM } = crossing;
    return [
      error('outline-crosses-itself', where, {
        eastingM: centimetres(eastingM),
        northingM: centimetres(northingM),
      }),
    ];
  }
  if (!endsOutside(polygons, line)) return [error('split-line-ends-inside', where, {})];
  if (splitPolygons(polygons, line).length < 2) return [error('split-line-misses', where, {})];
  return [];
}

function shapeIssues(polygons: MultiPolygonCoordinates, where: string): Issue[] {
  if (polygons.length === 0) return [error('outline-empty', where, {})];
  return polygons.flatMap((polygon, p) =>
    polygon.flatMap((ring, r) => {
      const pointer = `${where}/${p}/${r}`;
      const bad = ring.findIndex(
        (position) => !Number.isFinite(position[0]) || !Number.isFinite(position[1]),
      );
      if (bad >= 0)
        return [error('outline-not-a-position', `${pointer}/${bad}`, { value: String(ring[bad]) })];
      const first = ring[0];
      const last = ring[ring.length - 1];
      if (!first || !last || ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) {
        return [error('outline-not-closed', pointer, { value: ring.length })];
      }
      return [];
    }),
  );
}

function error(code: string, where: string, params: Record<string, string | number>): Issue {
  return { code, severity: 'error', where, params };
}

const centimetres = (value: number) => Math.round(value * 100) / 100;
