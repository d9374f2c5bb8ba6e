import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASES } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';
import { writeHkFile } from '../hk-file.ts';
import { importCommand } from '../import-command.ts';
import { hkOptions, ogr2ogrSeconds } from '../ogr2ogr.ts';

const ROWS = 2_500_000;
const MOST_S = 150;
const MOST_MB = 1536;

/**
 * 2.5 million generated HK-DE rows, as many as a large Land has, by the command line into native PostGIS: seconds and
 * the memory of the process, beside `ogr2ogr` loading the same file with COPY and without any check.
 */
export const row: BenchRow = {
  id: 'import-hk-2.5m',
  unit: 's',
  async run({ databaseUrl }) {
    if (!databaseUrl) throw new Error('import-hk-2.5m needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    process.env.TEST_DATABASE_URL = databaseUrl;
    const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-b-'));
    const database = await DATABASES.find(({ name }) => name === 'server')!.open();
    try {
      // With a header, which GDAL needs; both read the same file.
      const path = join(folder, 'bench.csv');
      await writeHkFile(path, ROWS, true);
      const run = await importCommand(['addresses', path, '--source', 'Bench'], {
        DATABASE_URL: database.config.DATABASE_URL!,
        DATA_DIR: folder,
      });
      if (run.imported !== ROWS) throw new Error(`${run.imported} of ${ROWS} rows were imported`);
      const reference = ogr2ogrSeconds(databaseUrl, path, hkOptions('bench'));
      return {
        value: run.seconds,
        reference,
        referenceName: 'ogr2ogr -f PostgreSQL with COPY, no validation',
        ratio: reference / run.seconds,
        ok: run.seconds <= MOST_S && run.peakMb <= MOST_MB,
        detail: { rows: ROWS, peakMb: run.peakMb, barMb: MOST_MB, barS: MOST_S },
      };
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
