import { type Kysely, sql } from 'kysely';

/**
 * The audit trail: who changed what, when, why, and what it was before; each entry carries the hash of the one
 * before it. Layers of a data set are recorded as the data set with the hash of its file, not record by record.
 * And the form of the household cells that the public may see.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const table of AUDITED) await sql.raw(auditTrigger(table)).execute(db);
}

/** Frozen with this migration. */
const AUDITED = ['area', 'data_source', 'application', 'column_mapping', 'wlan_report'];

const STATEMENTS = [
  // `content` is the entry as JSON text; `hash` = sha256(prev_hash + newline + content), hexadecimal.
  `create table audit_entry (
    id bigint generated always as identity primary key,
    seq bigint unique,
    content text not null,
    prev_hash text,
    hash text
  )`,
  // 'why' and 'who' come from the transaction; a geometry is kept as hexadecimal EWKB, so that it comes back exactly.
  `create function record_audit() returns trigger language plpgsql as $$
    declare
      actor jsonb := coalesce(nullif(current_setting('lueckenlos.actor', true), ''), '{}')::jsonb;
      old_row jsonb; new_row jsonb; some_row jsonb;
    begin
      if tg_op <> 'INSERT' then
        old_row := to_jsonb(old);
        if tg_table_name = 'area' then old_row := old_row || jsonb_build_object('geom', old.geom::text); end if;
      end if;
      if tg_op <> 'DELETE' then
        new_row := to_jsonb(new);
        if tg_table_name = 'area' then new_row := new_row || jsonb_build_object('geom', new.geom::text); end if;
      end if;
      some_row := coalesce(new_row, old_row);
      insert into audit_entry (content) values (jsonb_build_object(
        'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'who', coalesce(actor->>'who', 'program'), 'why', coalesce(actor->>'why', ''), 'requestId', actor->'requestId',
        'action', lower(tg_op), 'table', tg_table_name,
        'key', coalesce(some_row->>'id', concat_ws('/', some_row->>'layer', some_row->>'source')),
        'before', old_row, 'after', new_row)::text);
      return null;
    end $$`,
  // Entries get their place in the chain when their transaction commits, one transaction after the other. Doing
  // it then and not earlier means that nobody who waits for the chain still asks for locks on records.
  `create function chain_audit() returns trigger language plpgsql as $$
    declare last_seq bigint; last_hash text;
    begin
      perform pg_advisory_xact_lock(76117, 1);
      select seq, hash into last_seq, last_hash from audit_entry where seq is not null order by seq desc limit 1;
      update audit_entry set seq = coalesce(last_seq, 0) + 1, prev_hash = coalesce(last_hash, ''),
        hash = encode(sha256(convert_to(coalesce(last_hash, '') || chr(10) || content, 'UTF8')), 'hex')
        where id = new.id;
      return null;
    end $$`,
  `create constraint trigger audit_chain after insert on audit_entry deferrable initially deferred
    for each row execute function chain_audit()`,
  `create table public_floor (one boolean primary key default true check (one), floor integer not null)`,
  `insert into public_floor (floor) values (5)`,
  // A cell with a figure below the floor shows none of its figures, so that one does not tell of another.
  `create view household_cell_public as
    select c.id, c.source_id, c.key, case when s.small then null else c.households end as households,
      case when s.small then null else c.buildings end as buildings,
      case when s.small then null else c.population end as population, c.cell_size_m, c.geom
    from household_cell c cross join public_floor p cross join lateral (select coalesce(
      least(nullif(c.households, 0), nullif(c.buildings, 0), nullif(c.population, 0)) < p.floor, false) as small) s`,
];

function auditTrigger(table: string): string {
  return `create trigger ${table}_audit after insert or update or delete on ${table}
    for each row execute function record_audit()`;
}
