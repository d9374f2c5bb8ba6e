import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

/** How often a layer has changed; 0 for one that never held anything. Caches are keyed by it. */
export async function layerRevision(db: Kysely<Database>, layerId: string): Promise<number> {
  const row = await db
    .selectFrom('layer_revision')
    .select('revision')
    .where('layer', '=', layerId)
    .executeTakeFirst();
  return Number(row?.revision ?? 0);
}
