import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASES } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';
import { writeHkFile } from '../hk-file.ts';
import { importSeconds } from '../import-seconds.ts';
import { hkOptions, ogr2ogrSeconds } from '../ogr2ogr.ts';

const ROWS = 100_000;
const NATIVE_S = 6;
const EMBEDDED_S = 15;

/**
 * 100,000 generated HK-DE rows, read, validated and in the database, beside `ogr2ogr` loading the same file with
 * COPY and without any check. The figure is native PostGIS; the embedded database has a bar of its own in `detail`.
 */
export const row: BenchRow = {
  id: 'import-hk-100k',
  unit: 's',
  async run({ databaseUrl }) {
    if (!databaseUrl) throw new Error('import-hk-100k needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    process.env.TEST_DATABASE_URL = databaseUrl;
    const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-b-'));
    try {
      const path = join(folder, 'hk.csv');
      await writeHkFile(path, ROWS, false);
      await writeHkFile(join(folder, 'bench.csv'), ROWS, true);
      const request = { layer: 'addresses', path, rows: ROWS };
      const [inProcess, onServer] = DATABASES;
      const embedded = await importSeconds(inProcess!, request);
      const native = await importSeconds(onServer!, request);
      const reference = ogr2ogrSeconds(databaseUrl, join(folder, 'bench.csv'), hkOptions('bench'));
      return {
        value: native,
        reference,
        referenceName: 'ogr2ogr -f PostgreSQL with COPY, no validation',
        ratio: reference / native,
        ok: native <= NATIVE_S && embedded <= EMBEDDED_S,
        detail: { rows: ROWS, embeddedS: embedded, embeddedBarS: EMBEDDED_S, nativeBarS: NATIVE_S },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
