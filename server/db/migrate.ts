import { readdirSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** Brings the schema to the newest migration, each in a transaction. Returns the names that were run. */
export async function migrateToLatest(
  db: Kysely<never> | Kysely<import('./schema.ts').Database>,
): Promise<string[]> {
  const migrator = new Migrator({
    db: db as Kysely<unknown>,
    provider: { getMigrations },
    // Branches number their migrations; one that comes later may have the lower number.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const names = readdirSync(FOLDER).filter((name) => /^\d{4}-.*\.ts$/.test(name));
  const migrations: Record<string, Migration> = {};
  for (const name of names.sort()) {
    migrations[name.replace(/\.ts$/, '')] = (await import(new URL(name, FOLDER).href)) as Migration;
  }
  return migrations;
}
