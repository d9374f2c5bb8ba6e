import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Places } from '#core/wlan/coverage.ts';
import type { Database } from '../../db/schema.ts';

export type CoverageLevel = 'bezirk' | 'stadtteil' | 'gemeinde' | 'city';

/** What stands for residents, the finest that is loaded. */
export type ResidentMeasure = 'households-at-addresses' | 'population-of-cells' | 'households-of-cells';

export async function coverageLevel(
  db: Kysely<Database>,
  wanted: CoverageLevel | null,
): Promise<CoverageLevel> {
  const { rows } = await sql<{ level: CoverageLevel }>`select distinct level from district`.execute(db);
  const known = rows.map(({ level }) => level);
  const order: CoverageLevel[] = ['stadtteil', 'bezirk', 'gemeinde', 'city'];
  const found = wanted ?? order.find((level) => known.includes(level));
  if (found && known.includes(found)) return found;
  throw new IssueError({ code: 'no-districts', severity: 'error', where: 'level' });
}

export async function residentPlaces(
  db: Kysely<Database>,
  level: CoverageLevel,
): Promise<{ measure: ResidentMeasure; places: Places }> {
  const { rows } = await sql<{ homes: boolean; people: boolean }>`
    select exists (select from address where households > 0) as homes,
      exists (select from household_cell where population > 0) as people`.execute(db);
  const { homes, people } = rows[0]!;
  if (homes)
    return { measure: 'households-at-addresses', places: await places(db, level, 'address', 'households') };
  const column = people ? 'population' : 'households';
  return { measure: `${column}-of-cells`, places: await places(db, level, 'household_cell', column) };
}

export function schoolPlaces(db: Kysely<Database>, level: CoverageLevel): Promise<Places> {
  return places(db, level, 'school', null);
}

/** Null where no stops are loaded: then nothing is known of them, and none of them is uncovered. */
export async function stopPlaces(db: Kysely<Database>, level: CoverageLevel): Promise<Places | null> {
  const found = await places(db, level, 'stop', null);
  return found.weight.length > 0 ? found : null;
}

/** Weighted points with the district each lies in; a point on a border belongs to the first. */
async function places(
  db: Kysely<Database>,
  level: CoverageLevel,
  table: 'address' | 'household_cell' | 'school' | 'stop',
  weight: string | null,
): Promise<Places> {
  const districts = await sql<{ id: number; name: string }>`
    select id, name from district where level = ${level} order by name collate "C", id`.execute(db);
  const amount = weight === null ? sql`1` : sql`coalesce(${sql.id('t', weight)}, 0)`;
  const { rows } = await sql<{ x: number; y: number; weight: number; district: number | null }>`
    select st_x(t.p) as x, st_y(t.p) as y, t.weight, (
      select id from district d where d.level = ${level} and st_intersects(d.geom, t.p) order by id limit 1
    ) as district
    from (select st_centroid(t.geom) as p, ${amount}::float8 as weight from ${sql.table(table)} t where ${amount} > 0) t
  `.execute(db);
  const index = new Map(districts.rows.map(({ id }, i) => [id, i]));
  return {
    eastingM: Float64Array.from(rows, ({ x }) => x),
    northingM: Float64Array.from(rows, ({ y }) => y),
    weight: Float64Array.from(rows, (row) => row.weight),
    districtIndex: Uint16Array.from(
      rows,
      ({ district }) => index.get(district ?? -1) ?? districts.rows.length,
    ),
    districts: districts.rows.map(({ name }) => name),
  };
}
