import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { ISSUE_TEXTS } from '#core/issue-texts.ts';
import { importFile } from '../../server/intake/import-file.ts';
import { INTAKE_LIMITS } from '../../server/intake/intake-limits.ts';
import { TARGET_TABLES } from '../../server/intake/target-tables.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { mutate, numbers } from './mutate.ts';
import { gdalFiles, type SmallFile, textFiles } from './small-files.ts';

/** Mutants of all formats together; `FUZZ_MUTANTS=10000` for the long run. One in ten is read by GDAL. */
const MUTANTS = Number(process.env.FUZZ_MUTANTS ?? 400);
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);

/**
 * Damaged files end in a list of issues or in a layer, never in a crash or something between. On the server only:
 * the embedded database runs the same code and would take ten times as long.
 */
describe('damaged files', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    await loadSmallCity(database);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function attempt(file: SmallFile, bytes: Uint8Array, source: string): Promise<string> {
    const path = join(folder, `mutant${extname(file.name)}`);
    writeFileSync(path, bytes);
    try {
      const outcome = await importFile(database.db, {
        layer: file.layer,
        path,
        source,
        asOf: null,
        licence: null,
        format: null,
        srid: null,
        layerInFile: null,
        treatment: { accept: new Set(), repair: new Set() },
        dryRun: false,
        replaceDemo: false,
        limits: { ...INTAKE_LIMITS, readMs: 10_000 },
      });
      for (const { code } of outcome.issues) if (!ISSUE_TEXTS[code]) return `no sentence for ${code}`;
      const parts = outcome.imported + outcome.updated + outcome.unchanged;
      const taken = outcome.read - outcome.rejected - outcome.skipped;
      const table = TARGET_TABLES[file.layer]!.table;
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(table)} t join data_source d on d.id = t.source_id
        where d.layer = ${file.layer} and d.name = ${source}`.execute(database.db);
      if (rows[0]!.count !== parts) return `${rows[0]!.count} rows in the layer, ${parts} reported`;
      // A row of an answer is one or two claims.
      if (file.layer !== 'supply' && parts !== taken) return `${parts} rows of ${taken} in the layer`;
      return 'imported';
    } catch (error) {
      if (!(error instanceof IssueError)) return `crash: ${String(error)}`;
      const unknown = error.issues.find(({ code }) => !ISSUE_TEXTS[code]);
      if (unknown) return `no sentence for ${unknown.code}`;
      const { code } = error.issues[0]!;
      // A row that only the database can refuse was checked too little.
      if (code === 'rows-not-storable') return `${code}: ${JSON.stringify(error.issues[0]!.params)}`;
      return code === 'file-takes-too-long' ? 'hang' : 'refused';
    }
  }

  async function run(files: readonly SmallFile[], mutants: number) {
    const faults: string[] = [];
    const counts = { imported: 0, refused: 0 };
    for (let i = 0; i < mutants; i++) {
      const seed = FIRST_SEED + i;
      const file = files[i % files.length]!;
      const end = await attempt(file, mutate(file.bytes, numbers(seed)), `Fuzz ${file.name}`);
      if (end === 'imported' || end === 'refused') counts[end]++;
      else faults.push(`${file.name}, seed ${seed}: ${end.slice(0, 300)}`);
    }
    return { faults, counts };
  }

  it('begin as files that import whole', async () => {
    const faults: string[] = [];
    for (const file of [...textFiles(), ...gdalFiles(folder)]) {
      if (file.name === 'd.xlsx' || file.name === 'd.kml') continue; // a table without a place; names lost
      const end = await attempt(file, file.bytes, `Whole ${file.name}`);
      if (end !== 'imported') faults.push(`${file.name}: ${end}`);
    }
    expect(faults).toEqual([]);
  });

  it('of text formats', async () => {
    const { faults, counts } = await run(textFiles(), MUTANTS - Math.floor(MUTANTS / 10));
    expect(faults).toEqual([]);
    // Both ways out are taken, so the mutants are neither harmless nor hopeless.
    expect(Math.min(counts.imported, counts.refused)).toBeGreaterThan(MUTANTS / 20);
  }, 3_600_000);

  it('of formats that GDAL reads', async () => {
    const { faults } = await run(gdalFiles(folder), Math.floor(MUTANTS / 10));
    expect(faults).toEqual([]);
  }, 3_600_000);
});
