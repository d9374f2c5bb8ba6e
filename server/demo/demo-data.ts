import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

/** Whether any data set in the database is the generated demo city. */
export async function holdsDemoData(db: Kysely<Database>): Promise<boolean> {
  const found = await db
    .selectFrom('data_source')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** A property that every object of a file carries when it was made from demo data; none otherwise. */
export async function demoMark(db: Kysely<Database>): Promise<{ data?: string }> {
  return (await holdsDemoData(db)) ? { data: 'Hannover (Demodaten)' } : {};
}
