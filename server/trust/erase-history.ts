import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { noteInTrail } from './note-in-trail.ts';

/**
 * Takes the states before and after out of every entry of the audit trail about these records, and says so in an
 * entry of its own. The chain stays whole: an erased entry keeps its hash, to which its neighbours are bound; that it
 * no longer has the content of that hash is explained by the later entry, which names its number, its hash and the
 * SHA-256 of what stays, and is chained like any other. What was not announced so is found by `audit verify` as changed.
 *
 * Runs in the transaction that deletes the records, so that its own entries are reached too.
 * @returns how many entries lost their content
 */
export async function eraseHistory(
  tx: Kysely<Database>,
  table: string,
  keys: readonly string[],
  why: string,
): Promise<number> {
  if (keys.length === 0) return 0;
  // Entries of this transaction get their place, and with it their hash, now and not at its end.
  await sql`set constraints audit_chain immediate`.execute(tx);
  const found = await sql<{ id: number; seq: number; hash: string }>`
    select id, seq, hash from audit_entry
    where content::jsonb->>'table' = ${table}::text and content::jsonb->>'key' = any(${[...keys]}::text[])
      and (content::jsonb ? 'before' or content::jsonb ? 'after') order by seq`.execute(tx);
  return eraseEntries(tx, found.rows, {
    table,
    key: keys.length === 1 ? keys[0]! : `${keys.length} records`,
    why,
  });
}

/** The same for entries older than so many days, whatever they are about. */
export async function eraseOldHistory(
  tx: Kysely<Database>,
  olderThanDays: number,
  why: string,
): Promise<number> {
  await sql`set constraints audit_chain immediate`.execute(tx);
  const found = await sql<{ id: number; seq: number; hash: string }>`
    select id, seq, hash from audit_entry where seq is not null
      and (content::jsonb->>'at')::timestamptz < now() - make_interval(days => ${olderThanDays}::int)
      and (content::jsonb ? 'before' or content::jsonb ? 'after') order by seq`.execute(tx);
  return eraseEntries(tx, found.rows, { table: 'audit_entry', key: `${found.rows.length} entries`, why });
}

async function eraseEntries(
  tx: Kysely<Database>,
  entries: readonly { id: number; seq: number; hash: string }[],
  about: { table: string; key: string; why: string },
): Promise<number> {
  if (entries.length === 0) return 0;
  const { rows: left } = await sql<{ seq: number; left: string }>`
    update audit_entry set content = (content::jsonb - 'before' - 'after' || '{"erased": true}')::text
    where id = any(${entries.map(({ id }) => id)}::bigint[])
    returning seq, encode(sha256(convert_to(content, 'UTF8')), 'hex') as left`.execute(tx);
  // What stays of an entry, who and when and what and why, is bound by the announcement: its own hash no longer does.
  const leftOf = new Map(left.map((row) => [Number(row.seq), row.left]));
  await noteInTrail(tx, {
    ...about,
    action: 'erase',
    erased: entries.map(({ seq, hash }) => ({ seq, hash, left: leftOf.get(Number(seq)) })),
  });
  return entries.length;
}
