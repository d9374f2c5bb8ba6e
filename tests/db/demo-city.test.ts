import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDemoCity } from '../../data/demo-city/generate.ts';
import { DEMO_SOURCE_NAME, ensureDemoCity, loadDemoCity } from '../../server/demo/load-demo-city.ts';
import { Progress } from '../../server/terminal.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const city = generateDemoCity();
const count = async (database: TestDatabase, from: string) =>
  Number(
    (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(database.db)).rows[0]!
      .n,
  );

describe.each(DATABASES)('the demo city on the $name database', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('leaves an empty database when loading breaks off in the middle', async () => {
    const breakOff = (share: number) => {
      if (share > 0.2) throw new Error('the power went');
    };
    await expect(loadDemoCity(database.db, city, breakOff)).rejects.toThrow('the power went');
    for (const table of ['data_source', 'district', 'street', 'address', 'supply_claim']) {
      expect(await count(database, table)).toBe(0);
    }
  });

  it('loads every record, under a data source that says it is demo data', async () => {
    await loadDemoCity(database.db, city, () => undefined);
    expect(await count(database, 'address')).toBe(city.addresses.length);
    expect(await count(database, 'street')).toBe(city.streets.length);
    expect(await count(database, 'district')).toBe(city.districts.length);
    expect(await count(database, 'household_cell')).toBe(city.householdCells.length);
    expect(await count(database, 'school')).toBe(city.schools.length);
    expect(await count(database, 'supply_claim')).toBe(
      city.addresses.reduce((sum, address) => sum + address.claims.length, 0),
    );
    const sources = await database.db.selectFrom('data_source').select(['name', 'is_demo']).execute();
    expect(sources.length).toBeGreaterThanOrEqual(8);
    expect(sources.every(({ name, is_demo }) => name === DEMO_SOURCE_NAME && is_demo)).toBe(true);
  });

  it('is geometry PostGIS calls valid, with addresses in the district they name', async () => {
    for (const table of ['district', 'street', 'household_cell', 'business_park']) {
      expect(await count(database, `${table} where not st_isvalid(geom)`)).toBe(0);
    }
    expect(
      await count(
        database,
        'address a left join district d on d.id = a.district_id and st_intersects(d.geom, a.geom) where d.id is null',
      ),
    ).toBe(0);
  });

  it('is never loaded into a database that holds anything', async () => {
    await ensureDemoCity(database.db, new Progress(), (_, english) => english);
    expect(await count(database, 'address')).toBe(city.addresses.length);
  });
});
