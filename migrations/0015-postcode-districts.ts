import { type Kysely, sql } from 'kysely';

/** Areas of postcodes are districts too: they are named, found and counted, and nothing is assigned to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table district drop constraint district_level_check').execute(db);
  await sql
    .raw(
      `alter table district add constraint district_level_check
        check (level in ('city', 'bezirk', 'stadtteil', 'gemeinde', 'postcode'))`,
    )
    .execute(db);
}
