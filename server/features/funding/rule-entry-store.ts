import { type Kysely, sql } from 'kysely';
import type { RuleEntry } from '#core/funding/rule-entries.ts';
import type { Database } from '../../db/schema.ts';

/** Everything that was entered for rules that are not established, oldest first. */
export async function listEntries(db: Kysely<Database>): Promise<RuleEntry[]> {
  const { rows } = await sql<RuleEntry>`
    select id, key, value, source, as_of::text as "asOf" from rule_entry order by id`.execute(db);
  return rows;
}

export async function insertEntry(db: Kysely<Database>, entry: Omit<RuleEntry, 'id'>): Promise<void> {
  await sql`insert into rule_entry (key, value, source, as_of)
    values (${entry.key}, ${JSON.stringify(entry.value)}::text::jsonb, ${entry.source}, ${entry.asOf})`.execute(
    db,
  );
}
