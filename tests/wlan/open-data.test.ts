import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE } from '../fixtures/sample-layers.ts';

describe.each(DATABASES)('open data of the hotspots on the $name database', ({ open }) => {
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
  const json = async (path: string) => (await api.request(path)).json();

  it('come as a GeoPackage that GDAL reads', async () => {
    const response = await api.request('/api/hotspots.gpkg');
    expect(response.headers.get('content-type')).toBe('application/geopackage+sqlite3');
    const folder = temporaryFolder();
    try {
      const file = join(folder, 'hotspots.gpkg');
      writeFileSync(file, new Uint8Array(await response.arrayBuffer()));
      const seen = execFileSync('ogrinfo', ['-so', '-al', file], { encoding: 'utf8' });
      expect(seen).toContain(`Feature Count: ${SAMPLE.hotspots}`);
      expect(seen).toMatch(/25832/);
      expect(seen).toMatch(/stepFree/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are described by DCAT-AP.de with every file, and a licence only where all sources have the same', async () => {
    const catalogue = await json('/wlan/dcat.jsonld');
    expect(catalogue['@type']).toBe('dcat:Catalog');
    const { 'dcat:distribution': files } = catalogue['dcat:dataset'];
    expect(files).toHaveLength(4);
    for (const file of files) {
      expect(file).not.toHaveProperty('dct:license');
      expect(file['dct:rights']['rdfs:label']['@value']).toContain('Knoten: Lizenz nicht angegeben');
      const path = new URL(file['dcat:downloadURL']['@id']).pathname;
      expect([path, (await api.request(path)).status]).toEqual([path, 200]);
    }
  });

  it('tell what has changed: fields by name, as a log, as JSON to go on from, and as Atom', async () => {
    const first = await json('/api/hotspots/changes?limit=1000');
    expect(first.changes).toHaveLength(SAMPLE.hotspots);
    expect(await json(`/api/hotspots/changes?after=${first.next}`)).toEqual({
      changes: [],
      next: first.next,
    });
    await sql`update hotspot set name = 'A & <B>', ssid = 'neu' where key = '1'`.execute(database.db);
    await sql`update hotspot set name = name where key = '2'`.execute(database.db);
    await sql`update hotspot set name = '14:cc:20:5a:6e:a0' where key = '3'`.execute(database.db);
    await sql`delete from hotspot where key = '4'`.execute(database.db);
    const { changes } = await json(`/api/hotspots/changes?after=${first.next}`);
    expect(changes).toMatchObject([
      { kind: 'changed', name: 'A & <B>', source: 'Knoten', fields: ['name', 'ssid'] },
      { kind: 'changed', name: 'WLAN', fields: ['name'] },
      { kind: 'removed', name: 'Knoten 4', fields: [] },
    ]);
    const atom = await (await api.request('/wlan/changes.atom')).text();
    expect(atom).toContain('<title>A &amp; &lt;B&gt;: geändert</title>');
    expect(atom.match(/<entry>/g)).toHaveLength(SAMPLE.hotspots + 3);
    const page = await (await api.request('/wlan/open-data?lang=de')).text();
    expect(page).toMatch(/<td>Knoten<\/td><td>20<\/td><td>2<\/td><td>1<\/td>/);
    expect(page).toContain('/api/hotspots.gpkg');
  });

  it.each(['after=-1', 'after=x', 'limit=1001', 'limit=1e3', 'since=1'])('refuses %s', async (query) => {
    const response = await api.request(`/api/hotspots/changes?${query}`);
    expect(response.status).toBe(400);
    expect((await response.json()).issues[0].where).toBe(query.split('=')[0]);
  });
});
