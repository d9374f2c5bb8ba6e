import { type Kysely, sql } from 'kysely';

/**
 * Structural plans: what was planned or taken over from elsewhere, with the prices it was planned at. The drawn parts
 * (trenches, drops, distribution points) are a document of their own beside the row, so that the audit trail records
 * who changed a plan and the hash of its parts, not ten thousand trenches at each save.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The area may be deleted; the plan keeps its name and its outline.
  `create table network_plan (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    area_id uuid references area on delete set null,
    area_name text not null default '',
    origin text not null default 'computed' check (origin in ('computed', 'imported')),
    note text not null default '',
    parameters jsonb not null default '{}',
    prices jsonb not null,
    figures jsonb not null default '{}',
    document_sha256 text not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    geom geometry(MultiPolygon, 25832)
  )`,
  `create index network_plan_area on network_plan (area_id)`,
  // JSON, gzip; its sha256 stands in the plan.
  `create table network_plan_document (
    plan_id uuid primary key references network_plan on delete cascade,
    document bytea not null
  )`,
  `create trigger network_plan_audit after insert or update or delete on network_plan
    for each row execute function record_audit()`,
];
