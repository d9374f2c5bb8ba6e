import { type Kysely, sql } from 'kysely';

/** What a trench meets on its way: outlines of buildings, ducts that are there, and works of others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table building (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text,
    kind text,
    geom geometry(MultiPolygon, 25832) not null,
    unique (source_id, key)
  )`,
  `create index building_geom on building using gist (geom)`,
  `create table existing_line (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    kind text not null check (kind in ('existing-duct', 'joint-trench')),
    name text,
    owner text,
    year integer check (year between 1900 and 2200),
    geom geometry(MultiLineString, 25832) not null,
    unique (source_id, key)
  )`,
  `create index existing_line_geom on existing_line using gist (geom)`,
  `create trigger building_revision after insert or update or delete or truncate on building
    for each statement execute function bump_layer_revision('buildings')`,
  `create trigger existing_line_revision after insert or update or delete or truncate on existing_line
    for each statement execute function bump_layer_revision('existing-lines')`,
];
