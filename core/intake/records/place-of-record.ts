import { type Extent, extentOf, firstPosition, type Geometry } from '../geometry.ts';
import { decisionOf, type IntakeIssue, rowIssue, type Treatment } from '../intake-issue.ts';

/** Germany with its seas and some room, in degrees. */
const GERMANY: Extent = { minX: 5, minY: 47, maxX: 16, maxY: 55.5 };

const within = (x: number, y: number, box: Extent) =>
  x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;

/**
 * Looks at where a geometry in degrees lies. Longitude and latitude the wrong way round are told apart without
 * doubt in Germany, because its longitudes (5–16) are no latitudes of it (47–56).
 * @returns the geometry to take, or null when the record is refused; and what there is to say
 */
export function checkPlace(
  row: number,
  geometry: Geometry,
  treatment: Treatment,
): { geometry: Geometry | null; issue: IntakeIssue | null } {
  const [x, y] = firstPosition(geometry) as [number, number];
  if (within(x, y, GERMANY)) return { geometry, issue: null };
  const value = `${x}, ${y}`;
  if (within(y, x, GERMANY)) {
    if (decisionOf(treatment, 'coordinates-swapped', row) === 'repair') {
      const issue = rowIssue('coordinates-swapped', 'info', row, null, value, { repaired: true });
      return { geometry: swapped(geometry), issue };
    }
    return { geometry: null, issue: rowIssue('coordinates-swapped', 'error', row, null, value) };
  }
  const restored = withPoint(x, y);
  if (restored && geometry.type === 'Point') {
    const repair = decisionOf(treatment, 'decimal-point-lost', row) === 'repair';
    const params = { repaired: repair, mended: restored.join(', ') };
    const issue = rowIssue('decimal-point-lost', repair ? 'info' : 'error', row, null, value, params);
    return { geometry: repair ? { type: 'Point', coordinates: restored } : null, issue };
  }
  const accepted = decisionOf(treatment, 'coordinates-far-off', row) === 'accept';
  return {
    geometry: accepted ? geometry : null,
    issue: rowIssue('coordinates-far-off', accepted ? 'warning' : 'error', row, null, value),
  };
}

/**
 * Whether every position can be brought into planning coordinates: within 60 degrees of zone 32 and off the poles; in
 * metres no further than the earth is round. Longitude and latitude may still be the wrong way round.
 */
export function isTransformable(geometry: Geometry, srid: number): boolean {
  const extent = extentOf([geometry]);
  if (extent === null) return false;
  const box =
    srid === 4326 || srid === 4258
      ? { minX: -50, minY: -50, maxX: 68, maxY: 84 }
      : { minX: -10_000_000, minY: -10_000_000, maxX: 10_000_000, maxY: 10_000_000 };
  return within(extent.minX, extent.minY, box) && within(extent.maxX, extent.maxY, box);
}

/**
 * Longitude and latitude with their decimal points put back, where they have lost one or both: `97432` and `52.37` are
 * 9.7432 and 52.37. Null where that does not lead to Germany.
 */
function withPoint(x: number, y: number): [number, number] | null {
  const restore = (value: number, min: number, max: number): number | null => {
    if (value >= min && value <= max) return value;
    if (!Number.isInteger(value) || value < 1000) return null;
    // Dividing by a whole power of ten keeps the digits as they were written.
    for (let power = 10; power <= 1e15; power *= 10) {
      const candidate = value / power;
      if (candidate >= min && candidate <= max) return candidate;
    }
    return null;
  };
  const lon = restore(x, GERMANY.minX, GERMANY.maxX);
  const lat = restore(y, GERMANY.minY, GERMANY.maxY);
  return lon === null || lat === null ? null : [lon, lat];
}

export function swapped(geometry: Geometry): Geometry {
  const swap = (part: unknown): unknown => {
    const list = part as unknown[];
    return typeof list[0] === 'number' ? [list[1], list[0], ...list.slice(2)] : list.map(swap);
  };
  return { type: geometry.type, coordinates: swap(geometry.coordinates) } as Geometry;
}

/** Extent of what lies in or near Germany or is swapped: a few stray points must not hide the system. */
export function extentWithoutStrays(geometries: readonly Geometry[]): Extent | null {
  const inside = geometries.filter((geometry) => {
    const [x, y] = firstPosition(geometry) as [number, number];
    return !(x === 0 && y === 0) && !within(y, x, GERMANY);
  });
  return extentOf(inside.length > 0 ? inside : geometries);
}
