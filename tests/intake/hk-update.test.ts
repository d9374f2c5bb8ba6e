import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../server/intake/import-file.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

/** Hauskoordinaten come as a whole or as changes since the last delivery; changes must not empty a city. */
describe.each(DATABASES)('deliveries of HK-DE on $name', ({ open }) => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const line = (n: number, mark: string, number = n) =>
    `${mark};DENIAL000000000${n};A;03;2;41;001;0000;12345;${number};;3255027${n},000;5802947,000;Weg;30159;Hannover;;Mitte`;
  async function load(...lines: string[]) {
    const path = join(folder, 'hk.txt');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const treatment = { accept: new Set<string>(), repair: new Set<string>() };
    const rest = { asOf: null, licence: null, format: null, srid: null, layerInFile: null, treatment };
    const request = { layer: 'addresses', path, source: 'HK', ...rest, dryRun: false, replaceDemo: false };
    return importFile(database.db, request);
  }
  const numbers = async () => {
    const rows = await database.db.selectFrom('address').select('house_number').orderBy('key').execute();
    return rows.map((row) => row.house_number);
  };

  it('the whole, then changes, the same changes again, then the whole again', async () => {
    expect(await load(line(1, ''), line(2, ''), line(3, ''))).toMatchObject({ imported: 3 });
    const changes = [line(2, 'A', 22), line(3, 'L'), line(4, 'N')];
    expect(await load(...changes)).toMatchObject({ imported: 1, updated: 1, removed: 1 });
    expect(await numbers()).toEqual(['1', '22', '4']);
    const [source] = await database.db.selectFrom('data_source').select('feature_count').execute();
    expect(source!.feature_count).toBe(3);
    expect(await load(...changes)).toMatchObject({ imported: 0, updated: 0, unchanged: 2, removed: 0 });
    expect(await load(line(1, 'N'), line(5, 'N'))).toMatchObject({ imported: 1, removed: 2 });
    expect(await numbers()).toEqual(['1', '5']);
    expect(await load(line(5, 'L'))).toMatchObject({ imported: 0, removed: 1 });
    expect(await numbers()).toEqual(['1']);
  });
});
