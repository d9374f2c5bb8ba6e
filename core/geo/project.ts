import type { Geometry, Position } from 'geojson';
import { IssueError } from '../issue.ts';
import { laeaToLonLat, lonLatToLaea } from './laea.ts';
import { lonLatToUtm32, utm32ToLonLat } from './utm.ts';
import { lonLatToWebMercator, webMercatorToLonLat } from './web-mercator.ts';

type Transform = (x: number, y: number) => [number, number];
const same: Transform = (x, y) => [x, y];

/** How each known CRS comes from and goes to degrees, longitude first. ETRS89 and WGS 84 are taken as equal. */
const KNOWN: ReadonlyMap<number, { fromLonLat: Transform; toLonLat: Transform }> = new Map([
  [4326, { fromLonLat: same, toLonLat: same }],
  [4258, { fromLonLat: same, toLonLat: same }],
  [25832, { fromLonLat: lonLatToUtm32, toLonLat: utm32ToLonLat }],
  [3035, { fromLonLat: lonLatToLaea, toLonLat: laeaToLonLat }],
  [3857, { fromLonLat: lonLatToWebMercator, toLonLat: webMercatorToLonLat }],
]);

/** EPSG codes `projection` knows. Axis order is always easting (or longitude) first. */
export const KNOWN_SRIDS: readonly number[] = [...KNOWN.keys()];

/**
 * The transformation of one position between two coordinate reference systems by EPSG code.
 * @throws IssueError `unknown-crs` naming the code and those known
 */
export function projection(fromSrid: number, toSrid: number): Transform {
  const from = known(fromSrid, 'from');
  const to = known(toSrid, 'to');
  if (from.toLonLat === to.toLonLat) return same;
  return (x, y) => to.fromLonLat(...from.toLonLat(x, y));
}

/**
 * A GeoJSON geometry in another coordinate reference system; the given one is left as it is. Heights are kept.
 * @throws IssueError `unknown-crs`
 */
export function projectGeometry<G extends Geometry>(geometry: G, fromSrid: number, toSrid: number): G {
  const transform = projection(fromSrid, toSrid);
  return projected(geometry, ([x, y, ...rest]) => [...transform(x!, y!), ...rest]) as G;
}

/** Coordinates in pairs (x0, y0, x1, y1, …) in another coordinate reference system, as a new array. */
export function projectPairs(pairs: Float64Array, fromSrid: number, toSrid: number): Float64Array {
  const transform = projection(fromSrid, toSrid);
  const out = new Float64Array(pairs.length);
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [x, y] = transform(pairs[i]!, pairs[i + 1]!);
    out[i] = x;
    out[i + 1] = y;
  }
  return out;
}

function known(srid: number, where: string) {
  const entry = KNOWN.get(srid);
  if (entry) return entry;
  const list = KNOWN_SRIDS.map((code) => `EPSG:${code}`).join(', ');
  throw new IssueError({
    code: 'unknown-crs',
    severity: 'error',
    where,
    params: { value: `EPSG:${srid}`, known: list },
  });
}

type Nested = Position | readonly Nested[];

function projected(geometry: Geometry, position: (p: Position) => Position): Geometry {
  const { bbox: _inOldUnits, ...rest } = geometry;
  if (rest.type === 'GeometryCollection') {
    return { ...rest, geometries: rest.geometries.map((part) => projected(part, position)) };
  }
  const each = (nested: Nested): Nested =>
    typeof nested[0] === 'number' ? position(nested as Position) : (nested as readonly Nested[]).map(each);
  return { ...rest, coordinates: each(rest.coordinates as Nested) } as Geometry;
}
