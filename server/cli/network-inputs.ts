import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type MultiPolygonCoordinates, PolygonIndex } from '#core/geo/polygon-index.ts';
import type { ExistingLine, NetworkTarget, Place } from '#core/network/plan.ts';
import type { StreetLine } from '#core/network/street-graph.ts';
import { BOROUGH_LEVEL, BOROUGH_NAME } from '../db/borough.ts';
import type { Database } from '../db/schema.ts';

/** Streets this far around an area may carry its trenches, metres. */
const MARGIN_M = 1000;
/** Buildings this far around an area may stand in the way of its drops: the longest there may be, metres. */
const BUILDINGS_MARGIN_M = 500;

/** Streets in and around an area, of all data sets or of one. */
export async function loadStreets(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
  source: string | null = null,
): Promise<StreetLine[]> {
  const ofSource =
    source === null
      ? sql`true`
      : sql`source_id in (select id from data_source where layer = 'streets' and name = ${source})`;
  const { rows } = await sql<{ class: string | null; name: string | null; geometry: string }>`
    select class, name, st_asgeojson((st_dump(geom)).geom, 3) as geometry from street
    where ${near(area, MARGIN_M)} and ${ofSource}
    order by id`.execute(db);
  return rows.map((row) => ({
    class: row.class,
    name: row.name,
    line: coordinatesOf<number[][]>(row.geometry),
  }));
}

/** Ducts and works of others in and around an area, from the layer `existing-lines`. */
export async function loadExistingLines(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
): Promise<ExistingLine[]> {
  const { rows } = await sql<Omit<ExistingLine, 'line'> & { geometry: string }>`
    select 'existing-line:' || id || coalesce('/' || (part).path[1], '') as id, kind, year,
      st_asgeojson((part).geom, 3) as geometry
    from (select id, kind, case when kind = 'joint-trench' then year end as year, st_dump(geom) as part
      from existing_line where ${near(area, MARGIN_M)}) lines
    order by lines.id, (part).path[1]`.execute(db);
  return rows.map(({ geometry, ...line }) => ({ ...line, line: coordinatesOf<Place[]>(geometry) }));
}

/** Outer rings of the buildings in and around an area, from the layer `buildings`. */
export async function loadBuildings(db: Kysely<Database>, area: MultiPolygonCoordinates): Promise<Place[][]> {
  const { rows } = await sql<{ geometry: string }>`
    select st_asgeojson(st_exteriorring((st_dump(geom)).geom), 2) as geometry
    from building where ${near(area, BUILDINGS_MARGIN_M)} order by id`.execute(db);
  return rows.map(({ geometry }) => coordinatesOf<Place[]>(geometry));
}

const coordinatesOf = <Coordinates>(geometry: string) =>
  (JSON.parse(geometry) as { coordinates: Coordinates }).coordinates;

/** Rows whose geometry lies in the rectangle around an area, widened. */
function near(area: MultiPolygonCoordinates, marginM: number) {
  const [west, south, east, north] = extentOf(area);
  return sql<boolean>`geom && st_makeenvelope(${west - marginM}::float8, ${south - marginM}::float8,
      ${east + marginM}::float8, ${north + marginM}::float8, 25832)`;
}

/** Layers a network can connect. */
export const TARGET_LAYERS = ['addresses', 'schools', 'business-parks', 'households'] as const;
export type TargetLayer = (typeof TARGET_LAYERS)[number];

/** The borough, or where there is none the municipality, of an address. */
const DISTRICT_OF_ADDRESS = sql`(select ${BOROUGH_NAME} from district d where d.id = address.district_id)`;
/** Likewise of a place, which no row keeps. */
const districtOf = (place: RawBuilder<unknown>) => sql`(select d.name from district d
  where d.level = ${BOROUGH_LEVEL} and st_contains(d.geom, ${place}) order by d.id limit 1)`;

const TARGET_ROWS = {
  addresses: sql`select 1 as place, 'address' as kind, id, households + businesses as homes, geom as p,
    ${DISTRICT_OF_ADDRESS} as area from address`,
  schools: sql`select 2 as place, 'school' as kind, id, 1 as homes, geom as p, ${districtOf(sql`school.geom`)} as area
    from school`,
  'business-parks': sql`select 3 as place, 'business-park' as kind, id, coalesce(businesses, 1) as homes, p,
    ${districtOf(sql`p`)} as area from (select id, businesses, st_pointonsurface(geom) as p from business_park) parks`,
  households: sql`select 4 as place, 'census-cell' as kind, id, households as homes, p, ${districtOf(sql`p`)} as area
    from (select id, households, st_centroid(geom) as p from household_cell) cells`,
} as const;

/**
 * What is to be connected in an area, with the homes and businesses behind it and the borough it lies in: addresses and
 * schools, the middle of business parks and of census cells.
 * @param most only so many, those with most homes
 */
export async function loadTargets(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
  layers: readonly TargetLayer[],
  most: number | null = null,
): Promise<NetworkTarget[]> {
  const [west, south, east, north] = extentOf(area);
  const union = sql.join(
    layers.map((layer) => TARGET_ROWS[layer]),
    sql` union all `,
  );
  const { rows } = await sql<NetworkTarget>`
    select kind, kind || ':' || id as id, greatest(homes, 1) as homes, st_x(p) as "eastingM", st_y(p) as "northingM", area
    from (${union}) targets
    where p && st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 25832)
    order by place, targets.id`.execute(db);
  const index = new PolygonIndex(area);
  const inside = rows.filter(({ eastingM, northingM }) => index.contains(eastingM, northingM));
  // Sorting is stable: of equals those that come first stay.
  return most === null ? inside : [...inside].sort((a, b) => b.homes - a.homes).slice(0, most);
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
