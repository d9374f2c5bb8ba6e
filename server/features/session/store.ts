import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Whether any data set in the database is the generated demo city. */
export async function holdsDemoData(db: Kysely<Database>): Promise<boolean> {
  const row = await db
    .selectFrom('data_source')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
