import { readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { type MultiPolygonCoordinates, PolygonIndex } from '#core/geo/polygon-index.ts';
import { projectGeometry } from '#core/geo/project.ts';
import { IssueError } from '#core/issue.ts';
import type { NetworkTarget } from '#core/network/plan.ts';
import type { StreetLine } from '#core/network/street-graph.ts';
import type { Database } from '../db/schema.ts';

/** Streets this far around an area may carry its trenches, metres. */
const MARGIN_M = 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The polygons of a GeoJSON file (EPSG:4326), or of a saved area, in planning coordinates. */
export async function loadPlanningArea(
  db: Kysely<Database>,
  given: string,
): Promise<MultiPolygonCoordinates> {
  if (UUID.test(given)) {
    const { rows } = await sql<{ geometry: string }>`
      select st_asgeojson(geom, 4) as geometry from area where id = ${given}::uuid`.execute(db);
    if (rows[0])
      return (JSON.parse(rows[0].geometry) as { coordinates: MultiPolygonCoordinates }).coordinates;
    throw badArea(given);
  }
  const text = await readFile(given, 'utf8').catch(() => {
    throw badArea(given);
  });
  let polygons: number[][][][];
  try {
    polygons = polygonsOf(JSON.parse(text));
  } catch {
    throw badArea(given);
  }
  if (polygons.length === 0) throw badArea(given);
  return (
    projectGeometry({ type: 'MultiPolygon', coordinates: polygons }, 4326, 25832) as {
      coordinates: number[][][][];
    }
  ).coordinates;
}

interface GeoJson {
  readonly type: string;
  readonly features?: readonly GeoJson[];
  readonly geometries?: readonly GeoJson[];
  readonly geometry?: GeoJson | null;
  readonly coordinates?: unknown;
}

function polygonsOf(value: GeoJson): number[][][][] {
  if (value.type === 'FeatureCollection') return value.features!.flatMap(polygonsOf);
  if (value.type === 'GeometryCollection') return value.geometries!.flatMap(polygonsOf);
  if (value.type === 'Feature') return value.geometry ? polygonsOf(value.geometry) : [];
  if (value.type === 'MultiPolygon') return value.coordinates as number[][][][];
  return value.type === 'Polygon' ? [value.coordinates as number[][][]] : [];
}

/** Streets in and around an area. */
export async function loadStreets(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
): Promise<StreetLine[]> {
  const [west, south, east, north] = extentOf(area);
  const { rows } = await sql<{ class: string | null; name: string | null; geometry: string }>`
    select class, name, st_asgeojson((st_dump(geom)).geom, 3) as geometry from street
    where geom && st_makeenvelope(${west - MARGIN_M}::float8, ${south - MARGIN_M}::float8,
      ${east + MARGIN_M}::float8, ${north + MARGIN_M}::float8, 25832)
    order by id`.execute(db);
  return rows.map((row) => ({
    class: row.class,
    name: row.name,
    line: (JSON.parse(row.geometry) as { coordinates: number[][] }).coordinates,
  }));
}

/** Addresses and schools in an area, and the middle of each business park in it, with the homes and businesses behind. */
export async function loadTargets(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
): Promise<NetworkTarget[]> {
  const [west, south, east, north] = extentOf(area);
  const box = sql`st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 25832)`;
  const { rows } = await sql<NetworkTarget>`
    select kind, kind || ':' || id as id, homes, st_x(p) as "eastingM", st_y(p) as "northingM" from (
      select 1 as place, 'address' as kind, id, greatest(households + businesses, 1) as homes, geom as p
        from address where geom && ${box}
      union all select 2, 'school', id, 1, geom from school where geom && ${box}
      union all select 3, 'business-park', id, greatest(businesses, 1), st_pointonsurface(geom)
        from business_park where geom && ${box}
    ) targets order by place, id`.execute(db);
  const index = new PolygonIndex(area);
  return rows.filter(({ eastingM, northingM }) => index.contains(eastingM, northingM));
}

function extentOf(area: MultiPolygonCoordinates): [number, number, number, number] {
  const positions = area.flat(2);
  return [
    positions.reduce((least, [x]) => Math.min(least, x!), Infinity),
    positions.reduce((least, [, y]) => Math.min(least, y!), Infinity),
    positions.reduce((most, [x]) => Math.max(most, x!), -Infinity),
    positions.reduce((most, [, y]) => Math.max(most, y!), -Infinity),
  ];
}

function badArea(value: string): IssueError {
  return new IssueError({ code: 'network-bad-area', severity: 'error', where: '--area', params: { value } });
}
