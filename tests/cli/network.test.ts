import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { runCommand } from './run-command.ts';

const corner = (x: number, y: number) => utm32ToLonLat(550_000 + x, 5_800_000 + y);
const square = (x: number, y: number, width: number) => ({
  type: 'Polygon',
  coordinates: [
    [corner(x, y), corner(x + width, y), corner(x + width, y + width), corner(x, y + width), corner(x, y)],
  ],
});

describe.each(DATABASES)('command network on the $name database', ({ open }) => {
  let database: TestDatabase;
  let env: Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
  const file = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return join(folder, name);
  };
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    const { DATABASE_URL, DATA_DIR } = database.config;
    env = DATABASE_URL ? { DATABASE_URL, DATA_DIR } : { DATA_DIR };
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints exactly the agreed keys, and writes the trenches', async () => {
    const out = join(folder, 'plan.geojson');
    const area = file('west.geojson', { type: 'Feature', properties: {}, geometry: square(0, 0, 1000) });
    const run = await runCommand(['network', '--area', area, '--out', out, '--seconds', '5', '--json'], env);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const result = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual([
      'lengthM',
      'cost',
      'lowerBound',
      'gap',
      'terminals',
      'connected',
      'seconds',
    ]);
    // Three addresses and a school.
    expect(result).toMatchObject({ terminals: 4, connected: 4, gap: 0 });
    const lengthM = (
      JSON.parse(readFileSync(out, 'utf8')) as {
        features: { properties: { kind: string; length_m: number } }[];
      }
    ).features
      .filter((feature) => feature.properties.kind === 'trench')
      .map((feature) => feature.properties.length_m)
      .reduce((sum, m) => sum + m, 0);
    expect(lengthM).toBeCloseTo(result.lengthM as number, 0);
  });

  it('takes a saved area by its id', async () => {
    const [area] = await database.sql<{ id: string }[]>`
      insert into area (name, geom, figures) values ('West', st_setsrid(st_geomfromtext(
        'MULTIPOLYGON(((550000 5800000,551000 5800000,551000 5801000,550000 5801000,550000 5800000)))'), 25832), '{}')
      returning id`;
    const run = await runCommand(['network', '--area', area!.id, '--json'], env);
    expect(JSON.parse(run.stdout)).toMatchObject({ terminals: 4, connected: 4 });
  });

  it('says what is wrong with the area, the feeding point, or an empty place', async () => {
    const bad = await runCommand(['network', '--area', file('bad.geojson', 'no json')], env);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toContain('is no area');
    const point = await runCommand(
      ['network', '--area', file('p.geojson', { type: 'Point', coordinates: [9, 52] })],
      env,
    );
    expect(point.stderr).toContain('is no area');
    const west = file('west.geojson', square(0, 0, 1000));
    const pop = await runCommand(['network', '--area', west, '--pop', '9.7;52'], env);
    expect(pop.stderr).toContain('--pop');
    const off = await runCommand(['network', '--area', west, '--pop', '10.5,52.3'], env);
    expect(off.stderr).toMatch(/^Feeding point 1 \(east \d+ m, north \d+ m, EPSG:25832\) has no street/);
    const empty = await runCommand(['network', '--area', file('e.geojson', square(5000, 5000, 100))], env);
    expect(empty.stderr).toContain('nothing to connect');
  });

  it('takes a file in metres that names its system, and refuses outlines that enclose nothing by name', async () => {
    const metres = [[550_000, 5_800_000], [551_000, 5_800_000], [551_000, 5_801_000], [550_000, 5_801_000], [550_000, 5_800_000]]; // biome-ignore format: a ring
    const polygon = { type: 'Polygon', coordinates: [metres] };
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } };
    // Two outlines over each other are one place, not a hole.
    const feature = { type: 'Feature', properties: {}, geometry: polygon };
    const named = file('utm.geojson', { type: 'FeatureCollection', crs, features: [feature, feature] });
    const planned = await runCommand(['network', '--area', named, '--json'], env);
    expect(JSON.parse(planned.stdout)).toMatchObject({ terminals: 4, connected: 4 });
    const sentenceOf = async (coordinates: unknown) =>
      (await runCommand(['network', '--area', file('o.geojson', { type: 'Polygon', coordinates })], env))
        .stderr;
    expect(await sentenceOf(polygon.coordinates)).toContain('550000, 5800000, which are no degrees');
    expect(await sentenceOf([[['a', 'b']]])).toContain('is no area');
    expect(await sentenceOf([[corner(0, 0), corner(9, 9)]])).toContain('not closed');
    const bowtie = [corner(0, 0), corner(900, 900), corner(900, 0), corner(0, 900), corner(0, 0)];
    expect(await sentenceOf([bowtie])).toContain('crosses or touches itself');
  });

  it('finds out before it searches that the plan cannot be written', async () => {
    const west = file('west.geojson', square(0, 0, 1000));
    const run = await runCommand(
      ['network', '--area', west, '--out', join(folder, 'no', 'plan.geojson')],
      env,
    );
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('there is no such file or folder');
  });
});
