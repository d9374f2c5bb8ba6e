import { type Kysely, sql } from 'kysely';

/**
 * Market surveys (Markterkundung): who asks about which areas, the operators who are asked, the decision about their
 * promises, their own access, and the result as it was when the survey was finished. An answer is a data set of the
 * layer `supply`, named by `survey_operator.source`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table market_survey (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    issuer text not null,
    land text not null,
    rules text not null,
    areas jsonb not null default '[]',
    terms jsonb not null default '{}',
    procedures jsonb not null default '{}',
    letter_name text,
    letter_sha256 text,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // The template of the cover letter; its hash stands in the survey, so that the audit trail knows it.
  `create table survey_letter (
    survey_id uuid primary key references market_survey on delete cascade,
    docx bytea not null
  )`,
  `create table survey_operator (
    id integer generated always as identity primary key,
    survey_id uuid not null references market_survey on delete cascade,
    name text not null,
    contact text not null default '',
    source text not null,
    decision text check (decision in ('considered', 'set-aside')),
    reason text not null default '',
    decided_at timestamptz,
    created_at timestamptz not null default now(),
    unique (survey_id, name),
    unique (source),
    check (decision is distinct from 'set-aside' or length(reason) >= 3)
  )`,
  // An operator's own view. Of the token only its sha256 is kept.
  `create table survey_link (
    id integer generated always as identity primary key,
    operator_id integer not null references survey_operator on delete cascade,
    token_hash text not null unique,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    last_used_at timestamptz
  )`,
  'create index survey_link_operator on survey_link (operator_id)',
  // What came out, as it was: later data must not change it.
  `create table survey_result (
    survey_id uuid primary key references market_survey on delete cascade,
    zip bytea not null,
    sha256 text not null,
    created_at timestamptz not null default now()
  )`,
  `create trigger market_survey_audit after insert or update or delete on market_survey
    for each row execute function record_audit()`,
  `create trigger survey_operator_audit after insert or update or delete on survey_operator
    for each row execute function record_audit()`,
  // Not when it is used: looking at a page writes nothing into the trail.
  `create trigger survey_link_audit after insert or delete or update of expires_at, revoked_at on survey_link
    for each row execute function record_audit()`,
  // Promises that are not considered do not count; what is there does.
  `create or replace view counted_claim as
    select c.id, c.address_id, c.source_id, c.operator, c.technology, c.down_mbit, c.up_mbit, c.peak_time, c.planned,
      c.binding, c.milestones, c.funded_elsewhere, c.ready_by
    from supply_claim c
    where not exists (
      select from supply_claim r
      where r.replaces and r.address_id = c.address_id and r.operator = c.operator and r.technology = c.technology
        and r.planned = c.planned and r.id <> c.id and (not c.replaces or r.id > c.id))
      and not (c.planned and c.source_id in (
        select d.id from data_source d join survey_operator o on o.source = d.name
        where d.layer = 'supply' and o.decision = 'set-aside'))`,
  `create trigger survey_operator_revision after update of decision or delete on survey_operator
    for each statement execute function bump_layer_revision('addresses')`,
];
