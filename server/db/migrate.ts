import { readdirSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { IssueError } from '#core/issue.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** Names under which a database, or a backup, may know what is called otherwise today. */
const RENAMED: Readonly<Record<string, string>> = { '0022-withhold-touched': '0023-withhold-touched' };
export const migrationNameNow = (name: string) => RENAMED[name] ?? name;

/**
 * Brings the schema to the newest migration, each in a transaction. Returns the names that were run.
 * @throws IssueError `database-newer` where a later program was here already
 */
export async function migrateToLatest(
  db: Kysely<never> | Kysely<import('./schema.ts').Database>,
): Promise<string[]> {
  await prepareRecord(db as Kysely<never>);
  const { error, results } = await migratorOf(db, getMigrations).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** What may run next on this database is known by today's names; nothing is written where a later program was here. */
async function prepareRecord(db: Kysely<never>): Promise<void> {
  await refuseNewer(db);
  if (!(await isMigrated(db))) return;
  for (const [before, now] of Object.entries(RENAMED))
    await sql`update kysely_migration set name = ${now} where name = ${before}`.execute(db);
}

/** Names of all migrations of this program, and of those this database has had; writes nothing. */
async function refuseNewer(db: Kysely<never>): Promise<{ known: string[]; applied: string[] }> {
  const known = Object.keys(await getMigrations());
  if (!(await isMigrated(db))) return { known, applied: [] };
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = rows.map(({ name }) => migrationNameNow(name)).sort();
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length === 0) return { known, applied };
  const params = { found: newer.join(', '), known: known.at(-1) ?? '–' };
  throw new IssueError({ code: 'database-newer', severity: 'error', where: 'database', params });
}

async function isMigrated(db: Kysely<never>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  return rows[0]!.there;
}

/**
 * Every migration of this program, and those this database has had; none when it was never migrated. Writes nothing.
 * @throws IssueError `database-newer`
 */
export function knownMigrations(
  db: Kysely<import('./schema.ts').Database>,
): Promise<{ known: string[]; applied: string[] }> {
  return refuseNewer(db as unknown as Kysely<never>);
}

/**
 * Brings the schema to exactly these migrations, for a backup that was made with them.
 * @throws IssueError `database-newer`
 */
export async function migrateTo(
  db: Kysely<import('./schema.ts').Database>,
  names: readonly string[],
): Promise<void> {
  await prepareRecord(db as unknown as Kysely<never>);
  const all = await getMigrations();
  const chosen = Object.fromEntries(names.map((name) => [name, all[name]!]));
  const { error } = await migratorOf(db, async () => chosen).migrateToLatest();
  if (error) throw error;
}

function migratorOf(db: unknown, migrations: () => Promise<Record<string, Migration>>): Migrator {
  return new Migrator({
    db: db as Kysely<unknown>,
    provider: { getMigrations: migrations },
    // Branches number their migrations; one that comes later may have the lower number.
    allowUnorderedMigrations: true,
  });
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = readdirSync(FOLDER).filter((name) => /^\d{4}-.*\.ts$/.test(name));
  const migrations: Record<string, Migration> = {};
  for (const name of names.sort()) {
    migrations[name.replace(/\.ts$/, '')] = (await import(new URL(name, FOLDER).href)) as Migration;
  }
  return migrations;
}
