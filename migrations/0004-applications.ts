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
  // What was released, as it was: later data must not change it.
  await sql`create table application_dossier (
    application_id uuid primary key references application,
    zip bytea not null
  )`.execute(db);
  // Procedures go on after a release; everything else stays.
  await sql`create function keep_released_application() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        raise exception 'a released application cannot be deleted';
      end if;
      if (new.name, new.applicant, new.land, new.rules, new.areas, new.inputs, new.prepared_by, new.released_by,
          new.released_at, new.dossier_sha256)
        is distinct from
        (old.name, old.applicant, old.land, old.rules, old.areas, old.inputs, old.prepared_by, old.released_by,
          old.released_at, old.dossier_sha256) then
        raise exception 'a released application cannot be changed';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger application_released before update or delete on application
    for each row when (old.released_by is not null) execute function keep_released_application()`.execute(db);
}
