import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** Puts the setting PUBLIC_COUNT_FLOOR where the public views read it; tiles and pages are read anew after a change. */
export async function storePublicFloor(db: Kysely<Database>, floor: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numAffectedRows } =
      await sql`update public_floor set floor = ${floor}::int where floor <> ${floor}::int`.execute(tx);
    if (!numAffectedRows) return;
    await sql`insert into layer_revision (layer, revision) values ('households', 1)
      on conflict (layer) do update set revision = layer_revision.revision + 1`.execute(tx);
  });
}
