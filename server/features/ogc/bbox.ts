import { IssueError } from '#core/issue.ts';
import type { Crs } from './crs.ts';

/** A rectangle to search in: `srid` is 4326 (longitude first) or 25832 (metres). */
export interface SearchBox {
  readonly srid: 4326 | 25832;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Where EPSG:25832 can be computed at all; wider boxes are cut to it, nothing of ours lies outside. */
const USABLE = { minX: -31, minY: -80, maxX: 49, maxY: 84 };

/**
 * The boxes a `bbox` asks for: one, two where it crosses the antimeridian, none where nothing can lie.
 * Six numbers carry heights, which our features do not have, so the third and sixth are checked and ignored.
 * @throws IssueError `bad-parameter`
 */
export function parseBbox(value: string, crs: Crs): SearchBox[] {
  const parts = value.split(',').map((part) => part.trim());
  const numbers = parts.map((part) =>
    /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part) ? Number(part) : Number.NaN,
  );
  if ((numbers.length !== 4 && numbers.length !== 6) || !numbers.every(Number.isFinite)) {
    throw bad(value, '4 or 6 numbers separated by commas: minimum x, minimum y, maximum x, maximum y');
  }
  if (numbers.length === 6 && numbers[2]! > numbers[5]!)
    throw bad(value, 'the minimum height must not exceed the maximum');
  const plane = numbers.length === 6 ? [numbers[0]!, numbers[1]!, numbers[3]!, numbers[4]!] : numbers;
  let [minX, minY, maxX, maxY] = plane as [number, number, number, number];
  if (crs.latitudeFirst) [minX, minY, maxX, maxY] = [minY, minX, maxY, maxX];
  if (minY > maxY) throw bad(value, 'the minimum must not exceed the maximum on the north axis');
  if (crs.srid === 25832) {
    if (minX > maxX) throw bad(value, 'the minimum must not exceed the maximum on the east axis');
    return [
      wide(
        { srid: 25832, minX: metres(minX), minY: metres(minY), maxX: metres(maxX), maxY: metres(maxY) },
        1e-4,
      ),
    ];
  }
  if (crs.srid === 3857) {
    if (minX > maxX) throw bad(value, 'the minimum must not exceed the maximum on the east axis');
    [minX, maxX] = [longitude(minX), longitude(maxX)];
    [minY, maxY] = [latitude(minY), latitude(maxY)];
  } else if (minY < -90 || maxY > 90 || minX < -180 || maxX > 180) {
    throw bad(value, 'longitudes lie between -180 and 180, latitudes between -90 and 90');
  }
  const spans = minX > maxX ? [[minX, 180] as const, [-180, maxX] as const] : [[minX, maxX] as const];
  return spans.map(([west, east]) => clip(west, minY, east, maxY)).filter((box) => box !== null);
}

function clip(minX: number, minY: number, maxX: number, maxY: number): SearchBox | null {
  const box: SearchBox = {
    srid: 4326,
    minX: Math.max(minX, USABLE.minX),
    minY: Math.max(minY, USABLE.minY),
    maxX: Math.min(maxX, USABLE.maxX),
    maxY: Math.min(maxY, USABLE.maxY),
  };
  return box.minX > box.maxX || box.minY > box.maxY ? null : wide(box, 1e-9);
}

/** A box without width or height is no polygon; it gets a tenth of a millimetre. */
function wide(box: SearchBox, least: number): SearchBox {
  const growX = Math.max(0, least - (box.maxX - box.minX)) / 2;
  const growY = Math.max(0, least - (box.maxY - box.minY)) / 2;
  return {
    ...box,
    minX: box.minX - growX,
    minY: box.minY - growY,
    maxX: box.maxX + growX,
    maxY: box.maxY + growY,
  };
}

/** Radius of the sphere of EPSG:3857, in metres. */
const RADIUS_M = 6378137;

/** A rectangle of EPSG:3857 is a rectangle of longitude and latitude. */
function longitude(eastingM: number): number {
  return Math.max(-180, Math.min(180, (eastingM / RADIUS_M) * (180 / Math.PI)));
}

function latitude(northingM: number): number {
  return (2 * Math.atan(Math.exp(northingM / RADIUS_M)) - Math.PI / 2) * (180 / Math.PI);
}

/** Keeps absurd but finite numbers from overflowing in the database. */
function metres(value: number): number {
  return Math.max(-1e9, Math.min(1e9, value));
}

function bad(value: string, expected: string): IssueError {
  return new IssueError({
    code: 'bad-parameter',
    severity: 'error',
    where: 'bbox',
    params: { name: 'bbox', value, expected },
  });
}
