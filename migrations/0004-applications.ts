import { type Kysely, sql } from 'kysely';

/**
 * Applications for funding: one set of areas under one rule set. `version` carries optimistic locking; what was
 * released can no longer be changed, by nobody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table application (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    applicant text not null,
    land text not null,
    rules text not null,
    areas jsonb not null default '[]',
    inputs jsonb not null default '{}',
    procedures jsonb not null default '{}',
    state text not null default 'entwurf',
    version integer not null default 1,
    prepared_by text,
    released_by text,
    released_at timestamptz,
    dossier_sha256 text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (released_by is null or (prepared_by is not null and released_by <> prepared_by))
  )`.execute(db);
}
