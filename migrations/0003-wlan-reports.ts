import { type Kysely, sql } from 'kysely';

/**
 * What people report about hotspots, without an account and without anything about themselves. The code is what
 * the reporter keeps to look up the answer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table wlan_report (
    id integer generated always as identity primary key,
    code text not null unique,
    kind text not null check (kind in ('not-working', 'wrong-place', 'suggestion', 'other')),
    hotspot_id integer references hotspot on delete set null,
    hotspot_name text,
    message text not null,
    state text not null default 'new' check (state in ('new', 'accepted', 'done', 'rejected')),
    answer text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`.execute(db);
  await sql`create index wlan_report_state on wlan_report (state, created_at)`.execute(db);
}
