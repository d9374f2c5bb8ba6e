import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const PAGE = { accept: 'text/html' };

describe.each(DATABASES)('reports of the public on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  let hotspotId: number;
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
    const near = await (await api.request('/api/hotspots/near?lon=9.73&lat=52.37&limit=1')).json();
    hotspotId = near.hotspots[0].id;
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    api.request('/wlan/reports', { method: 'POST', body, headers });
  const form = (fields: Record<string, string>) =>
    send(new URLSearchParams(fields).toString(), { ...FORM, 'accept-language': 'de' });

  it('go from JSON to the desk and back as an answer, with a trail, and the text stays at the desk', async () => {
    const message = '<script>alert(1)</script> https://example.org geheim';
    const created = await send({ kind: 'not-working', hotspotId, message });
    expect(created.status).toBe(201);
    const { code, location } = await created.json();
    expect(await (await api.request(location)).json()).toMatchObject({ code, state: 'new', answer: null });

    const listed = await (await api.request('/api/wlan/reports', { role: 'planner' })).json();
    const report = listed.reports.find((each: { code: string }) => each.code === code);
    expect(report).toMatchObject({ message, hotspotId, kind: 'not-working' });
    const changed = await api.request(`/api/wlan/reports/${report.id}`, {
      role: 'planner',
      method: 'PATCH',
      body: { state: 'done', answer: 'Neu gestartet.' },
    });
    expect(changed.status).toBe(200);
    const lookedUp = await api.request(`/wlan/reports/${code.toLowerCase().replaceAll('-', '')}`);
    const seen = await lookedUp.text();
    expect(JSON.parse(seen)).toMatchObject({ state: 'done', answer: 'Neu gestartet.' });
    expect(seen).not.toContain('geheim');
    for (const path of [`/wlan/reports/${code}?sent=1`, '/wlan', '/api/hotspots.geojson'])
      expect(await (await api.request(path, { headers: PAGE })).text()).not.toContain('geheim');

    const { entries } = await (await api.request('/api/audit', { role: 'planner' })).json();
    const trail = entries
      .map(({ content }: { content: string }) => JSON.parse(content))
      .filter(
        (entry: { table: string; key: string }) =>
          entry.table === 'wlan_report' && entry.key === String(report.id),
      );
    expect(trail.map(({ action }: { action: string }) => action)).toEqual(['insert', 'update']);
    expect(trail[0].who).toBe('public');
    expect(trail[1]).toMatchObject({ before: { state: 'new' }, after: { state: 'done' } });
    expect(trail[1].who).toMatch(/^planner /);
  });

  it('work as a form without a script, which keeps what was written when something is wrong', async () => {
    const page = await (await api.request(`/wlan/report?hotspot=${hotspotId}&lang=de`)).text();
    expect(page).toContain(`name="hotspotId" value="${hotspotId}"`);
    const short = await form({ kind: 'not-working', hotspotId: String(hotspotId), message: '"x' });
    expect(short.status).toBe(422);
    const again = await short.text();
    expect(again).toContain('role="alert"');
    expect(again).toContain('&quot;x</textarea>');
    const sent = await form({ kind: 'suggestion', message: 'Am Ihmeufer, Höhe Haus 7' });
    expect(sent.status).toBe(303);
    const answer = await api.request(sent.headers.get('location')!, { headers: PAGE });
    expect(await answer.text()).toMatch(/Code<\/th><td><strong>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}</);
    const moved = await api.request('/wlan/reports?code=abcd%20efgh&lang=de');
    expect(moved.headers.get('location')).toBe('/wlan/reports/abcd%20efgh?lang=de');
  });

  it.each([
    [{ kind: 'spam', message: 'Text' }, 422, 'kind', 'spam'],
    [{ kind: 'other', message: '' }, 422, 'message', ''],
    [{ kind: 'other', message: 'Text', email: 'a@b' }, 422, 'email', 'a@b'],
    [{ kind: 'not-working', hotspotId: 999_999_999, message: 'Text' }, 422, 'hotspotId', '999999999'],
    ['[1', 400, 'body', undefined],
  ])('%j is refused with field, value and remedy', async (body, status, where, value) => {
    const response = await send(body, { 'content-type': 'application/json' });
    expect(response.status).toBe(status);
    const { issues, detail } = await response.json();
    expect(issues[0]).toMatchObject({
      where,
      ...(value === undefined ? {} : { params: { name: where, value } }),
    });
    expect(detail).not.toMatch(/[{}]/);
  });

  it('refuses another form, 10 MB, and an unknown code', async () => {
    const plain = await send('hallo', { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    expect((await plain.json()).issues[0]).toMatchObject({
      where: 'Content-Type',
      params: { value: 'text/plain' },
    });
    const huge = await send({ kind: 'other', message: 'x'.repeat(10_000_000) });
    expect([huge.status, (await huge.json()).issues[0].code]).toEqual([413, 'body-too-large']);
    expect((await api.request('/wlan/reports/0000-0000-0000')).status).toBe(404);
    const page = await api.request('/wlan/reports/%3Cb%3E?lang=de', { headers: PAGE });
    expect(page.status).toBe(404);
    expect(await page.text()).not.toContain('<b>');
  });

  it('shows the desk to planners only, escaped, and refuses what it does not know', async () => {
    expect((await api.request('/wlan/desk')).status).toBe(401);
    const page = await (await api.request('/wlan/desk?state=all&lang=de', { role: 'planner' })).text();
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert');
    const desk = (id: string, fields: Record<string, string>) =>
      api.request(`/wlan/desk/${id}`, {
        role: 'planner',
        method: 'POST',
        headers: FORM,
        body: new URLSearchParams(fields).toString(),
      });
    expect((await desk('999', { state: 'done' })).status).toBe(404);
    expect((await desk('abc', { state: 'done' })).status).toBe(404);
    expect((await desk('1', { state: 'gone' })).status).toBe(422);
    expect((await desk('1', { state: 'done', answer: 'x'.repeat(2001) })).status).toBe(422);
    expect((await desk('1', { state: 'rejected', answer: 'x'.repeat(2000) })).status).toBe(303);
    expect((await api.request('/api/wlan/reports?state=gone', { role: 'planner' })).status).toBe(400);
  });

  it('stops a flood and tells the desk how many were turned away', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 200; i++) statuses.push((await send({ kind: 'other', message: `Flut ${i}` })).status);
    const refused = statuses.filter((status) => status === 429).length;
    expect(refused).toBeGreaterThan(50);
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
    const response = await send({ kind: 'other', message: 'Flut' });
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    const desk = await (await api.request('/api/wlan/reports', { role: 'planner' })).json();
    expect(desk.refused.tooMany).toBe(refused + 1);
    expect(desk.refused.unusable).toBeGreaterThan(5);
  });
});
