import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

export interface DistrictStatistics {
  name: string;
  level: 'bezirk' | 'stadtteil' | 'gemeinde';
  parentName: string | null;
  population: number | null;
  areaKm2: number;
  households: number;
  schools: number;
  hotspots: number;
  businessParks: number;
  publicBuildings: number;
  streetsKm: number;
}

/**
 * Counts of the public layers in each district; a feature belongs where its centre lies. Households are summed
 * over what the public sees of each cell, so no difference of public figures tells of a small one.
 */
export async function districtStatistics(db: Kysely<Database>): Promise<DistrictStatistics[]> {
  const inside = (table: string, what: string) => sql`(
    select coalesce(${sql.raw(what)}, 0) from ${sql.table(table)} f
    where f.geom && d.geom and st_intersects(d.geom, st_centroid(f.geom))
  )`;
  const { rows } = await sql<DistrictStatistics>`
    select d.name, d.level, d.parent_name as "parentName", d.population,
      st_area(d.geom) / 1e6 as "areaKm2",
      ${inside('household_cell_public', 'sum(f.households)')}::int as households,
      ${inside('school', 'count(*)')}::int as schools,
      ${inside('hotspot', 'count(*)')}::int as hotspots,
      ${inside('business_park', 'count(*)')}::int as "businessParks",
      ${inside('public_building', 'count(*)')}::int as "publicBuildings",
      ${inside('street', 'sum(f.length_m) / 1000')}::float8 as "streetsKm"
    from district_public d where d.level <> 'city'
    order by d.level, d.name, d.id
  `.execute(db);
  return rows;
}
