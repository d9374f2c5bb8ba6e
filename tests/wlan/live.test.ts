import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';

describe('the live state on the public map', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let feed: Server;
  const nodes = [
    { node_id: '1', is_online: true, clients: 12, addresses: ['fe80::1'], mac: '14:cc:20:5a:6e:a0' },
    { node_id: '2', is_online: false, clients: 4 },
    { node_id: 'nobody', is_online: true, clients: 99 },
  ];
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    await loadSampleLayers(database);
    await sql`update hotspot set name = '14:cc:20:5a:6e:a0', step_free = true where key = '3'`.execute(
      database.db,
    );
    await sql`update hotspot set step_free = false, power = true where key = '4'`.execute(database.db);
    feed = createServer((_, response) => response.end(JSON.stringify({ nodes })));
    await new Promise<void>((done) => feed.listen(0, '127.0.0.1', done));
    const WLAN_FEEDS = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/meshviewer.json`;
    api = testApplication({ ...database, config: { ...database.config, WLAN_FEEDS } });
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    feed.close();
    await database.close();
  });
  const features = async () => (await (await api.request('/api/hotspots.geojson')).json()).features;

  it('shows what the feed says and when, few devices and device addresses never', async () => {
    await api.request('/wlan');
    await vi.waitFor(async () => expect((await features())[0].properties.checkedAt).not.toBeNull());
    const byName = new Map(
      (await features()).map((each: { properties: { name: string } }) => [
        each.properties.name,
        each.properties,
      ]),
    );
    expect(byName.get('Knoten 1')).toMatchObject({ state: 'works', clients: 10 });
    expect(byName.get('Knoten 2')).toMatchObject({ state: 'down', clients: null });
    expect(byName.get('Knoten 5')).toMatchObject({ state: 'works', checkedAt: null, clients: null });
    const page = await (await api.request('/wlan?lang=de')).text();
    expect(page).toMatch(/Geht · vor \d+ Sekunden? geprüft/);
    expect(page).toContain('mindestens 10');
    const all = page + JSON.stringify(await features());
    expect(all).not.toMatch(/([0-9a-f]{2}:){5}[0-9a-f]{2}|fe80/i);
    expect(all).toContain('WLAN ');
    const { feeds } = await (await api.request('/api/wlan/feeds', { role: 'planner' })).json();
    expect(feeds).toMatchObject([{ form: 'freifunk', entries: 3, fault: null }]);
    expect((await api.request('/api/wlan/feeds')).status).toBe(401);
  });

  it('filters by it, by step-free access and by power, and counts what that hides', async () => {
    const near = async (query: string) =>
      (await api.request(`/api/hotspots/near?lon=9.73&lat=52.37&${query}`)).json();
    expect((await near('works=1')).hiddenBy).toEqual({ works: 1 });
    expect(await near('stepFree=1&power=1')).toMatchObject({
      matched: 0,
      hiddenBy: { stepFree: 19, power: 19 },
    });
    expect(await near('stepFree=1')).toMatchObject({
      matched: 1,
      hotspots: [{ stepFree: true, power: null }],
    });
    const page = await (await api.request('/wlan?power=1&lang=de')).text();
    expect(page).toContain('Verborgen: Mit Steckdosen 19.');
    expect(page).toMatch(/name="power" value="1" checked/);
  });
});
