import { type Kysely, sql } from 'kysely';

/** Imports in the making, and what a data set was before it was replaced, so that it can come back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // One uploaded file on its way into a layer. The file itself lies under DATA_DIR.
  `create table intake_import (
    id uuid primary key default gen_random_uuid(),
    state text not null check (state in ('staging', 'staged', 'failed', 'committing', 'committed')),
    file_name text not null,
    file_bytes bigint not null,
    request jsonb not null,
    recognised jsonb not null default '[]',
    staged jsonb,
    failure jsonb,
    result jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // A data set as it was before an import replaced it. 'replaced by' is the time of import of the data
  // set that took its place: only that one can be taken back to this.
  `create table kept_data_set (
    id integer generated always as identity primary key,
    layer text not null,
    name text not null,
    as_of date,
    licence text,
    file_name text,
    file_sha256 text,
    format text,
    feature_count integer not null,
    imported_at timestamptz not null,
    import_id uuid,
    replaced_by_imported_at timestamptz
  )`,
  `create index kept_data_set_name on kept_data_set (layer, name)`,
  `create table kept_row (
    kept_id integer not null references kept_data_set on delete cascade,
    key text not null,
    record jsonb not null,
    primary key (kept_id, key)
  )`,
];
