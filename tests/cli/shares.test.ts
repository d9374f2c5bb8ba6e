import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { runCommand } from './run-command.ts';

const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const there = existsSync(DATA);
if (!there) console.log('Not run: shares of the Region, because ../shared/data is not there.');

/** Coarse figures of municipalities as a user meets them: shares and expected numbers, never a verdict. */
describe('the command shares', () => {
  let folder: string;
  let database: TestDatabase;
  const cli = (...args: string[]) =>
    runCommand(args, { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: folder });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives shares without expected numbers where no households are loaded, and refuses bad rows', async () => {
    const path = join(folder, 'table.csv');
    writeFileSync(path, 'AGS;300_30;300_50\n03241019;74,23;50,00\n03241018;174,23;50,00\n');
    const run = await cli('shares', path, '--rules', 'weisse-flecken-2015', '--json');
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({
      level: 'municipality',
      verdict: null,
      refused: 1,
      places: [{ key: '03241019', belowPercent: { low: 25.77, high: 25.77 }, expectedBelow: null }],
    });
    expect(run.stderr).toContain('174,23');
  });

  it('refuses a table without shares', async () => {
    const path = join(folder, 'names.csv');
    writeFileSync(path, 'AGS;name\n03241019;Wedemark\n');
    const run = await cli('shares', path, '--rules', 'weisse-flecken-2015', '--json');
    expect([run.code, JSON.parse(run.stdout).title]).toEqual([1, 'shares-missing']);
  });

  it.runIf(there)('expects underserved dwellings of the Region from shares and census cells', async () => {
    const file = (name: string) => join(DATA, name);
    await cli(
      'import',
      'districts',
      file('region_hannover_gemeinden_vg250.geojson'),
      '--source',
      'Gemeinden',
    );
    await cli(
      'import',
      'households',
      file('zensus2011_100m_premises_region_hannover.csv'),
      '--source',
      'Zensus',
    );
    const table = file('breitbandatlas_region_hannover_privat_2021_mitte.csv');
    const run = await cli('shares', table, '--rules', 'hellgraue-flecken-2021', '--json');
    expect(run.code).toBe(0);
    const { places, verdict } = JSON.parse(run.stdout);
    expect([places.length, verdict]).toEqual([21, null]);
    const byGigabit = [...places].sort((a, b) => a.gigabitPercent - b.gigabitPercent);
    expect(byGigabit.slice(0, 2).map((p) => [p.key, p.gigabitPercent])).toEqual([
      ['03241019', 1.24],
      ['03241018', 4.35],
    ]);
    for (const place of places) {
      const { households, belowPercent, expectedBelow } = place;
      expect(households).toBeGreaterThan(1000);
      expect(expectedBelow.low).toBeCloseTo((households * belowPercent.low) / 100, 0);
      expect(Object.keys(place)).not.toContain('eligible');
    }
    // The same through the API, from the shares as they were imported.
    await cli('import', 'coverage', table, '--source', 'Breitbandatlas', '--as-of', '2021-06-30');
    const app = testApplication(database);
    const answer = await app.request('/api/statistics/coarse?rules=hellgraue-flecken-2021', {
      role: 'planner',
    });
    const coarse = (await answer.json()) as { verdict: null; places: Record<string, unknown>[] };
    expect([answer.status, coarse.verdict, coarse.places.length]).toEqual([200, null, 21]);
    expect(coarse.places.slice(0, 2)).toMatchObject([
      { key: '03241019', gigabitPercent: 1.24 },
      { key: '03241018', gigabitPercent: 4.35 },
    ]);
    const byKey = new Map(places.map((place: { key: string }) => [place.key, place]));
    for (const { key, belowPercent, households, expectedBelow } of coarse.places)
      expect({ belowPercent, households, expectedBelow }).toEqual({
        belowPercent: (byKey.get(key) as (typeof coarse.places)[0]).belowPercent,
        households: (byKey.get(key) as (typeof coarse.places)[0]).households,
        expectedBelow: (byKey.get(key) as (typeof coarse.places)[0]).expectedBelow,
      });
    // Neither file names its municipalities; one that does names them on the map.
    await database.sql`insert into coverage_area (source_id, key, scope, ags, name, shares)
      select source_id, 'named', 'municipality', '03241019', 'Wedemark', '{}' from coverage_area limit 1`;
    const named = await app.request('/api/statistics/place-names');
    expect(await named.json()).toEqual({ names: { '03241019': 'Wedemark' } });
    // No address was loaded, so none has a verdict.
    const assessed = await cli('assess', '--rules', 'hellgraue-flecken-2021', '--json');
    expect(JSON.parse(assessed.stdout)).toMatchObject({
      addresses: 0,
      eligible: { yes: 0, no: 0, unclear: 0 },
    });
    expect(assessed.stderr).toMatch(/(keine Adressen|no addresses)/);
  });
});
