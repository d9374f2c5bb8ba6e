import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DATABASES } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';
import { importSeconds } from '../import-seconds.ts';
import { ogr2ogrSeconds } from '../ogr2ogr.ts';

const CELLS = 100_000;
/** Not set by anybody: what a planner waits for without complaint. */
const MOST_S = 60;
const TECHNOLOGIES = ['alle', 'dsl', 'fttc', 'hfc', 'ftthb', 'sonst', 'lte'] as const;
const CLASSES = [10, 16, 30, 50, 100, 200, 400, 1000] as const;

/**
 * 100,000 generated cells of the Breitbandatlas with all 168 columns, validated and in the database, beside `ogr2ogr`
 * loading the same table with COPY, without a geometry and without any check.
 */
export const row: BenchRow = {
  id: 'import-atlas-100k',
  unit: 's',
  async run({ databaseUrl }) {
    if (!databaseUrl)
      throw new Error('import-atlas-100k needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    process.env.TEST_DATABASE_URL = databaseUrl;
    const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-b-'));
    try {
      const path = join(folder, 'atlas.csv');
      await writeCells(path);
      const request = { layer: 'coverage', path, rows: CELLS };
      const [inProcess, onServer] = DATABASES;
      const native = await importSeconds(onServer!, request);
      const embedded = await importSeconds(inProcess!, request);
      const reference = ogr2ogrSeconds(databaseUrl, path, []);
      return {
        value: native,
        reference,
        referenceName: 'ogr2ogr -f PostgreSQL with COPY, no cells, no validation',
        ratio: reference / native,
        ok: native <= MOST_S,
        detail: { cells: CELLS, columns: 168, embeddedS: embedded, barS: MOST_S },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Shares fall with the speed; two technologies of three have no value, as in the releases. */
async function writeCells(path: string): Promise<void> {
  const columns = ['hh', 'gew', 'gwg'].flatMap((who) =>
    TECHNOLOGIES.flatMap((how) =>
      CLASSES.map((speed) => ({ name: `down_fn_${who}_${how}_${speed}`, how, speed })),
    ),
  );
  const file = createWriteStream(path);
  file.write(`raster_id,ags,${columns.map(({ name }) => name).join(',')}\n`);
  for (let i = 0; i < CELLS; i++) {
    const share = (how: string, speed: number) =>
      how === 'alle' || TECHNOLOGIES.indexOf(how as 'alle') === 1 + (i % 6)
        ? String(Math.max(0, 100 - ((i % 13) * speed) / 100))
        : 'NULL';
    const values = columns.map(({ how, speed }) => share(how, speed)).join(',');
    const line = `100mN${52_000 + Math.floor(i / 400)}E${5_000 + (i % 400)},03241001,${values}\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
