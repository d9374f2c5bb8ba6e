import { readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { outlineIssues } from '#core/areas/outline-issues.ts';
import { joinPolygons } from '#core/geo/polygon.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { projectGeometry } from '#core/geo/project.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import { isUuid } from '../db/is-uuid.ts';
import type { Database } from '../db/schema.ts';

/** Outlines of whole regions are drawn finely; beyond this a file holds something else. */
const MOST_VERTICES = 500_000;
const MOST_ISSUES = 20;

interface GeoJson {
  readonly type: string;
  readonly features?: readonly GeoJson[];
  readonly geometries?: readonly GeoJson[];
  readonly geometry?: GeoJson | null;
  readonly coordinates?: unknown;
  readonly crs?: { readonly properties?: { readonly name?: unknown } } | null;
}

/**
 * The polygons of a GeoJSON file, or of a saved area, in planning coordinates. Polygons that overlap count once. A file is
 * in degrees (EPSG:4326, RFC 7946) unless it names another system the way GDAL does (`crs`).
 * @throws IssueError `network-bad-area`, `network-area-not-degrees`, `unknown-crs`, `outline-…`
 */
export async function loadPlanningArea(
  db: Kysely<Database>,
  given: string,
): Promise<MultiPolygonCoordinates> {
  if (isUuid(given)) {
    const { rows } = await sql<{ geometry: string }>`
      select st_asgeojson(geom, 4) as geometry from area where id = ${given}::uuid`.execute(db);
    if (rows[0])
      return (JSON.parse(rows[0].geometry) as { coordinates: MultiPolygonCoordinates }).coordinates;
    throw badArea(given);
  }
  const text = await readFile(given, 'utf8').catch(() => {
    throw badArea(given);
  });
  let polygons: unknown[];
  let srid: number;
  try {
    const file = JSON.parse(text) as GeoJson;
    polygons = polygonsOf(file);
    srid = sridOf(file);
  } catch {
    throw badArea(given);
  }
  if (polygons.length === 0 || !polygons.every(isPolygon)) throw badArea(given);
  if (srid === 4326) refuseMetres(polygons);
  const projected = polygons.map(
    (coordinates) => projectGeometry({ type: 'Polygon', coordinates }, srid, 25832).coordinates,
  );
  const issues: Issue[] = projected.flatMap((polygon, i) =>
    outlineIssues([polygon], { mostVertices: MOST_VERTICES }, `--area, polygon ${i + 1}`),
  );
  if (issues.length > 0) throw new IssueError(issues.slice(0, MOST_ISSUES));
  return projected.length === 1 ? projected : joinPolygons(projected.map((polygon) => [polygon]));
}

function polygonsOf(value: GeoJson): unknown[] {
  if (value.type === 'FeatureCollection') return value.features!.flatMap(polygonsOf);
  if (value.type === 'GeometryCollection') return value.geometries!.flatMap(polygonsOf);
  if (value.type === 'Feature') return value.geometry ? polygonsOf(value.geometry) : [];
  if (value.type === 'MultiPolygon') return value.coordinates as unknown[];
  return value.type === 'Polygon' ? [value.coordinates] : [];
}

/** `urn:ogc:def:crs:EPSG::25832` → 25832; degrees where nothing is named, CRS84 included. */
function sridOf({ crs }: GeoJson): number {
  const code = /EPSG:.*?(\d+)$/i.exec(String(crs?.properties?.name ?? ''))?.[1];
  return code === undefined ? 4326 : Number(code);
}

/** Rings of positions of numbers; whether they are closed and where they lie is looked at later. */
function isPolygon(polygon: unknown): polygon is number[][][] {
  return isListOf(polygon, (ring) => isListOf(ring, (position) => isListOf(position, isNumber, 2)));
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

function isListOf(value: unknown, isMember: (member: unknown) => boolean, least = 1): boolean {
  return Array.isArray(value) && value.length >= least && value.every(isMember);
}

/** Coordinates in metres without a word about them would lie off the coast of Africa, and nothing would be found there. */
function refuseMetres(polygons: readonly number[][][][]): void {
  const beyond = polygons.flat(2).find(([lon, lat]) => Math.abs(lon!) > 180 || Math.abs(lat!) > 90);
  if (!beyond) return;
  throw new IssueError({
    code: 'network-area-not-degrees',
    severity: 'error',
    where: '--area',
    params: { value: beyond.slice(0, 2).join(', ') },
  });
}

function badArea(value: string): IssueError {
  return new IssueError({ code: 'network-bad-area', severity: 'error', where: '--area', params: { value } });
}
