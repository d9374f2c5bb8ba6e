import { rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { loadConfig } from '../../server/config.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';

/**
 * Creates and migrates an embedded database once, for the tests to copy: creating one takes seconds, copying it
 * does not. Returns the folder.
 */
export async function createEmbeddedTemplate(folder: string): Promise<string> {
  const database = await openDatabase(loadConfig({ DATA_DIR: folder }));
  await migrateToLatest(database.db);
  await database.close();
  rmSync(join(folder, 'lock.json'), { force: true });
  return folder;
}

/**
 * The same on the server database at `serverUrl`, for `create database … template …`. Returns the name of the
 * template; `drop` takes it away again.
 */
export async function createServerTemplate(
  serverUrl: string,
  dataDir: string,
): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = `lueckenlos_template_${process.pid}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase(loadConfig({ DATABASE_URL: url.href, DATA_DIR: dataDir }));
  await migrateToLatest(database.db);
  await database.close();
  return {
    name,
    async drop() {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
