import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { runCommand } from './run-command.ts';

interface Counted {
  covered: number;
  total: number;
}
interface Coverage {
  districts: { district: string; stops: Counted | null }[];
  total: { stops: Counted | null };
  notCounted: object;
}

/** The command line as a user meets it: exit codes, JSON, sentences; and layers that stay as they were. */
describe('the command line', () => {
  let folder: string;
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    env = { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: folder };
    file(
      'districts.geojson',
      collection(
        [
          ['Nord', box(9.7, 52.4)],
          ['Süd', box(9.7, 52.3)],
        ].map(district),
      ),
    );
    file(
      'schools.csv',
      'id;name;schulform;lat;lon\n1;Erste;GS;52.35;9.75\n2;Zweite;GS;52.45;9.75\n3;Dritte;GS;;\n',
    );
    expect(
      (await cli('import', 'districts', path('districts.geojson'), '--source', 'D', '--json')).code,
    ).toBe(0);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const path = (name: string) => join(folder, name);
  const file = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content);
  const cli = (...args: string[]) => runCommand(args, env);
  const schoolRows = () =>
    database.db.selectFrom('school').select(['id', 'source_id', 'key', 'name']).orderBy('id').execute();

  it('imports, reports what it refused, and counts by district', async () => {
    const run = await cli(
      'import',
      'schools',
      path('schools.csv'),
      '--source',
      'S',
      '--as-of',
      '2025-06-30',
      '--json',
      '--report',
      path('report.csv'),
      '--rejects',
      path('rejects.csv'), // biome-ignore format: pairs of flags
    );
    expect(run.code).toBe(2);
    const outcome = JSON.parse(run.stdout);
    expect(outcome).toMatchObject({
      layer: 'schools',
      format: 'school-list',
      read: 3,
      imported: 2,
      rejected: 1,
    });
    expect(outcome).toMatchObject({ updated: 0, unchanged: 0, seconds: expect.any(Number) });
    // Programs rely on these names, and on there being no others.
    expect(Object.keys(outcome)).toEqual([
      'layer',
      'format',
      'read',
      'imported',
      'updated',
      'unchanged',
      'rejected',
      'issues',
      'seconds',
    ]);
    expect(outcome.issues).toContainEqual({
      code: 'no-coordinates',
      severity: 'error',
      row: 4,
      column: 'lon, lat',
      value: null,
      message: expect.stringContaining('Row 4'),
    });
    expect(readFileSync(path('report.csv'), 'utf8')).toContain('no-coordinates,error,4');
    expect(readFileSync(path('rejects.csv'), 'utf8')).toContain('4,no-coordinates,3,Dritte,GS');
    const count = await cli('count', 'schools', '--by', 'districts', '--json');
    expect(JSON.parse(count.stdout)).toEqual({ total: 2, by: { Nord: 1, Süd: 1 } });
  });

  it('ends with 0 when the refusal was asked for, and replaces its own data set only', async () => {
    const args = [
      'import',
      'schools',
      path('schools.csv'),
      '--source',
      'Other',
      '--accept',
      'no-coordinates',
      '--json',
    ];
    expect((await cli(...args)).code).toBe(0);
    file('fewer.csv', 'id;name;schulform;lat;lon\n1;Erste umbenannt;GS;52.35;9.75\n');
    const run = await cli('import', 'schools', path('fewer.csv'), '--source', 'Other', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ imported: 0, updated: 1, unchanged: 0 });
    expect(run.stdout).toContain('rows-gone');
    expect(JSON.parse((await cli('count', 'schools', '--source', 'S', '--json')).stdout).total).toBe(2);
    expect(JSON.parse((await cli('count', 'schools', '--json')).stdout).total).toBe(3);
  });

  it('changes nothing in a dry run', async () => {
    const run = await cli('import', 'schools', path('schools.csv'), '--source', 'Dry', '--dry-run', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ imported: 2 });
    expect(run.stdout).toContain('dry-run');
    expect((await cli('count', 'schools', '--source', 'Dry', '--json')).code).toBe(1);
  });

  it('asks before real data replace the demo city', async () => {
    await database.db
      .insertInto('data_source')
      .values({
        layer: 'hotspots',
        name: 'Demo',
        as_of: null,
        licence: null,
        file_name: null,
        file_sha256: null,
        format: null,
        is_demo: true,
      })
      .execute();
    const refused = await cli('import', 'schools', path('schools.csv'), '--source', 'S', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ title: 'demo-data-present' });
    const replaced = await cli(
      'import',
      'schools',
      path('schools.csv'),
      '--source',
      'S',
      '--replace-demo',
      '--json',
    );
    expect(JSON.parse(replaced.stdout)).toMatchObject({ unchanged: 2 });
    const demo = await database.db
      .selectFrom('data_source')
      .select('id')
      .where('is_demo', '=', true)
      .execute();
    expect(demo).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'missing.csv', null, 'file-missing'],
    ['an empty file', 'empty.csv', '', 'file-empty'],
    ['a web page named GeoPackage', 'page.gpkg', '<html></html>', 'file-not-readable'],
    ['a GeoPackage cut short', 'cut.gpkg', 'SQLite format 3\u0000rest', 'file-not-readable'],
    ['an archive cut short', 'cut.zip', 'PK\u0003\u0004rest', 'file-not-readable'],
    ['GeoJSON cut short', 'cut.geojson', '{"type":"FeatureCollection","features":[{', 'file-not-readable'],
    ['XML entities', 'entities.kml', '<!DOCTYPE x [<!ENTITY a "b">]><kml/>', 'file-unsafe'],
    ['an unknown extension', 'list.pdf', '%PDF', 'unknown-file-kind'],
    ['a table of something else', 'other.csv', 'a;b\n1;2\n', 'format-not-recognised'],
    ['schools without places', 'nowhere.csv', 'id;name;schulform\n1;A;GS\n', 'column-missing'],
    ['coordinates of no known system', 'odd.csv', 'id;name;x;y\n1;A;12;99999999\n', 'crs-unknown'],
    ['no row that can be taken', 'none.csv', 'id;name;lat;lon\n1;A;;\n', 'no-rows'],
  ])('refuses %s with a sentence and leaves the layer as it was', async (_, name, content, code) => {
    if (content !== null) file(name, content);
    const before = await schoolRows();
    const run = await cli('import', 'schools', path(name), '--source', 'S', '--json');
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).title).toBe(code);
    expect(run.stderr.trim()).not.toBe('');
    expect(run.stderr).not.toMatch(/\n\s+at |Error:/);
    expect(await schoolRows()).toEqual(before);
  });

  it.each([
    [['frobnicate'], 'frobnicate'],
    [['count', 'nowhere'], 'nowhere'],
    [['count', 'schools', '--foo'], '--foo'],
    [['count', 'schools', '--by', 'streets'], 'streets'],
    [['count', 'schools', '--source', 'nobody'], 'layer schools'],
    [['history', 'moon'], 'moon'],
    [['fetch', 'nobody'], 'catalogue'],
    [
      ['import', 'schools', 's.csv', '--source', 'New', '--report', '/no/such/folder/r.csv'],
      '/no/such/folder/r.csv',
    ],
    [['import', 'areas', 'x.csv', '--source', 'S'], 'areas'],
    [['import', 'schools', 'x.csv'], '--source'],
    [['import', 'schools', 'x.csv', '--source', 'S', '--as-of', '2025-02-30'], '2025-02-30'],
    [['import', 'schools', 'x.csv', '--source', 'S', '--crs', 'Mars'], 'Mars'],
    [['import', 'schools', 'x.csv', '--source', 'S', '--accept', 'everything'], 'everything'],
    [['import', 'schools', 'x.csv', '--source', 'S', '--repair', 'no-coordinates'], 'coordinates-swapped'],
    [['delineate', '--rules', 'nowhere', '--out', 'x.geojson'], 'nowhere'],
    [['delineate', '--rules', 'gigabit-rl-2025', '--out', 'x.doc'], 'x.doc'],
    [['delineate', '--rules', 'gigabit-rl-2025', '--out', 'x.geojson', '--reach', '0'], '--reach'],
    [['delineate', '--rules', 'gigabit-rl-2025', '--out', 'x.geojson'], 'schools 3'],
  ])('names what is wrong with %j', async (args, named) => {
    const run = await cli(...args);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(named);
    expect(run.stderr).not.toMatch(/\n\s+at |Error:/);
  });

  it('counts the stops of a timetable within reach of the WLAN, and says so while there are none', async () => {
    const coverage = async () => JSON.parse((await cli('wlan-coverage', '--json')).stdout) as Coverage;
    expect(await coverage()).toMatchObject({
      total: { stops: null },
      notCounted: { stops: expect.stringMatching(/stops|Haltestellen/) },
    });
    file(
      'stops.txt',
      'stop_id,stop_name,stop_lat,stop_lon\nA,Markt,52.42,9.75\nB,Rand,52.44,9.75\nC,Süd,52.33,9.75\n',
    );
    expect((await cli('import', 'stops', path('stops.txt'), '--source', 'Fahrplan', '--json')).code).toBe(0);
    file('hotspots.csv', 'id;name;indoor;lat;lon\nh;Am Markt;no;52.42005;9.75\n');
    expect((await cli('import', 'hotspots', path('hotspots.csv'), '--source', 'W', '--json')).code).toBe(0);
    const { districts, total, notCounted } = await coverage();
    expect(districts.map(({ district, stops }) => [district, stops?.covered, stops?.total])).toEqual([
      ['Nord', 1, 2],
      ['Süd', 0, 1],
    ]);
    expect([total.stops?.covered, total.stops?.total, notCounted]).toEqual([1, 3, {}]);
  });

  it('explains itself', async () => {
    const overview = await cli('help');
    expect(overview.code).toBe(0);
    for (const name of ['import', 'count', 'delineate']) {
      expect(overview.stdout).toContain(name);
      const help = await cli(name, '--help');
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain(`npm run lueckenlos -- ${name}`);
    }
  });

  function box(lon: number, lat: number) {
    return [[[lon, lat], [lon + 0.1, lat], [lon + 0.1, lat + 0.1], [lon, lat + 0.1], [lon, lat]]]; // biome-ignore format: a ring
  }
  function district([name, coordinates]: (string | number[][][])[]) {
    return { type: 'Feature', properties: { STADTBZNAM: name }, geometry: { type: 'Polygon', coordinates } };
  }
  function collection(features: unknown[]): string {
    return JSON.stringify({ type: 'FeatureCollection', features });
  }
});
