import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const ring = (x: number, y: number, d = 0.01) => [
  [x, y],
  [x + d, y],
  [x + d, y + d],
  [x, y + d],
  [x, y],
];
const square = (x = 9.7, y = 52.35) => ({ type: 'Polygon', coordinates: [ring(x, y)] });
const bowTie = {
  type: 'Polygon',
  coordinates: [
    [
      [9.7, 52.3],
      [9.8, 52.4],
      [9.8, 52.3],
      [9.7, 52.4],
      [9.7, 52.3],
    ],
  ],
};

describe.each(DATABASES)('planning areas on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const create = async (body: object) => {
    const response = await api.request('/api/areas', { role: 'planner', method: 'POST', body });
    return { response, area: await response.json() };
  };

  it.each([
    ['geojson', 25832, 'areas.geojson'],
    ['gpkg', 25832, 'areas.gpkg'],
    ['shp', 25832, 'areas.zip'],
    ['geojson', 4326, 'areas.geojson'],
    ['gpkg', 4326, 'areas.gpkg'],
    ['shp', 4326, 'areas.zip'],
  ] as const)('writes %s in EPSG:%i where GDAL finds the area again', async (format, srid, name) => {
    const response = await api.request('/api/areas/export', {
      role: 'planner',
      method: 'POST',
      body: { format, srid, areas: [{ name: 'Nord', geometry: square() }] },
    });
    const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-areas-'));
    const file = join(folder, name);
    writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
    const path = format === 'shp' ? `/vsizip/${file}` : file;
    const about = execFileSync('ogrinfo', ['-so', '-al', path], { encoding: 'utf8' });
    expect(about).toContain(srid === 25832 ? 'UTM zone 32N' : 'WGS 84');
    const extent = /Extent: \(([\d.]+), ([\d.]+)\)/.exec(about)!.slice(1).map(Number);
    // South-west of the square's corners, as GDAL's own gdaltransform gives them.
    const [west, south] = srid === 25832 ? [547_668.644, 5_800_197.981] : [9.7, 52.35];
    expect(extent).toEqual([expect.closeTo(west, 2), expect.closeTo(south, 2)]);
    rmSync(folder, { recursive: true });
  });

  it('is for planners only', async () => {
    for (const [method, path] of [
      ['GET', '/api/areas'],
      ['POST', '/api/areas'],
      ['PUT', '/api/areas/x'],
      ['DELETE', '/api/areas/x'],
      ['POST', '/api/areas/export'],
    ] as const) {
      const response = await api.request(path, { method, body: method === 'GET' ? undefined : {} });
      expect([path, response.status]).toEqual([path, 401]);
      expect((await response.json()).title).toBe('sign-in-required');
    }
  });

  it('creates, reads, saves over the version it saw, and deletes', async () => {
    const { response, area } = await create({ name: 'Nord', rules: 'r', geometry: square(), note: 'ä ß 中' });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(area).toMatchObject({
      name: 'Nord',
      version: 1,
      origin: 'drawn',
      note: 'ä ß 中',
      geometry: { type: 'MultiPolygon' },
    });
    expect(area.figures.areaM2).toBeGreaterThan(700_000);
    const path = `/api/areas/${area.id}`;
    const body = { name: 'Nord 2', geometry: area.geometry };
    const saved = await api.request(path, {
      role: 'planner',
      method: 'PUT',
      body,
      headers: { 'if-match': '"1"' },
    });
    expect(await saved.json()).toMatchObject({ name: 'Nord 2', version: 2 });
    const stale = await api.request(path, {
      role: 'planner',
      method: 'PUT',
      body: { ...body, name: 'lost' },
      headers: { 'if-match': '"1"' },
    });
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({
      title: 'stale-version',
      current: { name: 'Nord 2', version: 2 },
    });
    const staleDelete = await api.request(path, {
      role: 'planner',
      method: 'DELETE',
      headers: { 'if-match': '"1"' },
    });
    expect(staleDelete.status).toBe(412);
    const gone = await api.request(path, {
      role: 'planner',
      method: 'DELETE',
      headers: { 'if-match': '"2"' },
    });
    expect(gone.status).toBe(204);
    expect((await api.request(path, { role: 'planner' })).status).toBe(404);
  });

  it('of twenty saves over the same version lets exactly one win', async () => {
    const { area } = await create({ name: 'contested', geometry: square() });
    const saves = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        api.request(`/api/areas/${area.id}`, {
          role: 'planner',
          method: 'PUT',
          body: { name: `v${i}`, geometry: square() },
          headers: { 'if-match': '"1"' },
        }),
      ),
    );
    expect(saves.map((r) => r.status).sort()).toEqual([200, ...Array(19).fill(412)]);
  });

  it('moves no vertex by more than a tenth of a millimetre when read and saved again', async () => {
    const { area } = await create({ name: 'still', geometry: square() });
    const again = await create({ name: 'still', geometry: area.geometry });
    const flat = (g: { coordinates: unknown[] }) => (g.coordinates as number[][][][]).flat(3);
    flat(again.area.geometry).forEach((value, i) => {
      expect(Math.abs(value - flat(area.geometry)[i]!)).toBeLessThan(1e-9);
    });
  });

  it('saves several in one transaction, or none when one is bad', async () => {
    const before = (await (await api.request('/api/areas', { role: 'planner' })).json()).length;
    const good = await create({
      areas: [
        { name: 'a', geometry: square() },
        { name: 'b', geometry: square(9.8) },
      ],
    });
    expect(good.area.map((a: { name: string }) => a.name)).toEqual(['a', 'b']);
    const bad = await create({
      areas: [
        { name: 'c', geometry: square() },
        { name: 'd', geometry: bowTie },
      ],
    });
    expect(bad.response.status).toBe(422);
    expect(bad.area.issues).toMatchObject([{ code: 'invalid-geometry', where: 'areas.1.geometry' }]);
    expect((await (await api.request('/api/areas', { role: 'planner' })).json()).length).toBe(before + 2);
  });

  it.each([
    ['no JSON', '{', 400, 'bad-json', 'body'],
    ['no geometry', { name: 'x' }, 422, 'bad-field', 'geometry'],
    ['empty name', { name: ' ', geometry: square() }, 422, 'bad-field', 'name'],
    ['unknown field', { name: 'x', geometry: square(), colour: 'red' }, 422, 'bad-field', 'body'],
    [
      'a point',
      { name: 'x', geometry: { type: 'Point', coordinates: [9, 52] } },
      422,
      'bad-field',
      'geometry.type',
    ],
    [
      'open ring',
      { name: 'x', geometry: { type: 'Polygon', coordinates: [ring(9.7, 52.3).slice(0, 4)] } },
      422,
      'bad-field',
      'geometry.coordinates',
    ],
    [
      'three positions',
      {
        name: 'x',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [9, 52],
              [9, 53],
              [9, 52],
            ],
          ],
        },
      },
      422,
      'bad-field',
      'geometry.coordinates.0',
    ],
    [
      'latitude 90.005',
      { name: 'x', geometry: square(9.7, 89.995) },
      422,
      'bad-field',
      'geometry.coordinates.0.2.1',
    ],
    ['a bow tie', { name: 'x', geometry: bowTie }, 422, 'invalid-geometry', 'geometry'],
  ])('refuses %s, naming the field', async (_, body, status, code, where) => {
    const response = await api.request('/api/areas', { role: 'planner', method: 'POST', body });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await response.json()).issues[0]).toMatchObject({ code, where });
  });

  it('wants to know which version a change is for', async () => {
    const { area } = await create({ name: 'x', geometry: square() });
    const put = (headers: Record<string, string>) =>
      api.request(`/api/areas/${area.id}`, {
        role: 'planner',
        method: 'PUT',
        body: { name: 'y', geometry: square() },
        headers,
      });
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': 'yesterday' })).status).toBe(400);
    expect((await put({ 'if-match': '1' })).status).toBe(200);
  });

  it('refuses a write that comes from another site', async () => {
    const response = await api.request('/api/areas', {
      role: 'planner',
      method: 'POST',
      body: { name: 'x', geometry: square() },
      headers: { origin: 'https://elsewhere.example', host: 'localhost' },
    });
    expect(response.status).toBe(403);
    expect((await response.json()).title).toBe('cross-site');
  });

  it('answers an unknown path, id and method with a sentence in the caller’s language', async () => {
    const unknown = await api.request('/api/nothing', { headers: { 'accept-language': 'en' } });
    expect(await unknown.json()).toMatchObject({ status: 404, detail: 'There is nothing at /api/nothing.' });
    const method = await api.request('/api/areas', { role: 'planner', method: 'PATCH', body: {} });
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD']);
    const id = await api.request('/api/areas/17', { role: 'planner' });
    expect(await id.json()).toMatchObject({
      status: 404,
      detail: 'In areas gibt es kein Objekt mit der Kennung „17“.',
    });
  });

  it('names demo data in every file made from it, and in no other', async () => {
    const marks = async () => {
      const response = await api.request('/api/areas/export', {
        role: 'planner',
        method: 'POST',
        body: { format: 'geojson', areas: [{ name: 'Nord', geometry: square() }] },
      });
      const file = await response.json();
      return [
        response.headers.get('content-disposition')?.includes('demodaten'),
        file.features[0].properties.data,
      ];
    };
    expect(await marks()).toEqual([false, undefined]);
    await database.sql`insert into data_source (layer, name, is_demo) values ('schools', 'Hannover (Demodaten)', true)`;
    expect(await marks()).toEqual([true, 'Hannover (Demodaten)']);
    await database.sql`delete from data_source where is_demo`;
  });
});
