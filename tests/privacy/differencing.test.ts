import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storePublicFloor } from '../../server/trust/public-floor.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { type Bound, determined, type Equation, narrowed } from './linear-attack.ts';
import { type Cell, type City, loadCity, randomCity } from './random-city.ts';

const CITIES = Number(process.env.PRIVACY_CITIES ?? 3);
const FLOOR = 5;
/** Populations of districts are told in multiples of this. */
const ROUND = 20 * FLOOR;
const MEASURES = ['households', 'buildings', 'population'] as const;
type Measure = (typeof MEASURES)[number];

interface Look {
  readonly seen: Map<string, Seen>;
  readonly statistics: readonly { name: string; population: number | null; households: number }[];
  readonly layer: readonly { properties: { name: string; population: number | null } }[];
}

interface Seen {
  readonly key: string;
  readonly figures: Record<Measure, number | null>;
}

describe('somebody who subtracts what is public from what is public', () => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    api = testApplication(database);
    await storePublicFloor(database.db, FLOOR);
  });
  afterAll(() => database.close());

  // biome-ignore lint/suspicious/noExplicitAny: documents of the API, looked at field by field
  const get = async (path: string): Promise<any> => (await api.request(path)).json();

  async function publicCells(): Promise<Map<string, Seen>> {
    const page = await get('/ogc/collections/households/items?limit=1000');
    return new Map(
      page.features.map(({ properties: p }: { properties: Record<string, never> }) => [
        p.key,
        {
          key: p.key,
          figures: { households: p.households, buildings: p.buildings, population: p.population },
        },
      ]),
    );
  }

  /** Everything that is public at one moment. */
  async function look(): Promise<Look> {
    return {
      seen: await publicCells(),
      statistics: (await get('/api/statistics/districts')).districts,
      layer: (await get('/ogc/collections/districts/items?limit=100')).features,
    };
  }

  /** What follows for one measure from cells, coarser cells and districts; `when` marks figures that changed. */
  function equations(
    { seen, statistics, layer }: Look,
    city: City,
    measure: Measure,
    when: (cell: Cell) => string,
  ): Equation[] {
    const made: Equation[] = [];
    const sum = (cells: readonly Cell[], total: number) => {
      let rest = total;
      const unknowns: string[] = [];
      for (const cell of cells) {
        const figure = seen.get(cell.key)!.figures[measure];
        if (figure === null) unknowns.push(when(cell));
        else rest -= figure;
      }
      made.push({ unknowns, total: rest });
    };
    for (const coarse of city.coarse) {
      const total = seen.get(coarse.key)!.figures[measure];
      const inside = city.cells.filter((cell) => cell.coarse === coarse.key);
      if (total !== null) sum(inside, total);
    }
    for (const district of city.districts) {
      const inside = city.cells.filter((cell) => cell.districts.includes(district.name));
      const told = statistics.find(({ name }) => name === district.name);
      const listed = layer.find(({ properties }) => properties.name === district.name)!.properties.population;
      if (told) expect(told.population).toBe(listed);
      if (listed !== null) expect([district.name, listed % ROUND]).toEqual([district.name, 0]);
      // The public sum of households is made of public cells: what is left for the withheld ones is nothing.
      if (measure === 'households' && told) {
        const visible = [...inside, ...city.coarse.filter((cell) => cell.districts.includes(district.name))];
        const shown = visible.reduce((n, cell) => n + (seen.get(cell.key)!.figures.households ?? 0), 0);
        expect(told.households).toBe(shown);
      }
    }
    return made;
  }

  /** What a rounded population says of the cells inside it: a sum of unknowns strictly between two numbers. */
  function bounds({ seen, layer }: Look, city: City, when: (cell: Cell) => string): Bound[] {
    return city.districts.flatMap((district) => {
      const told = layer.find(({ properties }) => properties.name === district.name)!.properties.population;
      if (told === null) return [];
      const inside = city.cells.filter((cell) => cell.districts.includes(district.name));
      const shown = inside.reduce((sum, { key }) => sum + (seen.get(key)!.figures.population ?? 0), 0);
      const unknowns = inside.filter(({ key }) => seen.get(key)!.figures.population === null).map(when);
      return [{ unknowns, above: told - ROUND - shown, below: told + ROUND - shown }];
    });
  }

  /** Small figures that come out. */
  function recovered(found: Map<string, number>): string[] {
    return [...found]
      .filter(([, value]) => value > 0 && value < FLOOR)
      .map(([name, value]) => `${name}=${value}`);
  }

  it('finds no small figure in any city, nor one date’s from another’s', async () => {
    let withheld = 0;
    let cells = 0;
    let becameSmall = 0;
    let guessed = 0;
    for (let seed = 1; seed <= CITIES; seed++) {
      const before = randomCity(seed);
      await database.sql`delete from withheld_place`;
      await database.sql`delete from shown_place`;
      await loadCity(database, before);
      const after = before.later(seed);
      const atFirst = await look();
      for (const measure of MEASURES) {
        const now = equations(atFirst, before, measure, (cell) => `${cell.key}`);
        expect([seed, measure, recovered(determined(now))]).toEqual([seed, measure, []]);
      }
      const first = MEASURES.map((measure) => equations(atFirst, before, measure, (cell) => `${cell.key}@1`));
      const seenFirst = atFirst.seen;
      cells += before.cells.length;
      withheld += before.cells.filter(({ key }) => seenFirst.get(key)!.figures.households === null).length;
      await loadCity(database, after);
      const atLast = await look();
      const seenAfter = atLast.seen;
      for (const [i, measure] of MEASURES.entries()) {
        const then = equations(atLast, after, measure, (cell) => `${cell.key}@2`);
        // The attacker takes for granted that what did not change is the same, and is right.
        const same: Equation[] = [];
        const known = (n: 1 | 2, seen: Map<string, Seen>, key: string) => {
          const figure = seen.get(key)!.figures[measure];
          if (figure !== null) same.push({ unknowns: [`${key}@${n}`], total: figure });
        };
        for (const cell of before.cells) {
          const later = after.cells.find(({ key }) => key === cell.key)!;
          known(1, seenFirst, cell.key);
          known(2, seenAfter, cell.key);
          if (later[measure] === cell[measure])
            for (const list of [first[i]!, then])
              list.forEach((equation, at) => {
                list[at] = {
                  ...equation,
                  unknowns: equation.unknowns.map((name) => name.replace(`${cell.key}@2`, `${cell.key}@1`)),
                };
              });
        }
        const found = determined([...first[i]!, ...then, ...same]);
        if (measure === 'population')
          for (const [name, value] of narrowed(found, [
            ...bounds(atFirst, before, (cell) => `${cell.key}@1`),
            ...bounds(atLast, after, (cell) => {
              const unchanged =
                before.cells.find(({ key }) => key === cell.key)!.population === cell.population;
              return `${cell.key}@${unchanged ? 1 : 2}`;
            }),
          ]))
            found.set(name, value);
        // What is shown is no secret: only what one of the dates withholds counts as found.
        const secret = new Map(
          [...found].filter(([name]) => {
            const [key, n] = name.split('@') as [string, string];
            return (n === '1' ? seenFirst : seenAfter).get(key)!.figures[measure] === null;
          }),
        );
        // What was withheld at first stays unknown for good, whatever the later date tells.
        const kept = [...secret].filter(([name]) => {
          const [key] = name.split('@') as [string];
          return seenFirst.get(key)!.figures[measure] === null;
        });
        expect([seed, measure, recovered(new Map(kept))]).toEqual([seed, measure, []]);
        // What becomes small later keeps its secret at its own date, and from whoever rightly takes its neighbours for
        // unchanged: no exact sum over it is told any more.
        const own = equations(atLast, after, measure, ({ key }) => key);
        expect([seed, measure, recovered(determined(own))]).toEqual([seed, measure, []]);
        becameSmall += after.cells.filter((cell) => {
          const shown = seenFirst.get(cell.key)!.figures[measure];
          return cell[measure] > 0 && cell[measure] < FLOOR && shown !== null;
        }).length;
        expect([seed, measure, recovered(secret)]).toEqual([seed, measure, []]);
        guessed += recovered(secret).length;
      }
    }
    console.log(
      `privacy: ${CITIES} cities, ${withheld} of ${cells} cells withheld, no small figure recovered; of ${becameSmall} that became small later ${guessed} recovered by taking the neighbours for unchanged`,
    );
  });

  it('would find one across dates if coarser cells over what became small were told', async () => {
    let found = 0;
    for (let seed = 1; seed <= CITIES; seed++) {
      const before = randomCity(seed);
      const after = before.later(seed);
      await database.sql`delete from withheld_place`;
      await database.sql`delete from shown_place`;
      await loadCity(database, before);
      await database.sql`delete from shown_place`;
      const atFirst = await look();
      await loadCity(database, after);
      const atLast = await look();
      for (const measure of MEASURES) {
        const name = (cell: Cell, n: 1 | 2) =>
          n === 2 && before.cells.find(({ key }) => key === cell.key)![measure] !== cell[measure]
            ? `${cell.key}@2`
            : `${cell.key}@1`;
        const known = before.cells.flatMap((cell) => {
          const figure = atFirst.seen.get(cell.key)!.figures[measure];
          return figure === null ? [] : [{ unknowns: [name(cell, 1)], total: figure }];
        });
        const first = equations(atFirst, before, measure, (cell) => name(cell, 1));
        const then = equations(atLast, after, measure, (cell) => name(cell, 2));
        const secret = [...determined([...known, ...first, ...then])].filter(([each]) => each.endsWith('@2'));
        found += recovered(new Map(secret)).length;
      }
    }
    expect(found).toBeGreaterThan(0);
  });

  it('would find one if only the small figures themselves were withheld', async () => {
    let found = 0;
    for (let seed = 1; seed <= CITIES; seed++) {
      const city = randomCity(seed);
      await loadCity(database, city);
      await database.sql`delete from withheld_cell`;
      const now = await look();
      for (const measure of MEASURES)
        found += recovered(determined(equations(now, city, measure, ({ key }) => key))).length;
    }
    expect(found).toBeGreaterThan(0);
  });

  it('gets the same from tiles, single features, boxes and filters as from the list', async () => {
    const city = randomCity(3);
    await loadCity(database, city);
    const page = await get('/ogc/collections/households/items?limit=1000');
    const list = new Map<number, Record<string, unknown>>(
      page.features.map((one: { id: number; properties: never }) => [one.id, one.properties]),
    );
    const [west, south] = (await get('/tiles/households.json')).bounds as number[];
    const n = 2 ** 12;
    const x = Math.floor(((west! + 180) / 360) * n);
    const rad = (south! * Math.PI) / 180;
    const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n);
    let compared = 0;
    for (const dy of [0, -1]) {
      const answer = await api.request(`/tiles/households/12/${x}/${y + dy}.mvt`, { role: 'planner' });
      if (answer.status !== 200) continue;
      const layer = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer()))).layers
        .households;
      for (let i = 0; i < (layer?.length ?? 0); i++) {
        const { id, properties } = layer!.feature(i);
        for (const measure of MEASURES)
          expect([id, properties[measure] ?? null]).toEqual([id, list.get(id!)![measure] ?? null]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(50);
    for (const measure of MEASURES)
      for (let value = 1; value < FLOOR; value++) {
        const { numberMatched } = await get(`/ogc/collections/households/items?${measure}=${value}`);
        expect([measure, value, numberMatched]).toEqual([measure, value, 0]);
      }
    for (const [id, properties] of [...list].slice(0, 6)) {
      const one = await get(`/ogc/collections/households/items/${id}`);
      expect(one.properties).toEqual(properties);
      const [e, s] = one.geometry.coordinates[0][0];
      const box = await get(`/ogc/collections/households/items?bbox=${e},${s},${e + 1e-5},${s + 1e-5}`);
      for (const feature of box.features) expect(feature.properties).toEqual(list.get(feature.id));
    }
  });

  it('is told no district’s population below the floor, nor the neighbour it could be subtracted with', async () => {
    await loadCity(database, randomCity(1));
    await database.sql`update district set population = case name when 'Q1' then 3 when 'Q2' then 170 else population end`;
    const { districts } = await get('/api/statistics/districts');
    const told = Object.fromEntries(
      districts.map(({ name, population }: { name: string; population: number | null }) => [
        name,
        population,
      ]),
    );
    expect([told.Q1, told.Q2]).toEqual([null, null]);
    expect(told.Q3).toBeGreaterThanOrEqual(FLOOR);
    const items = await get('/ogc/collections/districts/items?limit=100');
    const q1 = items.features.find((one: { properties: { name: string } }) => one.properties.name === 'Q1');
    expect(q1.properties.population).toBeNull();
  });

  it('states the floor to everybody, and a changed floor counts at once', async () => {
    expect((await get('/api/session')).publicCountFloor).toBe(FLOOR);
    await database.sql`delete from withheld_place`;
    await database.sql`delete from shown_place`;
    await loadCity(database, randomCity(2));
    const count = async () =>
      [...(await publicCells()).values()].filter(({ figures }) => figures.households === null).length;
    const at5 = await count();
    await storePublicFloor(database.db, 12);
    const at12 = await count();
    await storePublicFloor(database.db, FLOOR);
    expect(at12).toBeGreaterThan(at5);
    expect(await count()).toBe(at5);
  });
});
