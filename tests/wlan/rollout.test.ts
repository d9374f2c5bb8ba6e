import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';

describe.each(DATABASES)('roll-out in public buildings on the $name database', ({ open }) => {
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
  const rollout = async () => (await api.request('/api/wlan/rollout', { role: 'planner' })).json();
  const put = (id: number | string, body: unknown) =>
    api.request(`/api/wlan/rollout/${id}`, { role: 'planner', method: 'PUT', body });
  const figures = {
    publicAreas: 4,
    publicAreasDone: 1,
    meetingRooms: 2,
    meetingRoomsDone: 0,
    targetDate: '2026-01-31',
    note: '<b>Aufzug</b>',
  };

  it('starts with what the data set says', async () => {
    const { total, byDistrict, buildings, history, aim } = await rollout();
    expect(total).toMatchObject({ buildings: 2, uncounted: 2, places: 0 });
    expect(byDistrict).toMatchObject([{ name: 'Mitte', buildings: 2 }]);
    expect(buildings.map(({ state }: { state: string }) => state).sort()).toEqual(['none', 'planned']);
    expect(history).toEqual([]);
    expect(aim.share).toBe(1);
  });

  it('takes an entry, judges it, keeps the earlier one as history, and the layer follows', async () => {
    const id = (await rollout()).buildings.find(({ name }: { name: string }) => name === 'Rathaus 1').id;
    const saved = await (await put(id, figures)).json();
    expect(saved).toMatchObject({ id, state: 'partial', targetDate: '2026-01-31', note: '<b>Aufzug</b>' });
    expect(saved.overdueDays).toBeGreaterThan(200);
    const after = await rollout();
    expect(after.buildings[0].id).toBe(id);
    expect(after.total).toMatchObject({ places: 6, placesDone: 1, overdue: 1, uncounted: 1 });
    const form = await api.request(`/wlan/rollout/${id}?lang=de`, {
      role: 'planner',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'publicAreas=4&publicAreasDone=4&meetingRooms=2&meetingRoomsDone=2&targetDate=&note=',
    });
    expect(form.status).toBe(303);
    const done = await rollout();
    expect(done.total).toMatchObject({ places: 6, placesDone: 6, complete: 1, overdue: 0 });
    expect(done.history).toHaveLength(1);
    const layer = await (await api.request(`/ogc/collections/public-buildings/items/${id}`)).json();
    expect(layer.properties).toMatchObject({ wlanState: 'complete' });
    const { entries } = await (await api.request('/api/audit', { role: 'planner' })).json();
    const trail = entries.map(({ content }: { content: string }) => JSON.parse(content));
    expect(trail.filter(({ table }: { table: string }) => table === 'wlan_rollout_entry')).toHaveLength(2);
  });

  it('is shown as a page to planners only, escaped', async () => {
    const id = (await rollout()).buildings[0].id;
    await put(id, figures);
    const page = await (await api.request(`/wlan/rollout?lang=de&saved=${id}`, { role: 'planner' })).text();
    expect(page).toContain('&lt;b&gt;Aufzug&lt;/b&gt;');
    expect(page).not.toContain('<svg class="chart"');
    await sql`insert into wlan_rollout_entry (source, building_key, at, public_areas, public_areas_done, meeting_rooms,
      meeting_rooms_done) values ('Liste', '1', now() - interval '40 days', 4, 0, 2, 0)`.execute(database.db);
    const later = await (await api.request('/wlan/rollout?lang=de', { role: 'planner' })).text();
    expect(later).toMatch(/<svg class="chart"[^>]*>[\s\S]*<path class="done" d="M[\d.]+ [\d.]+H/);
    expect((await rollout()).history).toHaveLength(2);
    for (const path of ['/wlan/rollout', '/api/wlan/rollout'])
      expect((await api.request(path)).status).toBe(401);
  });

  it.each([
    [{ ...figures, publicAreasDone: 5 }, 422, 'publicAreasDone'],
    [{ ...figures, publicAreas: 'viele' }, 422, 'publicAreas'],
    [{ ...figures, targetDate: '31.1.2026' }, 422, 'targetDate'],
    [{}, 422, 'publicAreas'],
    ['{', 400, 'body'],
  ])('refuses %j', async (body, status, where) => {
    const response = await put(1, body);
    expect([response.status, (await response.json()).issues[0].where]).toEqual([status, where]);
  });

  it('knows no building that is not there', async () => {
    expect((await put(999_999, figures)).status).toBe(404);
    expect((await put('abc', figures)).status).toBe(404);
  });
});
