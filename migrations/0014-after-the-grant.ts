import { type Kysely, sql } from 'kysely';

/**
 * What comes after an application: a new version of it, the build of its areas, the invoices of its positions, and
 * entries of the rules that are not established and were entered here. Money is whole cents.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const table of ['build_progress', 'grant_invoice', 'rule_entry']) {
    await sql
      .raw(
        `create trigger ${table}_audit after insert or update or delete on ${table}
          for each row execute function record_audit()`,
      )
      .execute(db);
  }
}

const STATEMENTS = [
  // The released application this one is a new version of. No reference, so that a backup may restore in any order.
  `alter table application add column previous_id uuid`,
  `create table build_progress (
    id integer generated always as identity primary key,
    application_id uuid not null references application on delete cascade,
    area integer not null check (area >= 1),
    phase text not null check (phase in ('planung', 'bau', 'fertig', 'inBetrieb')),
    on_date date not null,
    trench_m double precision not null check (trench_m >= 0),
    connections integer not null check (connections >= 0),
    note text not null,
    created_at timestamptz not null default now()
  )`,
  `create index build_progress_area on build_progress (application_id, area, on_date)`,
  `create table grant_invoice (
    id integer generated always as identity primary key,
    application_id uuid not null references application on delete cascade,
    position text not null,
    supplier text not null,
    number text not null,
    invoice_date date not null,
    paid_on date,
    net_cents bigint not null check (net_cents >= 0),
    eligible_cents bigint not null,
    note text not null,
    created_at timestamptz not null default now(),
    unique (application_id, supplier, number),
    check (eligible_cents between 0 and net_cents),
    check (paid_on is null or paid_on >= invoice_date)
  )`,
  `create table rule_entry (
    id integer generated always as identity primary key,
    key text not null,
    value jsonb not null,
    source text not null,
    as_of date not null,
    created_at timestamptz not null default now()
  )`,
  `create index rule_entry_key on rule_entry (key, id)`,
];
