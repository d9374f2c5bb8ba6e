import { VectorTile } from '@mapbox/vector-tile';
import { sql } from 'kysely';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitX, unitY } from '#core/tiles/unit-mercator.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE } from '../fixtures/sample-layers.ts';

describe.each(DATABASES)('vector tiles on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    api.request(path, { role: 'planner', headers });
  const read = async (path: string) => {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 200]);
    return new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
  };
  /** Tiles of a zoom that touch the sample. */
  const tilesAt = (z: number) => {
    const [x0, x1] = [9.71, 9.81].map((lon) => Math.floor(unitX(lon) * 2 ** z)) as [number, number];
    const [y0, y1] = [52.43, 52.35].map((lat) => Math.floor(unitY(lat) * 2 ** z)) as [number, number];
    const list: [number, number][] = [];
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) list.push([x, y]);
    return list;
  };

  it('holds every point of the database once, without the margins', async () => {
    const ids = new Set<number>();
    let features = 0;
    for (const [x, y] of tilesAt(14)) {
      const layer = (await read(`/tiles/addresses/14/${x}/${y}.mvt`)).layers.addresses;
      for (let i = 0; i < (layer?.length ?? 0); i++) {
        const feature = layer!.feature(i);
        const [[point]] = feature.loadGeometry() as unknown as [[{ x: number; y: number }]];
        if (point.x < 0 || point.y < 0 || point.x >= 4096 || point.y >= 4096) continue;
        features++;
        ids.add(feature.id!);
      }
    }
    expect([features, ids.size]).toEqual([SAMPLE.addresses, SAMPLE.addresses]);
  });

  it('carries id, properties and place of a feature', async () => {
    const { rows } = await sql<{ id: number; use: string; households: number; lon: number; lat: number }>`
      select id, use, households, st_x(g) as lon, st_y(g) as lat
      from (select *, st_transform(geom, 4326) as g from address) a where key = '1234'`.execute(database.db);
    const address = rows[0]!;
    const [fx, fy] = [unitX(address.lon) * 16384, unitY(address.lat) * 16384];
    const layer = (await read(`/tiles/addresses/14/${Math.floor(fx)}/${Math.floor(fy)}.mvt`)).layers
      .addresses!;
    const features = Array.from({ length: layer.length }, (_, i) => layer.feature(i));
    const feature = features.find((candidate) => candidate.id === address.id)!;
    expect(feature.properties).toEqual({ use: address.use, households: address.households, businesses: 1 });
    const [[point]] = feature.loadGeometry() as unknown as [[{ x: number; y: number }]];
    expect(point.x).toBeCloseTo((fx % 1) * 4096, -0.5);
    expect(point.y).toBeCloseTo((fy % 1) * 4096, -0.5);
    expect([layer.version, layer.extent]).toEqual([2, 4096]);
  });

  it('cuts lines and polygons of every other layer, in valid geometry', async () => {
    for (const collection of [
      'districts',
      'streets',
      'households',
      'business-parks',
      'areas',
      'buildings',
      'existing-lines',
    ]) {
      const ids = new Set<unknown>();
      for (const [x, y] of tilesAt(13)) {
        const layer = (await read(`/tiles/${collection}/13/${x}/${y}.mvt`)).layers[collection];
        for (let i = 0; i < (layer?.length ?? 0); i++) {
          const feature = layer!.feature(i);
          ids.add(feature.id ?? feature.properties.id);
          expect(feature.type).toBe(['streets', 'existing-lines'].includes(collection) ? 2 : 3);
          for (const ring of feature.loadGeometry())
            expect(ring.length).toBeGreaterThan(feature.type === 3 ? 3 : 1);
        }
      }
      const table = {
        districts: 'district',
        streets: 'street',
        households: 'household_cell',
        'business-parks': 'business_park',
        areas: 'area',
        buildings: 'building',
        'existing-lines': 'existing_line',
      }[collection]!;
      const { rows } = await sql
        .raw<{ n: number }>(`select count(*)::int as n from ${table}`)
        .execute(database.db);
      expect([collection, ids.size]).toEqual([collection, rows[0]!.n]);
    }
  });

  it('answers the same tag for the same content, and 304', async () => {
    const [[x, y]] = tilesAt(12) as [[number, number]];
    for (const collection of ['streets', 'schools']) {
      const path = `/tiles/${collection}/12/${x}/${y}.mvt`;
      const first = await get(path);
      const etag = first.headers.get('etag')!;
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      expect((await get(path)).headers.get('etag')).toBe(etag);
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': tag });
        expect([tag, again.status, await again.text(), again.headers.get('etag')]).toEqual([
          tag,
          304,
          '',
          etag,
        ]);
      }
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
      // Another application, as after a restart, comes to the same.
      const other = await testApplication(database).request(path);
      expect(other.headers.get('etag')).toBe(etag);
      expect(other.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('keeps the tag when a layer changes and changes back, and gives a new one in between', async () => {
    const [[x, y]] = tilesAt(10) as [[number, number]];
    const path = `/tiles/hotspots/10/${x}/${y}.mvt`;
    const tag = async () => (await get(path)).headers.get('etag');
    const before = await tag();
    await sql`update hotspot set name = name || '!' where key = '7'`.execute(database.db);
    const between = await tag();
    await sql`update hotspot set name = 'Knoten 7' where key = '7'`.execute(database.db);
    expect(between).not.toBe(before);
    expect(await tag()).toBe(before);
  });

  it('gives an empty tile where nothing lies', async () => {
    for (const path of [
      '/tiles/addresses/14/0/0.mvt',
      '/tiles/streets/14/100/100.mvt',
      '/tiles/areas/3/0/0.mvt',
    ]) {
      const response = await get(path);
      expect([path, response.status, (await response.arrayBuffer()).byteLength]).toEqual([path, 200, 0]);
      expect((await get(path, { 'if-none-match': response.headers.get('etag')! })).status).toBe(304);
    }
  });

  it('keeps addresses and areas for planners, and out of shared caches', async () => {
    const [[x, y]] = tilesAt(12) as [[number, number]];
    for (const collection of ['addresses', 'areas']) {
      for (const path of [`/tiles/${collection}.json`, `/tiles/${collection}/12/${x}/${y}.mvt`]) {
        const refused = await api.request(path);
        expect([path, refused.status]).toEqual([path, 401]);
        expect((await refused.json()).detail).toContain('Link');
        expect((await get(path)).headers.get('cache-control')).toBe('private, no-cache');
      }
    }
  });

  it.each([
    ['/tiles/nothing.json', 404, 'nothing'],
    ['/tiles/nothing/1/0/0.mvt', 404, 'nothing'],
    ['/tiles/streets/15/0/0.mvt', 404, '15/0/0'],
    ['/tiles/streets/1/2/0.mvt', 404, '1/2/0'],
    ['/tiles/streets/1/0/2.mvt', 404, '1/0/2'],
    ['/tiles/streets/0/0/999999999.mvt', 404, '999999999'],
    ['/tiles/streets/-1/0/0.mvt', 400, '-1'],
    ['/tiles/streets/1/x/0.mvt', 400, 'x'],
    ['/tiles/streets/1/0/01.mvt', 400, '01'],
    ['/tiles/streets/1/0/1e0.mvt', 400, '1e0'],
    ['/tiles/streets/1/0/99999999999999999999.mvt', 400, '99999999999999999999'],
    ['/tiles/streets/1/0/0.png', 404, '0.png'],
  ])('refuses %s with %i', async (path, status, value) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect((await response.json()).detail).toContain(value);
  });

  it('describes each layer as TileJSON 3', async () => {
    const response = await get('/tiles/schools.json', { 'accept-language': 'en' });
    const json = await response.json();
    expect(json).toMatchObject({
      tilejson: '3.0.0',
      name: 'Schools',
      tiles: ['http://localhost/tiles/schools/{z}/{x}/{y}.mvt'],
      maxzoom: 14,
      attribution:
        'Schulen, 2024-09-15, https://creativecommons.org/licenses/by/4.0/; Schulen alt, 2019-09-15',
      vector_layers: [{ id: 'schools', fields: { name: 'String', pupils: 'Number' } }],
    });
    const [west, south, east, north] = json.bounds;
    expect([west < 9.73, south < 52.38, east > 9.75, north > 52.4]).toEqual([true, true, true, true]);
    const again = await get('/tiles/schools.json', {
      'accept-language': 'en',
      'if-none-match': response.headers.get('etag')!,
    });
    expect(again.status).toBe(304);
  });
});
