import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS_USES, type AddressTable, CLAIM_FLAG, NO_DISTRICT } from '#core/columns/address-table.ts';
import { decodeAddressTable } from '#core/columns/arrow-decode.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { loadAddressTable } from '../../server/features/columns/store.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE } from '../fixtures/sample-layers.ts';

const PATH = '/api/columns/addresses.arrow';

describe.each(DATABASES)('address columns on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  let table: AddressTable;
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
    table = await loadAddressTable(database.db);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  it('says of every address what the rows say', async () => {
    const { rows } = await sql<Record<string, never>>`
      select a.id, st_x(a.geom) as x, st_y(a.geom) as y, a.use, a.households, a.businesses,
        case d.level when 'stadtteil' then d.parent_name else d.name end as district
      from address a left join district d on d.id = a.district_id order by a.id`.execute(database.db);
    expect([table.length, table.srid, rows.length]).toEqual([SAMPLE.addresses, 25832, SAMPLE.addresses]);
    expect(table.districts).toEqual(['Mitte', 'Süd & "Ost" <List>']);
    const seen = rows.map((_, i) => ({
      id: table.id[i],
      x: table.eastingM[i],
      y: table.northingM[i],
      use: ADDRESS_USES[table.use[i]!],
      households: table.households[i],
      businesses: table.businesses[i],
      district: table.districtIndex[i] === NO_DISTRICT ? null : table.districts[table.districtIndex[i]!],
    }));
    expect(seen).toEqual([...rows]);
    expect(seen.filter((address) => address.district === null).length).toBe(50);
  });

  it('says of every claim what the rows say, in their order', async () => {
    const { rows } = await sql<Record<string, never>>`
      select c.address_id as address, c.operator, c.technology, c.down_mbit as down, c.up_mbit as up, c.planned, c.peak_time,
        c.binding, c.milestones, c.funded_elsewhere, (c.ready_by - date '1970-01-01') as ready, s.name as source
      from supply_claim c join data_source s on s.id = c.source_id order by c.address_id, c.id`.execute(
      database.db,
    );
    const { claims } = table;
    expect(claims.start[table.length]).toBe(rows.length);
    const addressOf = new Map<number, number>();
    for (let i = 0; i < table.length; i++)
      for (let k = claims.start[i]!; k < claims.start[i + 1]!; k++) addressOf.set(k, table.id[i]!);
    const has = (k: number, flag: number) => (claims.flags[k]! & flag) !== 0;
    const seen = rows.map((_, k) => ({
      address: addressOf.get(k),
      operator: claims.operators[claims.operatorIndex[k]!],
      technology: TECHNOLOGIES[claims.technology[k]!],
      down: Number.isNaN(claims.downMbit[k]!) ? null : claims.downMbit[k],
      up: Number.isNaN(claims.upMbit[k]!) ? null : claims.upMbit[k],
      planned: has(k, CLAIM_FLAG.planned),
      peak_time: has(k, CLAIM_FLAG.peakTime),
      binding: has(k, CLAIM_FLAG.binding),
      milestones: has(k, CLAIM_FLAG.milestones),
      funded_elsewhere: has(k, CLAIM_FLAG.fundedElsewhere),
      ready: claims.readyByDay[k] || null,
      source: claims.sources[claims.sourceIndex[k]!],
    }));
    const single = (value: number | null) => (value === null ? null : Math.fround(value));
    expect(seen).toEqual(
      rows.map((row) => ({ ...(row as object), down: single(row.down!), up: single(row.up!) })),
    );
    expect(seen.some((claim) => claim.down === null && claim.ready !== null)).toBe(true);
  });

  it('is served to planners as Arrow, exactly, with a tag', async () => {
    expect((await api.request(PATH)).status).toBe(401);
    const response = await api.request(PATH, { role: 'planner' });
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(decodeAddressTable(new Uint8Array(await response.arrayBuffer()))).toEqual(table);
    const etag = response.headers.get('etag')!;
    const again = await api.request(PATH, { role: 'planner', headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('is read again after a change of a claim, and only then', async () => {
    expect(await loadAddressTable(database.db)).toBe(await loadAddressTable(database.db));
    const etag = (await api.request(PATH, { role: 'planner' })).headers.get('etag')!;
    await sql`update supply_claim set down_mbit = 1000 where id = 1`.execute(database.db);
    const changed = await api.request(PATH, { role: 'planner', headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
  });

  it('works on a city without addresses, and with municipalities instead of boroughs', async () => {
    const empty = await open();
    try {
      const none = await loadAddressTable(empty.db);
      expect([none.length, none.claims.start.length, none.districts]).toEqual([0, 1, []]);
      const emptyApi = testApplication(empty);
      const bytes = await (await emptyApi.request(PATH, { role: 'planner' })).arrayBuffer();
      expect(decodeAddressTable(new Uint8Array(bytes))).toEqual(none);
      await loadSampleLayers(empty);
      await sql`update district set level = 'gemeinde' where level = 'bezirk'`.execute(empty.db);
      const { districts, districtIndex } = await loadAddressTable(empty.db);
      expect(districts).toEqual(['Mitte', 'Süd & "Ost" <List>']);
      expect(districtIndex.filter((index) => index === 0).length).toBeGreaterThan(1000);
    } finally {
      await empty.close();
    }
  });

  it('says clearly when there are more operators than codes', async () => {
    await sql`update supply_claim set operator = 'Netz ' || id where id <= 400`.execute(database.db);
    await expect(loadAddressTable(database.db)).rejects.toThrow('too-many-kinds at supply_claim.operator');
  });
});
