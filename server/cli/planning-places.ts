import { type Kysely, sql } from 'kysely';
import type { Places } from '#core/areas/figures.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { binaryColumn, readColumn } from '../db/binary-column.ts';
import type { Database } from '../db/schema.ts';

/** Schools in planning coordinates. */
export async function loadSchools(db: Kysely<Database>): Promise<Places> {
  const { rows } = await sql<{ x: Buffer | null; y: Buffer | null }>`
    select ${binaryColumn.float8(sql`st_x(geom)`)} as x, ${binaryColumn.float8(sql`st_y(geom)`)} as y from school
  `.execute(db);
  return { eastingM: readColumn.float8(rows[0]!.x), northingM: readColumn.float8(rows[0]!.y) };
}

/** Where areas end: the outline of the city, else its boroughs, quarters or municipalities joined; null without any. */
export async function loadBoundary(db: Kysely<Database>): Promise<MultiPolygonCoordinates | null> {
  for (const level of ['city', 'bezirk', 'stadtteil', 'gemeinde']) {
    const { rows } = await sql<{ geometry: string | null }>`
      select st_asgeojson(st_multi(st_union(geom)), 4) as geometry from district where level = ${level}
    `.execute(db);
    const text = rows[0]?.geometry;
    if (text) return (JSON.parse(text) as { coordinates: MultiPolygonCoordinates }).coordinates;
  }
  return null;
}
