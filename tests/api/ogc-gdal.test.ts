import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ServerType, serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYERS } from '../../server/layers/registry.ts';
import { SESSION_COOKIE } from '../../server/sign-in.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE, SAMPLE_CORNER } from '../fixtures/sample-layers.ts';

const run = promisify(execFile);

/** GDAL, and with it QGIS, is a client of the API: what it reads equals what the database holds. */
describe.each(DATABASES)('GDAL as a client, on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  let server: ServerType;
  let address: string;
  const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-gdal-'));
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
    await new Promise<void>((done) => {
      server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
        address = `http://127.0.0.1:${info.port}`;
        done();
      });
    });
  });
  afterAll(async () => {
    await new Promise((done) => server.close(done));
    rmSync(folder, { recursive: true, force: true });
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const gdal = async (program: string, args: readonly string[], role: 'public' | 'planner' = 'public') => {
    const cookie = `Cookie: ${SESSION_COOKIE}=${api.signIn.issue('planner', 600)}`;
    const env = { ...process.env, ...(role === 'planner' ? { GDAL_HTTP_HEADERS: cookie } : {}) };
    const { stdout, stderr } = await run(program, args, { env, maxBuffer: 1 << 26 });
    expect(stderr.replace(/Warning 1: .*deprecated.*\n/g, '')).toBe('');
    return stdout;
  };
  const count = async (where: string) =>
    (await sql.raw<{ n: number }>(`select count(*)::int as n from ${where}`).execute(database.db)).rows[0]!.n;

  it('lists the public collections', async () => {
    const text = await gdal('ogrinfo', ['-ro', `OAPIF:${address}/ogc`]);
    const layers = [...text.matchAll(/^\d+: (\S+)/gm)].map((match) => match[1]);
    expect(layers).toEqual(LAYERS.filter((layer) => layer.access === 'public').map((layer) => layer.id));
  });

  it('reads every collection whole, with its geometry type', async () => {
    for (const layer of LAYERS) {
      const text = await gdal('ogrinfo', ['-ro', '-so', `OAPIF:${address}/ogc`, layer.id], 'planner');
      expect([layer.id, Number(/Feature Count: (\d+)/.exec(text)?.[1])]).toEqual([
        layer.id,
        await count(layer.table),
      ]);
    }
  });

  it('pages through addresses and gets each once', async () => {
    const file = join(folder, 'addresses.geojson');
    await gdal(
      'ogr2ogr',
      ['-f', 'GeoJSON', file, `OAPIF:${address}/ogc`, 'addresses', '-oo', 'PAGE_SIZE=700'],
      'planner',
    );
    const { features } = JSON.parse(readFileSync(file, 'utf8'));
    expect(new Set(features.map((f: { properties: { key: string } }) => f.properties.key)).size).toBe(
      SAMPLE.addresses,
    );
    expect(features.length).toBe(SAMPLE.addresses);
  });

  it('searches with a box in degrees', async () => {
    const box = ['9.73', '52.375', '9.76', '52.39'];
    const file = join(folder, 'box.geojson');
    await gdal(
      'ogr2ogr',
      ['-f', 'GeoJSON', file, `OAPIF:${address}/ogc`, 'addresses', '-spat', ...box],
      'planner',
    );
    const want = await count(
      `address where st_intersects(st_transform(geom, 4326), st_makeenvelope(${box.join(',')}, 4326))`,
    );
    expect(want).toBeGreaterThan(50);
    expect(JSON.parse(readFileSync(file, 'utf8')).features.length).toBe(want);
  });

  it.each(['25832', '3857', '4326'])('reads in EPSG:%s with the axes right', async (code) => {
    const { rows } = await sql<{ x: number; y: number }>`
      select st_x(g) as x, st_y(g) as y from (select st_transform(geom, ${Number(code)}::int) as g, id from school) t
      order by id`.execute(database.db);
    const check = (file: string) => {
      const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
      expect(head).toMatch(/^X,Y,/);
      const found = lines.map((line) => line.split(',').slice(0, 2).map(Number) as [number, number]);
      expect(found.length).toBe(SAMPLE.schools);
      found.forEach(([x, y], i) => {
        expect(x).toBeCloseTo(rows[i]!.x, code === '4326' ? 6 : 1);
        expect(y).toBeCloseTo(rows[i]!.y, code === '4326' ? 6 : 1);
      });
    };
    const csv = ['-f', 'CSV', '-lco', 'GEOMETRY=AS_XY'];
    // Part 2 in the driver itself (since GDAL 3.7) …
    if (await driverSpeaksCrs()) {
      const file = join(folder, `oapif-${code}.csv`);
      await gdal('ogr2ogr', [...csv, file, `OAPIF:${address}/ogc`, 'schools', '-oo', `CRS=EPSG:${code}`]);
      check(file);
    } else
      console.log(
        `GDAL before 3.7: the OAPIF driver cannot ask for EPSG:${code} itself; reprojecting and the GeoJSON driver stand in.`,
      );
    // … transformed by GDAL from what we serve by default …
    const transformed = join(folder, `transformed-${code}.csv`);
    await gdal('ogr2ogr', [...csv, transformed, `OAPIF:${address}/ogc`, 'schools', '-t_srs', `EPSG:${code}`]);
    check(transformed);
    // … and as we write it. EPSG:4326 has the latitude first, which the GeoJSON driver takes as it stands.
    const written = join(folder, `written-${code}.csv`);
    const url = `${address}/ogc/collections/schools/items?limit=1000&f=json&crs=http://www.opengis.net/def/crs/EPSG/0/${code}`;
    await gdal('ogr2ogr', [...csv, written, url]);
    if (code === '4326') for (const row of rows) [row.x, row.y] = [row.y, row.x];
    check(written);
  });

  it('searches with a box in planning coordinates', async () => {
    const { eastingM: e, northingM: n } = SAMPLE_CORNER;
    const box = [e + 990, n + 990, e + 2010, n + 2010];
    const file = join(folder, 'box-25832.csv');
    const spat = ['-spat', ...box.map(String), '-spat_srs', 'EPSG:25832'];
    await gdal('ogr2ogr', ['-f', 'CSV', file, `OAPIF:${address}/ogc`, 'addresses', ...spat], 'planner');
    const want = await count(`address where geom && st_makeenvelope(${box.join(',')}, 25832)`);
    expect(want).toBeGreaterThan(50);
    expect(readFileSync(file, 'utf8').trim().split('\n').length - 1).toBe(want);
  });

  it('filters by a property, as SQL', async () => {
    const text = await gdal('ogrinfo', [
      '-ro',
      '-so',
      `OAPIF:${address}/ogc`,
      '-sql',
      `select * from schools where schoolType = 'Grundschule'`,
    ]);
    expect(Number(/Feature Count: (\d+)/.exec(text)?.[1])).toBe(
      await count(`school where school_type = 'Grundschule'`),
    );
  });

  it('is refused where the sign-in is missing', async () => {
    await expect(
      run('ogrinfo', ['-ro', '-so', `OAPIF:${address}/ogc/collections/addresses`, 'addresses']),
    ).rejects.toThrow();
  });

  it('reads the vector tiles of points, lines and polygons', async () => {
    // At zoom 14 many tiles between the schools are empty.
    for (const [collection, table, zoom] of [
      ['schools', 'school', 14],
      ['districts', 'district', 10],
      ['streets', 'street', 10],
    ] as const) {
      const text = await gdal('ogrinfo', [
        '-ro',
        '-al',
        '-oo',
        'TILE_EXTENSION=mvt',
        `MVT:${address}/tiles/${collection}/${zoom}`,
      ]);
      expect(text).toContain(`Layer name: ${collection}`);
      const names = new Set([...text.matchAll(/^ {2}name \(String\) = (.*)$/gm)].map((match) => match[1]));
      expect([collection, names.size]).toEqual([collection, await count(table)]);
    }
    const one = await gdal('ogrinfo', ['-ro', '-al', `MVT:${address}/tiles/schools/10/539/336.mvt`]);
    expect(one).toMatch(/mvt_id \(Integer64\) = \d+[\s\S]*POINT \(/);
    expect(
      await gdal('ogrinfo', ['-ro', '-al', '-oo', 'TILE_EXTENSION=mvt', `MVT:${address}/tiles/schools/3`]),
    ).toContain('pointCount');
  });
});

async function driverSpeaksCrs(): Promise<boolean> {
  const { stdout } = await run('ogrinfo', ['--format', 'OAPIF']);
  return /<Option name="CRS"/.test(stdout);
}
