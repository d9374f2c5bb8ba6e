import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE } from '../fixtures/sample-layers.ts';

describe.each(DATABASES)('hotspots for the public on the $name database', ({ open }) => {
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
  const near = async (query: string) => (await api.request(`/api/hotspots/near?${query}`)).json();

  it('gives the nearest first, as far as PostGIS says', async () => {
    const answer = await near('lon=9.73&lat=52.37&limit=5');
    expect(answer).toMatchObject({ total: SAMPLE.hotspots, matched: SAMPLE.hotspots, hiddenBy: {} });
    const { rows } = await sql<{ id: number; distance: number }>`
      select id, st_distance(geom, st_transform(st_setsrid(st_makepoint(9.73, 52.37), 4326), 25832)) as distance
      from hotspot order by distance, id limit 5`.execute(database.db);
    expect(answer.hotspots.map(({ id }: { id: number }) => id)).toEqual(rows.map(({ id }) => id));
    answer.hotspots.forEach(({ distanceM }: { distanceM: number }, i: number) => {
      expect(distanceM).toBeCloseTo(rows[i]!.distance, 0);
    });
    expect(Object.keys(answer.hotspots[0])).not.toContain('eastingM');
  });

  it('refuses an access point above the limit or outdoors on a channel for indoors, naming the allocation', async () => {
    const check = async (body: object, role: 'planner' | 'public' = 'planner') => {
      const answer = await api.request('/api/wlan/access-points/check', { method: 'POST', role, body });
      const { issues = [] } = (await answer.json()) as { issues?: { code: string; message: string }[] };
      return [answer.status, issues.map(({ code }) => code), issues.map(({ message }) => message).join(' ')];
    };
    const onDate = '2026-01-15';
    expect((await check({ band: '5', channel: 36, eirpDbm: 20, outdoor: false, onDate }))[0]).toBe(200);
    expect(await check({ band: '5', channel: 36, eirpDbm: 20, outdoor: true, onDate })).toEqual([
      422,
      ['wlan-indoor-only'],
      expect.stringMatching(/BNetzA Allgemeinzuteilung/),
    ]);
    expect(await check({ centreMhz: 2437, eirpDbm: 30, outdoor: true, onDate })).toEqual([
      422,
      ['wlan-eirp-above-limit'],
      expect.stringMatching(/Vfg\. 89\/2003/),
    ]);
    expect((await check({ band: '5', channel: 37, eirpDbm: 3, outdoor: true }))[1]).toEqual(['bad-field']);
    expect((await check({ channel: 1, eirpDbm: 3, outdoor: true }))[0]).toBe(422);
    expect((await check({}, 'public'))[0]).toBe(401);
  });

  it('tells a measured, a modelled and an assumed reach apart', async () => {
    await sql`update hotspot set reach_m = 70, reach_kind = 'measured' where id = (select min(id) from hotspot)`.execute(
      database.db,
    );
    await sql`update hotspot set reach_m = 40, reach_kind = 'modelled' where id = (select max(id) from hotspot)`.execute(
      database.db,
    );
    const page = await (await api.request('/wlan?lang=en')).text();
    expect(page).toMatch(/<span class="reach measured">70\sm, measured<\/span>/);
    expect(page).toMatch(/<span class="reach modelled">about 40\sm, calculated/);
    expect(page).toMatch(/<span class="reach assumed">about/);
  });

  it('filters and counts what a filter hides', async () => {
    const answer = await near('lon=9.73&lat=52.37&setting=indoor&works=1');
    expect(answer.matched).toBe(6);
    expect(answer.hiddenBy).toEqual({ setting: 14, works: 0 });
    expect(answer.hotspots.every(({ indoor }: { indoor: boolean }) => indoor)).toBe(true);
    expect((await near('lon=9.73&lat=52.37&free=1')).hotspots).toEqual([]);
  });

  it.each([
    ['lat=52', 'lon', ''],
    ['lon=abc&lat=52', 'lon', 'abc'],
    ['lon=9,7&lat=52', 'lon', '9,7'],
    ['lon=181&lat=52', 'lon', '181'],
    ['lon=9&lat=-84.1', 'lat', '-84.1'],
    ['lon=9&lat=52&limit=0', 'limit', '0'],
    ['lon=9&lat=52&limit=201', 'limit', '201'],
    ['lon=9&lat=52&limit=1e9', 'limit', '1e9'],
    ['lon=9&lat=52&free=ja', 'free', 'ja'],
    ['lon=9&lat=52&setting=draußen', 'setting', 'draußen'],
    ['lon=9&lon=10&lat=52', 'lon', '9, 10'],
    ['lon=9&lat=52&wifi=1', 'wifi', '1'],
    [`lon=9&lat=52&q=${'x'.repeat(201)}`, 'q', 'x'.repeat(201)],
  ])('refuses %s with field, value and remedy', async (query, where, value) => {
    const response = await api.request(`/api/hotspots/near?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const [issue] = (await response.json()).issues;
    expect(issue).toMatchObject({ where, params: { name: where, value } });
    expect(issue.params.expected ?? issue.params.known).not.toBe('');
  });

  it('takes the edges of what is allowed', async () => {
    expect((await near('lon=180&lat=-84&limit=1')).hotspots).toHaveLength(1);
    expect((await near('lon=9.73&lat=52.37&limit=200')).hotspots).toHaveLength(SAMPLE.hotspots);
  });

  it('offers all of them as GeoJSON and as CSV', async () => {
    const response = await api.request('/api/hotspots.geojson');
    expect(response.headers.get('content-type')).toBe('application/geo+json');
    const { features } = await response.json();
    expect(features).toHaveLength(SAMPLE.hotspots);
    expect(features[0]).toMatchObject({ type: 'Feature', properties: { name: 'Knoten 1', state: 'works' } });
    const csv = await (await api.request('/api/hotspots.csv')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(SAMPLE.hotspots + 1);
  });

  it('shows the list as a page in the language asked for, and sees a new hotspot at once', async () => {
    const german = await api.request('/wlan', { headers: { 'accept-language': 'de' } });
    expect(german.status).toBe(200);
    const page = await german.text();
    expect(page).toContain('<html lang="de"');
    expect(page.match(/<li id="h\d+"/g)).toHaveLength(SAMPLE.hotspots);
    expect(german.headers.get('set-cookie')).toBeNull();
    expect(await (await api.request('/wlan?lang=en')).text()).toContain('<html lang="en"');
    await sql`insert into hotspot (source_id, key, name, geom) select source_id, 'neu', '<b>Neu</b>', geom from hotspot
      where key = '1'`.execute(database.db);
    expect(await (await api.request('/wlan')).text()).toContain('&lt;b&gt;Neu&lt;/b&gt;');
    await sql`delete from hotspot where key = 'neu'`.execute(database.db);
  });

  it('sorts the page by distance from a point or a named place', async () => {
    const byPoint = await (await api.request('/wlan?near=9.73,52.37')).text();
    expect(byPoint).toMatch(/class="distance">\d/);
    const byPlace = await (await api.request('/wlan?place=Altstadt')).text();
    expect(byPlace).toContain('Nach Entfernung von „Altstadt“ sortiert.');
  });

  it.each([
    ['near=hier', 'near'],
    ['near=9.7', 'near'],
    ['near=9.7,52.3,1', 'near'],
    ['page=0', 'page'],
    ['lang=fr', 'lang'],
    ['fbclid=x', 'fbclid'],
    ['place=Gibtesnicht', 'Gibtesnicht'],
  ])('shows the list with a sentence on what it cannot use: %s', async (query, named) => {
    const response = await api.request(`/wlan?${query}&works=1`);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(/role="alert">([^<]*)</.exec(page)?.[1]).toContain(named);
    expect(page.match(/<li id="h\d+"/g)).toHaveLength(SAMPLE.hotspots);
  });

  it('links the accessibility statement, which works without a script in both languages', async () => {
    expect(await (await api.request('/wlan')).text()).toContain('href="/wlan/accessibility?lang=de"');
    const response = await api.request('/wlan/accessibility?lang=de');
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('<h1>Erklärung zur Barrierefreiheit</h1>');
    expect(page).not.toContain('<script');
    expect(await (await api.request('/wlan/accessibility?lang=en')).text()).toContain(
      'Accessibility statement',
    );
  });

  it('has its main texts in Leichte Sprache: short sentences, German only', async () => {
    expect(await (await api.request('/wlan?lang=en')).text()).toContain('href="/wlan/leichte-sprache"');
    const page = await (await api.request('/wlan/leichte-sprache?lang=en')).text();
    expect(page).toContain('<html lang="de"');
    const main = page.slice(page.indexOf('<main'), page.indexOf('</main>')).replace(/<[^>]+>/g, '\n');
    const words = main.split(/[.!?:]\s|\n/).map((sentence) => sentence.trim().split(/\s+/).length);
    expect(Math.max(...words)).toBeLessThanOrEqual(12);
  });

  it('lets only the embedded layout stand in a frame of another site', async () => {
    const policy = async (path: string) => (await api.request(path)).headers.get('content-security-policy');
    expect(await policy('/wlan')).toContain("frame-ancestors 'none'");
    expect(await policy('/wlan?embed=1')).toContain('frame-ancestors *');
    expect(await policy('/wlan?embed=1')).toContain("default-src 'self'");
    const slim = await (await api.request('/wlan?embed=1')).text();
    expect(slim).not.toContain('<header>');
  });
});
