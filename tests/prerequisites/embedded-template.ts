import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open.ts';

/**
 * Creates an embedded database once, for the tests to copy: creating one takes seconds, copying it does not.
 * Returns the folder.
 */
export async function createEmbeddedTemplate(folder: string): Promise<string> {
  const database = await openDatabase(loadConfig({ DATA_DIR: folder }));
  await database.close();
  rmSync(join(folder, 'lock.json'), { force: true });
  return folder;
}
