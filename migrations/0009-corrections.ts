import { type Kysely, sql } from 'kysely';

/**
 * Corrections of what is claimed about an address: reported with evidence, decided by a planner with a reason. An
 * accepted one is a claim of its own source that stands in the place of the operator's claims about that line;
 * those stay, and count again when the correction is withdrawn.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table supply_claim add column replaces boolean not null default false`,
  `create index supply_claim_replaces on supply_claim (address_id) where replaces`,
  // The address may leave with its data set; the correction says in words which one it was.
  `create table supply_correction (
    id integer generated always as identity primary key,
    address_id integer references address on delete set null,
    address_name text not null,
    operator text not null,
    technology text not null check (technology in ('ftth', 'fttb', 'fttc', 'hfc', 'dsl', 'fwa', 'sonst')),
    planned boolean not null default false,
    down_mbit real check (down_mbit >= 0),
    up_mbit real check (up_mbit >= 0),
    evidence text not null,
    measured_on date,
    state text not null default 'new' check (state in ('new', 'accepted', 'rejected', 'withdrawn')),
    note text,
    decided_at timestamptz,
    claim_id integer references supply_claim on delete set null,
    created_at timestamptz not null default now(),
    check ((state = 'new') = (decided_at is null))
  )`,
  `create index supply_correction_state on supply_correction (state, created_at)`,
  `create index supply_correction_address on supply_correction (address_id)`,
  `create trigger supply_correction_audit after insert or update or delete on supply_correction
    for each row execute function record_audit()`,
  // The claims the rules look at: of one operator's line at an address only the latest correction, if there is one.
  `create view counted_claim as
    select c.id, c.address_id, c.source_id, c.operator, c.technology, c.down_mbit, c.up_mbit, c.peak_time, c.planned,
      c.binding, c.milestones, c.funded_elsewhere, c.ready_by
    from supply_claim c
    where not exists (
      select from supply_claim r
      where r.replaces and r.address_id = c.address_id and r.operator = c.operator and r.technology = c.technology
        and r.planned = c.planned and r.id <> c.id and (not c.replaces or r.id > c.id))`,
];
