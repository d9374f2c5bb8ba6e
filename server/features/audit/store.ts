import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { ChainedEntry } from '../../trust/verify-audit.ts';

/** Entries of the audit trail after `afterSeq`, oldest first; those without a place in the chain come last. */
export async function auditEntries(
  db: Kysely<Database>,
  afterSeq = 0,
  limit: number | null = null,
): Promise<ChainedEntry[]> {
  const { rows } = await sql<ChainedEntry>`
    select seq, content, prev_hash as "prevHash", hash from audit_entry
    where seq > ${afterSeq}::bigint or (seq is null and ${limit}::int is null)
    order by seq nulls last, id limit ${limit}::int`.execute(db);
  return rows;
}
