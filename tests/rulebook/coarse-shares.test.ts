import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '#core/intake/csv/parse-csv.ts';
import { agsOf, belowThreshold, expectedBelow, readCoarseShares } from '#core/rulebook/coarse-shares.ts';
import { findRuleSet, listRuleSets } from '#data/rulebook/index.ts';

const read = (text: string) => readCoarseShares(parseCsv(text, 'UTF-8'));
const TABLE = `AGS,alle Technologien ≥ 30 Mbit/s,alle Technologien ≥ 100 Mbit/s,alle Technologien ≥ 200 Mbit/s,alle Technologien ≥ 400 Mbit/s,alle Technologien ≥ 1000 Mbit/s
03241019,74.23,40,20,10,5
`;

describe('shares of a municipality', () => {
  const [wedemark] = read(TABLE).rows;

  it.each([
    // 30 and 100 Mbit/s down are published steps: known exactly.
    ['weisse-flecken-2015', 25.77, 25.77],
    ['hellgraue-flecken-2021', 60, 60],
    // 200 symmetric or 500 down: who lacks 200 is below for sure; who has 1000 is not; between them the upload decides.
    ['gigabit-rl-2023', 80, 95],
    // 300/150: nobody is supplied for sure, since no table knows the upload.
    ['gigabit-rl-2024', 80, 100],
  ])('%s: between %d and %d percent below', (rules, low, high) => {
    expect(belowThreshold(findRuleSet(rules), wedemark!)).toEqual({ low, high });
  });
  it('never gives a verdict, only numbers', () => {
    for (const rules of listRuleSets()) {
      const below = belowThreshold(rules, wedemark!);
      expect(Object.keys(below)).toEqual(['low', 'high']);
      expect(below.low).toBeLessThanOrEqual(below.high);
    }
    expect(expectedBelow({ low: 1.24, high: 100 }, 14_001)).toEqual({ low: 173.6, high: 14_001 });
  });
  it('without a step to go by, everything is open', () => {
    const [bare] = read('AGS,alle Technologien ≥ 50 Mbit/s\n03241019,\n').rows;
    expect(belowThreshold(findRuleSet('weisse-flecken-2015'), bare!)).toEqual({ low: 0, high: 100 });
    const [above] = read('AGS,alle Technologien ≥ 50 Mbit/s\n03241019,60\n').rows;
    expect(belowThreshold(findRuleSet('weisse-flecken-2015'), above!)).toEqual({ low: 0, high: 40 });
  });
  it.each([
    ['semicolon, decimal comma, old names', 'AGS;300_30;300_50\n03241019;74,23;50,00\n'],
    ['raster names by AGS', 'ags,down_fn_hh_alle_30,down_fn_hh_alle_50\n03241019,74.23,50\n'],
    [
      'lost leading zero',
      'AGS,alle Technologien ≥ 30 Mbit/s,alle Technologien ≥ 50 Mbit/s\n3241019,74.23,50\n',
    ],
  ])('%s', (_, text) => {
    const { level, rows, issues } = read(text);
    expect([level, issues]).toEqual(['municipality', []]);
    expect(rows).toEqual([
      {
        key: '03241019',
        atLeast: [
          { downMbit: 30, percent: 74.23 },
          { downMbit: 50, percent: 50 },
        ],
      },
    ]);
  });
  it('knows a cell by its id', () => {
    const { level, rows } = read('raster_id,ags,down_fn_hh_alle_50\n100mN58030E5500,03241001,100\n');
    expect([level, rows[0]!.key]).toEqual(['cell', '100mN58030E5500']);
  });
  it.each([
    ['AGS', 'row 2, column AGS', 'AGS,300_30\nabc,1\n'],
    ['over 100', 'row 2, column 300_30', 'AGS,300_30\n03241019,101\n'],
    ['below 0', 'row 2, column 300_30', 'AGS,300_30\n03241019,-0.1\n'],
    ['more with more speed', 'row 2, column 300_50', 'AGS,300_30,300_50\n03241019,10,11\n'],
    ['no number', 'row 2, column 300_30', 'AGS,300_30\n03241019,viel\n'],
  ])('refuses a row: %s', (_, where, text) => {
    const { rows, issues } = read(text);
    expect(rows).toEqual([]);
    expect(issues.map((issue) => [issue.code, issue.where])).toEqual([['bad-share', where]]);
  });
  it('refuses a table without shares or places', () => {
    expect(() => read('AGS,name\n03241019,Wedemark\n')).toThrow('shares-missing');
    expect(() => read('name,300_30\nWedemark,50\n')).toThrow('shares-missing');
  });
  it.each([
    ['03241019', '03241019'],
    ['3241019', '03241019'],
    ['032410019019', '03241019'],
    ['0324', ''],
    [null, ''],
  ])('AGS of %s is %s', (value, ags) => {
    expect(agsOf(value)).toBe(ags);
  });
});

const REAL = fileURLToPath(
  new URL('../../../shared/data/breitbandatlas_region_hannover_privat_2021_mitte.csv', import.meta.url),
);
const there = existsSync(REAL);
if (!there) console.log('Not run: the municipal shares of 2021, because ../shared/data is not there.');

describe.runIf(there)('the Region in mid-2021', () => {
  it('has Wedemark and Uetze as the worst on gigabit, with 1.24 and 4.35 percent', () => {
    const { rows, issues } = read(readFileSync(REAL, 'utf8'));
    expect([rows.length, issues]).toEqual([21, []]);
    const gigabit = rows
      .map(({ key, atLeast }) => [key, atLeast.find((step) => step.downMbit === 1000)!.percent] as const)
      .sort((a, b) => a[1] - b[1]);
    expect(gigabit.slice(0, 2)).toEqual([
      ['03241019', 1.24],
      ['03241018', 4.35],
    ]);
  });
});
