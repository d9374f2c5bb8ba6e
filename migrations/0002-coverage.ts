import { type Kysely, sql } from 'kysely';

/** Shares of coverage by cell and municipality, cells that have a population only, mappings of columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // What the Breitbandatlas says of an area: percent of its customers that can get at least a speed.
  // `shares`: `<hh|gew|gwg|schulen>_<technology>_<least Mbit/s>` → percent; what has no value has no key.
  `create table coverage_area (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    scope text not null check (scope in ('cell', 'municipality', 'county', 'state')),
    name text,
    ags text,
    cell_size_m integer,
    shares jsonb not null,
    geom geometry(Polygon, 25832),
    unique (source_id, key)
  )`,
  `create index coverage_area_geom on coverage_area using gist (geom)`,
  `create index coverage_area_ags on coverage_area (ags)`,
  `create trigger coverage_area_revision after insert or update or delete or truncate on coverage_area
    for each statement execute function bump_layer_revision('coverage')`,
  // Grids of population say nothing of households; 0 would be a lie.
  `alter table household_cell alter column households drop not null`,
  // Which field of a source's file is which column, so that its next file is read the same way.
  `create table column_mapping (
    layer text not null,
    source text not null,
    fields jsonb not null,
    saved_at timestamptz not null default now(),
    primary key (layer, source)
  )`,
];
