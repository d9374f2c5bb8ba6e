import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storePublicFloor } from '../../server/trust/public-floor.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadCity, random, randomCity } from './random-city.ts';

/** Cities, and changes to each; `PRIVACY_CITIES=30 npm test -- tests/privacy` for longer. */
const CITIES = Number(process.env.PRIVACY_CITIES ?? 2);
const CHANGES = Number(process.env.PRIVACY_CHANGES ?? 8);

type Query = postgres.Sql | postgres.TransactionSql;

describe('withholding where something was touched', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
  });
  afterAll(() => database.close());

  /** What is withheld and what is remembered, cell by cell and place by place. */
  async function state(sql: Query): Promise<unknown> {
    const [row] = await sql`select
      (select json_agg(cell_id order by cell_id) from withheld_cell) as cells,
      (select json_agg(json_build_array(cell_size_m, east_m, north_m, is_demo) order by 1, cell_size_m, east_m, north_m)
        from withheld_place) as places,
      (select json_agg(json_build_array(cell_size_m, east_m, north_m, is_demo) order by 1, cell_size_m, east_m, north_m)
        from shown_place) as shown`;
    return row;
  }

  it('comes to what looking at every cell comes to, change after change', async () => {
    let incremental = 0;
    let withheld = 0;
    for (let seed = 1; seed <= CITIES; seed++) {
      const next = random(seed + 500);
      await database.sql`delete from data_source`;
      await database.sql`delete from withheld_place`;
      await database.sql`delete from shown_place`;
      await loadCity(database, randomCity(seed));
      await addMiddleCells(database.sql);
      for (let step = 0; step < CHANGES; step++) {
        const said: string[] = [];
        await database.sql.begin(async (tx) => {
          for (let count = 1 + Math.floor(next() * 2); count > 0; count--)
            said.push(await changeSomething(tx, next));
          const [due] = await tx`select coalesce(bool_or(everything), false) as everything,
            4 * (select count(*) from touched_cell) <= (select count(*) from known_cell) as few from withholding_due`;
          if (!due!.everything && due!.few) incremental++;
          let whole: unknown;
          await tx
            .savepoint(async (inside) => {
              await inside`select withhold_cells()`;
              whole = await state(inside);
              throw new Error('back');
            })
            .catch((error: Error) => {
              if (error.message !== 'back') throw error;
            });
          await tx`set constraints all immediate`;
          expect([seed, step, said, await state(tx)]).toEqual([seed, step, said, whole]);
          const [count] = await tx`select count(*)::int as n from withheld_cell`;
          withheld += count!.n;
        });
      }
    }
    console.log(
      `withheld where touched: ${CITIES * CHANGES} changes, ${incremental} of them not looked at as a whole, ${withheld} withheld cells compared`,
    );
    expect(incremental).toBeGreaterThan((CITIES * CHANGES) / 2);
    expect(withheld).toBeGreaterThan(CITIES * CHANGES * 5);
  }, 600_000);

  it('keeps what was withheld when the program starts anew with the same floor', async () => {
    const before = await state(database.sql);
    const [{ floor }] = await database.sql<[{ floor: number }]>`select floor from public_floor`;
    await storePublicFloor(database.db, floor);
    expect(await state(database.sql)).toEqual(before);
    await storePublicFloor(database.db, floor + 1);
    const [places] = await database.sql`select count(*)::int as n from withheld_place p
      where not exists (select from household_cell c where c.cell_size_m = p.cell_size_m
        and round(st_x(st_centroid(c.geom))) = p.east_m and round(st_y(st_centroid(c.geom))) = p.north_m)`;
    expect(places!.n).toBe(0);
  });
});

/** Cells of 200 m between those of 100 m and of 400 m. */
async function addMiddleCells(sql: postgres.Sql): Promise<void> {
  await sql`with source as (insert into data_source (layer, name) values ('households', 'Gitter 200 m') returning id)
    insert into household_cell (source_id, key, households, buildings, population, cell_size_m, geom)
    select source.id, concat('m', x, '-', y), sum(c.households), sum(c.buildings), sum(c.population), 200,
      st_makeenvelope(550000 + x * 200, 5802000 + y * 200, 550200 + x * 200, 5802200 + y * 200, 25832)
    from source cross join generate_series(0, 3) x cross join generate_series(0, 3) y join lateral (select * from household_cell where cell_size_m = 100) c
      on st_intersects(st_centroid(c.geom), st_makeenvelope(550000 + x * 200, 5802000 + y * 200, 550200 + x * 200, 5802200 + y * 200, 25832))
    group by source.id, x, y`;
}

/** One change of a kind that reaches the public figures; says which. */
async function changeSomething(tx: postgres.TransactionSql, next: () => number): Promise<string> {
  const pick = (list: readonly number[]) => list[Math.floor(next() * list.length)]!;
  const ids = async (size: number) =>
    (await tx<{ id: number }[]>`select id from household_cell where cell_size_m = ${size} order by id`).map(
      ({ id }) => id,
    );
  const figure = () => pick([0, 3, 4, 7, 9, 12, 40, 55]);
  const cell = async () => {
    const all = await ids(pick([100, 100, 100, 200, 400]));
    return all.length > 0 ? pick(all) : 0;
  };
  const district = Math.floor(next() * 6);
  const [{ id: districtId } = { id: 0 }] = await tx<
    { id: number }[]
  >`select id from district order by id offset ${district} limit 1`;
  const kind = Math.floor(next() * 12);
  if (kind <= 3) {
    await tx`update household_cell set households = ${figure()}, buildings = ${next() < 0.3 ? null : figure()},
      population = ${figure() * 2} where id = ${await cell()}`;
    return 'other figures';
  }
  if (kind === 4) {
    await tx`delete from household_cell where id = ${await cell()}`;
    return 'a cell gone';
  }
  if (kind === 5) {
    await tx`update household_cell set geom = st_translate(geom, ${pick([-100, 100, 200])}::float8, ${pick([-100, 0, 100])}::float8)
      where id = ${await cell()}`;
    return 'a cell moved';
  }
  if (kind <= 7) {
    // Another date of the same grid, at places that have been withheld or shown; now and then of the demo city.
    const isDemo = next() < 0.3;
    await tx`insert into data_source (layer, name, is_demo) values ('households', ${isDemo ? 'Demo' : 'Später'}, ${isDemo})
      on conflict (layer, name) do nothing`;
    await tx`insert into household_cell (source_id, key, households, buildings, population, cell_size_m, geom)
      select s.id, c.key, ${figure()}, c.buildings, c.population, c.cell_size_m, c.geom from household_cell c, data_source s
      where c.id = ${await cell()} and s.layer = 'households' and s.name = ${isDemo ? 'Demo' : 'Später'} on conflict do nothing`;
    return 'another date';
  }
  if (kind === 8) {
    await tx`update district set population = ${pick([0, 3, 170, 320, 900])} where id = ${districtId}`;
    return 'population of a district';
  }
  if (kind === 9) {
    await tx`update district set geom = st_multi(st_translate(geom, ${pick([-100, 100])}::float8, 0)) where id = ${districtId}`;
    return 'a district moved';
  }
  if (kind === 10) {
    await tx`delete from data_source where is_demo`;
    return 'the demo city gone';
  }
  await tx`update household_cell set cell_size_m = case cell_size_m when 100 then 200 else 100 end where id = ${await cell()}`;
  return 'a cell of another size';
}
