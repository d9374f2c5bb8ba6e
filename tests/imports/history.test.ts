import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correct, correctable, withdraw } from '../../server/features/hand-corrections/store.ts';
import { compareStates } from '../../server/features/imports/compare-states.ts';
import { dataSetState } from '../../server/features/imports/data-set-state.ts';
import { listDataSources, takeBack } from '../../server/features/imports/data-sources.ts';
import { type ImportRequest, importFile } from '../../server/intake/import-file.ts';
import { INTAKE_LIMITS } from '../../server/intake/intake-limits.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

type School = readonly [id: string, name: string, lon?: number];
const schools = (rows: readonly School[]) =>
  `id;name;lon;lat\n${rows.map(([id, name, lon]) => `${id};${name};${lon ?? 9.7};52.3`).join('\n')}\n`;
const hk = (numbers: readonly number[], mark = 'N', street = 'Weg') =>
  `${numbers
    .map(
      (n) =>
        `${mark};DENIAL${1000 + n};A;03;2;41;001;0000;00001;${n};;32550${100 + n},5;5800000,0;${street};30159;Hannover;;`,
    )
    .join('\n')}\n`;

describe.each(DATABASES)('what a data set was, on the $name database', ({ open }) => {
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

  const read = (layer: string, source: string, text: string, more: Partial<ImportRequest> = {}) => {
    const path = join(folder, 'f.csv');
    writeFileSync(path, text);
    return importFile(database.db, {
      layer,
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
      ...more,
    });
  };
  const names = async (source: string) =>
    (
      await sql<{ id: number; key: string; name: string }>`
        select t.id, t.key, t.name from school t join data_source d on d.id = t.source_id
        where d.name = ${source} order by t.key`.execute(database.db)
    ).rows;
  const stateOn = async (id: number, at: string) =>
    (await dataSetState(database.db, id, { at, state: null })).features.map(
      ({ id: key, properties }) => `${key} ${properties.name}`,
    );

  it('is kept as differences, looked at by date, and taken back step by step', async () => {
    const first = await read(
      'schools',
      'S',
      schools([
        ['a', 'Eins'],
        ['b', 'Zwei'],
        ['c', 'Drei'],
      ]),
      { asOf: '2025-01-31' },
    );
    const original = await names('S');
    await read(
      'schools',
      'S',
      schools([
        ['a', 'Eins'],
        ['b', 'Zwo'],
        ['d', 'Vier'],
      ]),
      { asOf: '2025-06-30' },
    );
    await read(
      'schools',
      'S',
      schools([
        ['a', 'Eins'],
        ['b', 'Zwo'],
        ['c', 'Drei neu'],
        ['e', 'Acht'],
      ]),
      { asOf: '2025-12-31' },
    );
    const { rows: kept } = await sql<{ record: unknown }>`select record from kept_row`.execute(database.db);
    expect(kept).toHaveLength(3 + 3);

    expect(await stateOn(first.sourceId, '2025-02-01')).toEqual(['a Eins', 'b Zwei', 'c Drei']);
    expect(await stateOn(first.sourceId, '2025-07-01')).toEqual(['a Eins', 'b Zwo', 'd Vier']);
    expect(await stateOn(first.sourceId, '2026-01-01')).toEqual(['a Eins', 'b Zwo', 'c Drei neu', 'e Acht']);

    const compared = await compareStates(database.db, 'schools', { from: '2025-02-01', to: '2026-01-01' });
    expect(compared.counts).toEqual({ new: 1, changed: 2, unchanged: 1, gone: 0 });
    expect(compared.features).toMatchObject([
      {
        properties: {
          change: 'changed',
          name: 'Zwo',
          fields: [{ column: 'name', before: 'Zwei', after: 'Zwo' }],
        },
      },
      { properties: { change: 'changed', name: 'Drei neu' } },
      { properties: { change: 'new', name: 'Acht', fields: [] }, geometry: { type: 'Point' } },
    ]);
    const before = await compareStates(database.db, 'schools', { from: '2024-01-01', to: '2025-02-01' });
    expect(before.counts).toEqual({ new: 3, changed: 0, unchanged: 0, gone: 0 });

    await takeBack(database.db, first.sourceId, false);
    expect((await names('S')).map(({ name }) => name)).toEqual(['Eins', 'Zwo', 'Vier']);
    await takeBack(database.db, first.sourceId, false);
    // With the ids they had before.
    expect(await names('S')).toEqual(original);
    expect((await listDataSources(database.db, first.sourceId))[0]).toMatchObject({
      takeBack: 'remove',
      asOf: '2025-01-31',
      featureCount: 3,
      earlier: [],
    });
    await takeBack(database.db, first.sourceId, false);
    expect(await names('S')).toEqual([]);
  });

  it('is no other state when the same file comes again', async () => {
    const { sourceId } = await read('schools', 'S', schools([['a', 'Eins']]));
    await read('schools', 'S', schools([['a', 'Zwei']]));
    await read('schools', 'S', schools([['a', 'Zwei']]));
    const [source] = await listDataSources(database.db, sourceId);
    expect([source!.takeBack, source!.earlier.length]).toEqual(['restore', 1]);
    await takeBack(database.db, sourceId, true);
  });

  it('comes back with the claims of addresses that went', async () => {
    const { sourceId } = await read('addresses', 'HK', hk([1, 2, 3]));
    await read('supply', 'Netz', 'address_id;technology;down_mbit\nDENIAL1002;FTTH;1000\n');
    const claims = async () =>
      (await sql<{ id: number }>`select id from supply_claim`.execute(database.db)).rows.map(({ id }) => id);
    const before = await claims();
    await read('addresses', 'HK', hk([1, 3]));
    expect([before.length, await claims()]).toEqual([1, []]);
    await takeBack(database.db, sourceId, false);
    expect(await claims()).toEqual(before);
  });

  it('is the same for a table that is read in parts', async () => {
    const limits = { ...INTAKE_LIMITS, inPartsBytes: 0 };
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    const text = `${hk([...numbers, 7])}N;kaputt;A;03;2;41;001;0000;00001;1;;x;y;Weg;30159;Hannover;;\n`;
    const first = await read('addresses', 'Teile', text, { limits });
    expect(first).toMatchObject({ read: 42, imported: 40, rejected: 2, srid: 25832, replaced: false });
    expect(first.issues.map(({ code }) => code)).toEqual(['key-duplicate', 'no-coordinates', 'zone-prefix']);
    const again = await read('addresses', 'Teile', text, { limits });
    expect(again).toMatchObject({ imported: 0, updated: 0, unchanged: 40, removed: 0 });
    const update = await read('addresses', 'Teile', hk([3], 'A', 'Gasse') + hk([5], 'L') + hk([99]), {
      limits,
    });
    expect(update).toMatchObject({ read: 3, imported: 1, updated: 1, removed: 1, skipped: 1 });
    await takeBack(database.db, first.sourceId, false);
    const { rows } = await sql<{ streets: string; count: number }>`
      select string_agg(distinct street, ',') as streets, count(*)::int as count from address
      where source_id = ${first.sourceId}`.execute(database.db);
    expect(rows[0]).toEqual({ streets: 'Weg', count: 40 });
    await expect(read('addresses', 'Teile', 'N;x', { limits })).rejects.toThrow();
  });

  it('keeps what was corrected by hand, unless that is dropped', async () => {
    const { sourceId } = await read(
      'schools',
      'Amt',
      schools([
        ['a', 'Eins'],
        ['b', 'Zwei'],
      ]),
    );
    const [a, b] = await names('Amt');
    await correct(database.db, 'schools', a!.id, {
      fields: { name: 'Erste', pupils: 200 },
      place: [9.75, 52.35],
      reason: 'angerufen',
    });
    await correct(database.db, 'schools', b!.id, { fields: { name: 'Zweite' }, reason: 'angerufen' });
    await expect(
      correct(database.db, 'schools', a!.id, { fields: { nothing: 1 }, reason: 'x' }),
    ).rejects.toMatchObject({ issues: [{ code: 'correction-not-possible' }] });

    const next = await read(
      'schools',
      'Amt',
      schools([
        ['a', 'Eins neu', 9.6],
        ['c', 'Drei'],
      ]),
    );
    expect((await names('Amt')).map(({ name }) => name)).toEqual(['Erste', 'Drei']);
    const kept = next.issues.filter(({ code }) => code.startsWith('correction-'));
    expect(kept.map(({ code, column, value }) => [code, column, value])).toEqual([
      ['correction-kept', 'name', 'Eins neu'],
      ['correction-kept', 'pupils', null],
      ['correction-kept', 'geom', null],
      ['correction-without-row', null, 'b'],
    ]);
    expect(next.updated).toBe(0);

    // Withdrawn, the row says what the newest file says.
    expect((await correctable(database.db, 'schools', a!.id)).correction).toMatchObject({
      was: { name: 'Eins neu' },
    });
    await withdraw(database.db, 'schools', a!.id);
    expect((await names('Amt')).map(({ name }) => name)).toEqual(['Eins neu', 'Drei']);

    await correct(database.db, 'schools', a!.id, { fields: { name: 'Erste' }, reason: 'wieder' });
    const dropped = await read(
      'schools',
      'Amt',
      schools([
        ['a', 'Eins neu', 9.6],
        ['c', 'Drei'],
      ]),
      { corrections: 'drop' },
    );
    expect(dropped.issues.map(({ code }) => code)).toContain('corrections-dropped');
    expect((await names('Amt')).map(({ name }) => name)).toEqual(['Eins neu', 'Drei']);
    await takeBack(database.db, sourceId, true);
  });

  it('says which rows lie far outside the districts, and leaves out those it is told to', async () => {
    await sql`
      with source as (insert into data_source (layer, name) values ('districts', 'D') returning id)
      insert into district (source_id, key, name, level, geom)
      select id, 'd', 'D', 'gemeinde', st_multi(st_transform(st_makeenvelope(9.6, 52.3, 9.9, 52.45, 4326), 25832)) from source
    `.execute(database.db);
    const rows: School[] = [
      ['a', 'Nah'],
      ['b', 'Auch nah'],
      ['c', 'Nah bei'],
      ['e', 'Dicht'],
      ['f', 'Neben'],
      ['d', 'Bremen', 8.8],
    ];
    const taken = await read('schools', 'Orte', schools(rows), { dryRun: true });
    expect(taken).toMatchObject({ imported: 6, rejected: 0 });
    expect(taken.issues.find(({ code }) => code === 'outside-region')).toMatchObject({
      row: 7,
      severity: 'warning',
    });
    const refuse = new Set(['outside-region@7']);
    const refused = await read('schools', 'Orte', schools(rows), {
      dryRun: true,
      treatment: { accept: new Set(), repair: new Set(), refuse },
    });
    expect(refused).toMatchObject({ imported: 5, rejected: 1 });
    expect(refused.rejectedRows[0]).toMatchObject({ row: 7, asked: true });
  });
});
