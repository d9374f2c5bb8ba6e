import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

/** How often layers have changed, together; 0 for one that never held anything. Caches are keyed by it. */
export async function layerRevision(db: Kysely<Database>, layerIds: readonly string[]): Promise<number> {
  const rows = await db
    .selectFrom('layer_revision')
    .select('revision')
    .where('layer', 'in', layerIds)
    .execute();
  return rows.reduce((sum, row) => sum + Number(row.revision), 0);
}
