import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HK_FIELDS } from '#core/intake/hk-de/format.ts';
import { importFile } from '../../../server/intake/import-file.ts';
import { DATABASES } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';

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
      const rows = hkRows(ROWS);
      writeFileSync(path, rows);
      // GDAL finds the semicolon only where the first line has no commas.
      writeFileSync(join(folder, 'bench.csv'), `${HK_FIELDS.join(';')}\n${rows}`);
      const embedded = await importSeconds('embedded', path);
      const native = await importSeconds('server', path);
      const reference = ogr2ogrSeconds(databaseUrl, join(folder, 'bench.csv'));
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

async function importSeconds(kind: 'embedded' | 'server', path: string): Promise<number> {
  const database = await DATABASES.find(({ name }) => name === kind)!.open();
  try {
    const started = performance.now();
    const outcome = await importFile(database.db, {
      layer: 'addresses',
      path,
      source: 'HK',
      asOf: null,
      licence: null,
      format: null,
      srid: null,
      layerInFile: null,
      treatment: { accept: new Set(), repair: new Set() },
      dryRun: false,
      replaceDemo: false,
    });
    if (outcome.imported !== ROWS) throw new Error(`${outcome.imported} of ${ROWS} rows were imported`);
    return (performance.now() - started) / 1000;
  } finally {
    await database.close();
  }
}

function ogr2ogrSeconds(databaseUrl: string, path: string): number {
  const url = new URL(databaseUrl);
  const database = `PG:host=${url.hostname} port=${url.port || 5432} dbname=${url.pathname.slice(1)} user=${url.username} password='${decodeURIComponent(url.password)}'`;
  const metres = (field: string) => `cast(replace(${field}, ',', '.') as float)`;
  const sql = `select OI, HNR, ADZ, STN, PLZ, ONM,
    MakePoint(${metres('OST')} - 32000000, ${metres('NORD')}) as geom from bench`;
  const started = performance.now();
  execFileSync(
    'ogr2ogr',
    [
      ...['-f', 'PostgreSQL', database, path, '-overwrite', '-nln', 'bench_hk', '-a_srs', 'EPSG:25832'],
      ...['-dialect', 'SQLITE', '-sql', sql],
      ...['--config', 'PG_USE_COPY', 'YES'],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const seconds = (performance.now() - started) / 1000;
  execFileSync('ogrinfo', [database, '-sql', 'drop table bench_hk'], { stdio: 'ignore' });
  return seconds;
}

/** Rows as the state survey delivers them, in a square of 20 km. */
function hkRows(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const east = 32_540_000 + (i % 400) * 50 + 0.123;
    const north = 5_795_000 + Math.floor(i / 400) * 80 + 0.456;
    const metres = (value: number) => value.toFixed(3).replace('.', ',');
    const id = `DENIAL${String(i).padStart(10, '0')}`;
    return `N;${id};A;03;2;41;001;0000;${10_000 + (i % 3000)};${1 + (i % 120)};${i % 7 ? '' : 'a'};${metres(east)};${metres(north)};Straße ${i % 3000};30159;Hannover;;Mitte`;
  });
  return `${lines.join('\n')}\n`;
}
