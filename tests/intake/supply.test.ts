import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportRequest, importFile } from '../../server/intake/import-file.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

/** Operators' answers find their addresses, stand beside others' and replace only their own. */
describe.each(DATABASES)('supply claims on $name', ({ open }) => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    await loadSmallCity(database);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function load(text: string, source = 'Netz C', more: Partial<ImportRequest> = {}) {
    const path = join(folder, 'answer.csv');
    writeFileSync(path, text);
    const request = {
      layer: 'supply',
      path,
      source,
      asOf: null,
      licence: null,
      format: null,
      srid: null,
      layerInFile: null,
      treatment: { accept: new Set<string>(), repair: new Set<string>() },
      dryRun: false,
      replaceDemo: false,
    };
    return importFile(database.db, { ...request, ...more });
  }
  const claims = async (operator: string) =>
    database.db
      .selectFrom('supply_claim')
      .innerJoin('address', 'address.id', 'address_id')
      .select(['key', 'technology', 'down_mbit', 'up_mbit', 'planned', 'ready_by'])
      .where('operator', '=', operator)
      .orderBy('key')
      .orderBy('planned')
      .execute();
  const HEADER = 'adress_id;strasse;hnr;plz;ostwert;nordwert;betreiber;technik;download;upload\n';

  it('find their address by key, by name in any spelling, and by place', async () => {
    const outcome = await load(
      `${HEADER}a1;;;;;;C;FTTH;1000;500\n;Lange Str.;1 A;30159;;;C;FTTC;50;10\n;;;;551500;5800510;C;DSL;16;1\n` +
        ';Lange Straße;99;30159;;;C;DSL;16;1\n',
    );
    expect(outcome).toMatchObject({ format: 'operator-survey', read: 4, imported: 3, rejected: 1 });
    expect(outcome.issues.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'address-unknown', row: 5 },
    ]);
    expect(await claims('C')).toMatchObject([
      { key: 'a1', technology: 'ftth', down_mbit: 1000, up_mbit: 500 },
      { key: 'a2', technology: 'fttc' },
      { key: 'a4', technology: 'dsl' },
    ]);
  });

  it('too far from any address are refused', async () => {
    const far = await load(`${HEADER}a1;;;;;;F;FTTH;1000;500\n;;;;551500;5800531;F;DSL;16;1\n`, 'Netz F');
    expect(far.rejectedRows).toMatchObject([{ codes: ['address-unknown'] }]);
  });

  it('replace their own source only, and the same again changes nothing', async () => {
    const text = `${HEADER}a1;;;;;;C;FTTH;1000;600\na3;;;;;;C;FTTH;1000;500\n`;
    expect(await load(text)).toMatchObject({ imported: 1, updated: 1, unchanged: 0, removed: 2 });
    expect(await load(text)).toMatchObject({ imported: 0, updated: 0, unchanged: 2, removed: 0 });
    expect(await claims('C')).toMatchObject([{ key: 'a1', up_mbit: 600 }, { key: 'a3' }]);
    expect(await claims('Netz A')).toHaveLength(5);
    expect(await claims('F')).toHaveLength(1);
  });

  it('change nothing in a dry run, nor when no row can be taken', async () => {
    const dry = await load(`${HEADER}a5;;;;;;C;DSL;16;1\n`, 'Netz C', { dryRun: true });
    expect(dry).toMatchObject({ imported: 1 });
    await expect(load(`${HEADER}a5;;;;;;C;Trommel;16;1\n`)).rejects.toThrow('no-rows');
    await expect(load(`${HEADER}zz;;;;;;C;DSL;16;1\n`)).rejects.toThrow('address-unknown');
    expect(await claims('C')).toHaveLength(2);
  });

  it('come with a mapping that is kept for the source', async () => {
    const mapping = { address_id: 'Kennung', technology: 'Art der Leitung', down_mbit: 'Tempo' };
    const first = await load('Kennung;Art der Leitung;Tempo\na1;Glasfaser;1\na2;FTTH;900\n', 'Netz D', {
      mapping,
      treatment: { accept: new Set(['technology-unknown']), repair: new Set() },
    });
    expect(first).toMatchObject({ imported: 1, rejected: 1 });
    const next = await load('Kennung;Art der Leitung;Tempo\na1;FTTH;1000\na2;FTTH;900\n', 'Netz D');
    expect(next).toMatchObject({ imported: 1, unchanged: 1, rejected: 0 });
    expect(next.issues.map(({ code }) => code)).toEqual(['mapping-saved', 'operator-from-source']);
  });
});
