import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDRESS_USES, type AddressTable, CLAIM_FLAG } from '../columns/address-table.ts';
import { randomAddressTable } from '../columns/random-address-table.ts';
import { projection } from '../geo/project.ts';
import { CLASSES } from '../rulebook/rule-set.ts';
import { TECHNOLOGIES, type Technology } from '../supply/technologies.ts';
import { cellGroups } from './cell-groups.ts';
import { statisticsColumns, statisticsSheets } from './statistics-table.ts';
import { reachedPercent, SPEED_STEPS, supplyStatistics, TECHNOLOGY_GROUPS } from './supply-statistics.ts';

interface House {
  readonly households: number;
  readonly businesses?: number;
  readonly use?: (typeof ADDRESS_USES)[number];
  readonly claims: readonly (readonly [Technology, number, 'planned'?])[];
}

function tableOf(houses: readonly House[]): AddressTable {
  const claims = houses.flatMap((house) => house.claims);
  const start = [0];
  for (const house of houses) start.push(start.at(-1)! + house.claims.length);
  return {
    length: houses.length,
    srid: 25832,
    id: Int32Array.from(houses, (_, i) => i + 1),
    eastingM: Float64Array.from(houses, (_, i) => 550_000 + 30 * i),
    northingM: Float64Array.from(houses, () => 5_800_000),
    households: Uint16Array.from(houses, (h) => h.households),
    businesses: Uint16Array.from(houses, (h) => h.businesses ?? 0),
    use: Uint8Array.from(houses, (h) => ADDRESS_USES.indexOf(h.use ?? 'residential')),
    districtIndex: new Uint8Array(houses.length),
    districts: ['Mitte'],
    claims: {
      start: Uint32Array.from(start),
      operatorIndex: new Uint8Array(claims.length),
      operators: ['A'],
      technology: Uint8Array.from(claims, ([name]) => TECHNOLOGIES.indexOf(name)),
      downMbit: Float32Array.from(claims, ([, down]) => down),
      upMbit: new Float32Array(claims.length).fill(Number.NaN),
      flags: Uint8Array.from(claims, ([, , planned]) => (planned ? CLAIM_FLAG.planned : 0)),
      readyByDay: new Int32Array(claims.length),
      sourceIndex: new Uint16Array(claims.length),
      sources: ['S'],
    },
  };
}
const codesOf = (length: number, code = 0) => ({
  classCode: new Uint8Array(length).fill(code),
  eligibleCode: new Uint8Array(length),
  reasonCode: new Uint8Array(length),
});
const every = (table: AddressTable) => ({
  name: 'all',
  addresses: Array.from({ length: table.length }, (_, i) => i),
});
const statisticsOf = (houses: readonly House[]) => {
  const table = tableOf(houses);
  return supplyStatistics(table, codesOf(table.length), [every(table)])[0]!;
};
const step = (mbit: (typeof SPEED_STEPS)[number]) => SPEED_STEPS.indexOf(mbit);

describe('supply by technology and speed', () => {
  it.each([
    [99.9, 50],
    [100, 100],
    [999, 400],
    [1000, 1000],
    [9.9, 0],
  ])('%d Mbit/s reaches the steps up to %d', (down, highest) => {
    const { reached } = statisticsOf([{ households: 3, claims: [['fttc', down]] }]);
    expect(reached.hh.fttc).toEqual(SPEED_STEPS.map((mbit) => (mbit <= highest ? 3 : 0)));
    expect(reached.hh.alle).toEqual(reached.hh.fttc);
  });

  it('counts a household once however many operators reach it, and FTTH and FTTB together as FTTH/B', () => {
    const { reached } = statisticsOf([
      {
        households: 2,
        claims: [
          ['ftth', 1000],
          ['ftth', 500],
          ['hfc', 1000],
        ],
      },
      { households: 5, claims: [['fttb', 400]] },
    ]);
    expect(reached.hh.ftthb[step(400)]).toBe(7);
    expect(reached.hh.ftth[step(400)]).toBe(2);
    expect(reached.hh.fttb[step(400)]).toBe(5);
    expect(reached.hh.alle[step(1000)]).toBe(2);
  });

  it('counts neither what is planned nor what tells no speed', () => {
    const { reached } = statisticsOf([
      {
        households: 2,
        claims: [
          ['ftth', 1000, 'planned'],
          ['hfc', Number.NaN],
        ],
      },
    ]);
    for (const group of TECHNOLOGY_GROUPS) expect(reached.hh[group]).toEqual(SPEED_STEPS.map(() => 0));
  });

  it('takes all households as denominator, those nobody speaks of too; no household is no share', () => {
    const some = statisticsOf([
      { households: 1, claims: [['ftth', 1000]] },
      { households: 3, claims: [] },
    ]);
    expect(reachedPercent(some, 'hh', 'alle', step(1000))).toBe(25);
    expect(reachedPercent(some, 'gew', 'alle', step(1000))).toBeNull();
  });

  it('counts firms by themselves, and schools by the use of the address', () => {
    const { businesses, reached, schools, schoolsByClass } = statisticsOf([
      { households: 1, businesses: 4, use: 'school', claims: [['hfc', 200]] },
      { households: 1, businesses: 1, claims: [] },
    ]);
    expect([businesses, schools, schoolsByClass[CLASSES[0]!]]).toEqual([5, 1, 1]);
    expect(reached.gew.hfc[step(200)]).toBe(4);
    expect(reached.schulen.hfc).toEqual(SPEED_STEPS.map((mbit) => (mbit <= 200 ? 1 : 0)));
  });

  it('adds up over any partition, and never rises with the speed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 200 }), (seed, length) => {
        const table = randomAddressTable(length, { seed });
        const codes = codesOf(length);
        for (let i = 0; i < length; i++) codes.classCode[i] = (i * seed) % CLASSES.length;
        const cells = supplyStatistics(table, codes, cellGroups(table, 1000));
        const whole = supplyStatistics(table, codes, [every(table)])[0]!;
        const sum = (pick: (s: typeof whole) => number) =>
          cells.reduce((total, cell) => total + pick(cell), 0);
        expect(sum((s) => s.addresses)).toBe(length);
        expect(sum((s) => s.households)).toBe(whole.households);
        for (const name of CLASSES)
          expect(sum((s) => s.businessesByClass[name])).toBe(whole.businessesByClass[name]);
        for (const group of TECHNOLOGY_GROUPS) {
          for (let s = 0; s < SPEED_STEPS.length; s++) {
            expect(sum((cell) => cell.reached.hh[group][s]!)).toBe(whole.reached.hh[group][s]);
            if (s > 0)
              expect(whole.reached.hh[group][s]!).toBeLessThanOrEqual(whole.reached.hh[group][s - 1]!);
            expect(whole.reached.hh[group][s]!).toBeLessThanOrEqual(whole.reached.hh.alle[s]!);
          }
        }
      }),
      { numRuns: 40, seed: 8 },
    );
  });
});

describe('cells of the European grid', () => {
  it('hold exactly the addresses from their south-west corner on, by the id of the census', () => {
    const table = randomAddressTable(300, { seed: 4 });
    const toGrid = projection(25832, 3035);
    const seen = new Set<number>();
    for (const { name, addresses } of cellGroups(table)) {
      const [, north, east] = /^CRS3035RES100mN(\d+)E(\d+)$/.exec(name)!.map(Number) as [
        number,
        number,
        number,
      ];
      for (const i of Array.from(addresses)) {
        const [x, y] = toGrid(table.eastingM[i]!, table.northingM[i]!);
        expect(x >= east && x < east + 100 && y >= north && y < north + 100).toBe(true);
        expect(seen.has(i)).toBe(false);
        seen.add(i);
      }
    }
    expect(seen.size).toBe(300);
  });
});

describe('the table of statistics', () => {
  it('names its shares as the Breitbandatlas does, and writes them as fractions of a percent cell', () => {
    const row = statisticsOf([
      { households: 1, claims: [['ftth', 1000]] },
      { households: 3, claims: [] },
    ]);
    const columns = statisticsColumns('de');
    expect(columns.filter(({ id }) => id.startsWith('down_fn_'))).toHaveLength(3 * 7 * 8);
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    const sheets = statisticsSheets([row], 'de', ['Notiz']);
    expect(sheets.map(({ name }) => name)).toEqual(['Versorgung', 'Haushalte', 'Betriebe', 'Schulen']);
    // No sheet is wider than a reader can follow.
    for (const { rows } of sheets) expect(rows[1]!.length).toBeLessThanOrEqual(25);
    const homes = sheets[1]!.rows.slice(2).map((cells) => cells.map(({ value }) => value));
    expect(homes.map((cells) => cells[1])).toEqual(['alle', 'FTTH/B', 'FTTH']);
    expect(homes[2]!.slice(2)).toEqual([4, ...SPEED_STEPS.map(() => 0.25)]);
    expect(sheets[1]!.rows[2]!.at(-1)!.style).toBe('percent');
    // Neither firms nor schools here: no line instead of a share of nothing.
    expect(sheets[2]!.rows).toHaveLength(2);
  });
});
