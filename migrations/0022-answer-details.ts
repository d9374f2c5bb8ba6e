import { type Kysely, sql } from 'kysely';

/**
 * What an answer to a market survey says beside speeds: whether an existing line reaches into the building (homes
 * connected) or only past it (homes passed), and a remark. Null where it does not say, as in every claim before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table supply_claim add column homes text check (homes in ('connected', 'passed')), add column remark text`,
];
