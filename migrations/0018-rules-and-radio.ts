import { type Kysely, sql } from 'kysely';

/**
 * Rule sets made in the house, beside those that ship in `data/rulebook`. A draft may be changed; a released one never,
 * since areas and applications were judged by it: a change is another rule set that supersedes it.
 * And of hotspots: their radio, to be held against the limits of the day, and a reach that was measured or modelled.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table rule_set (
    id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    content jsonb not null check (content ->> 'id' = id),
    state text not null default 'draft' check (state in ('draft', 'released')),
    version integer not null default 1,
    copied_from text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    released_at timestamptz,
    check ((state = 'released') = (released_at is not null))
  )`,
  `create function keep_released_rule_set() returns trigger language plpgsql as $$
    begin
      if old.state = 'released' then
        raise exception 'rule set % is released and cannot be changed', old.id;
      end if;
      if tg_op = 'DELETE' then return old; end if;
      new.version := old.version + 1;
      new.updated_at := now();
      return new;
    end $$`,
  `create trigger rule_set_released before update or delete on rule_set
    for each row execute function keep_released_rule_set()`,
  `create trigger rule_set_audit after insert or update or delete on rule_set
    for each row execute function record_audit()`,
  // The history of one address asks for the claims that earlier states of the data sets made about it.
  `create index kept_row_address on kept_row ((record ->> 'address_id')) where record ? 'address_id'`,
  `alter table hotspot
    add column centre_mhz double precision, add column width_mhz double precision, add column eirp_dbm double precision,
    add column reach_m double precision check (reach_m >= 0 and reach_m <= 5000),
    add column reach_kind text check (reach_kind in ('measured', 'modelled'))`,
];
