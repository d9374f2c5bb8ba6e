import { importFile } from '../../server/intake/import-file.ts';
import type { DATABASES } from '../fixtures/databases.ts';

/**
 * Seconds that an import into a fresh database takes, in this process.
 * @throws Error when not all rows were imported
 */
export async function importSeconds(
  kind: (typeof DATABASES)[number],
  given: { readonly layer: string; readonly path: string; readonly rows: number },
): Promise<number> {
  const database = await kind.open();
  try {
    const started = performance.now();
    const outcome = await importFile(database.db, {
      layer: given.layer,
      path: given.path,
      source: 'Bench',
      asOf: null,
      licence: null,
      format: null,
      srid: null,
      layerInFile: null,
      treatment: { accept: new Set(), repair: new Set() },
      dryRun: false,
      replaceDemo: false,
    });
    if (outcome.imported !== given.rows)
      throw new Error(`${outcome.imported} of ${given.rows} rows were imported`);
    return (performance.now() - started) / 1000;
  } finally {
    await database.close();
  }
}
