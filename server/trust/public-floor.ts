import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { noteInTrail } from './note-in-trail.ts';

/** Puts the setting PUBLIC_COUNT_FLOOR where the public views read it; tiles and pages are read anew after a change. */
export async function storePublicFloor(db: Kysely<Database>, floor: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ floor: number }>`select floor from public_floor for update`.execute(tx);
    const before = rows[0]!.floor;
    if (before === floor) return;
    await sql`update public_floor set floor = ${floor}::int`.execute(tx);
    await noteInTrail(tx, {
      action: 'update',
      table: 'public_floor',
      key: 'PUBLIC_COUNT_FLOOR',
      before: { floor: before },
      after: { floor },
    });
    await sql`insert into layer_revision (layer, revision) values ('households', 1)
      on conflict (layer) do update set revision = layer_revision.revision + 1`.execute(tx);
  });
}
