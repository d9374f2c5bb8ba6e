import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { WEST } from '../funding/sample-application.ts';

/** Words that only another operator's records hold, at the same addresses. */
const FOREIGN = [
  'Netz A',
  'Netz B',
  'Fremd Netz',
  '4321',
  '54321',
  'Quelle addresses',
  'geheime Notiz',
  '2031',
];

describe.each(DATABASES)('an operator’s own view on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  let survey: string;
  let own: { id: number; source: string };
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    api = testApplication(database);
    survey = (
      await send('POST', '/api/surveys', {
        name: 'West',
        issuer: 'Stadt Musterstadt',
        rules: 'gigabit-rl-2025',
        areas: [WEST],
        terms: { startsOn: '2025-06-02', endsOn: '2025-07-28' },
      })
    ).id;
    own = await send('POST', `/api/surveys/${survey}/operators`, {
      name: 'Eigen AG',
      contact: 'geheime Notiz',
    });
    const foreign = await send('POST', `/api/surveys/${survey}/operators`, { name: 'Fremd Netz' });
    const source = async (name: string) => {
      const [row] = await database.sql<{ id: number }[]>`
        insert into data_source (layer, name, as_of) values ('supply', ${name}, '2025-07-01') returning id`;
      return row!.id;
    };
    const ownId = await source(own.source);
    const foreignId = await source(foreign.source);
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit)
      select id, ${ownId}, 'Eigen AG', 'fttc', 123, 45 from address where key = 'a1'`;
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit, planned,
        binding, milestones, ready_by)
      select id, ${ownId}, 'eigen ag', 'ftth', 1000, 500, true, true, false, '2027-01-31' from address where key = 'a2'`;
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit, planned, ready_by)
      select id, ${foreignId}, 'Fremd Netz', 'ftth', 4321, 54321, true, '2031-01-31' from address where key in ('a1', 'a2', 'a3')`;
    // A line of somebody else in the operator's own file, by mistake.
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit)
      select id, ${ownId}, 'Fremd Netz', 'hfc', 4321 from address where key = 'a1'`;
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  async function send(method: string, path: string, body?: unknown) {
    const response = await api.request(path, { role: 'planner', method, ...(body ? { body } : {}) });
    return response.json();
  }
  const links = () => `/api/surveys/${survey}/operators/${own.id}/links`;
  const newLink = async () => (await send('POST', links(), { days: 30 })).path as string;
  const HTML = { headers: { accept: 'text/html' } };

  it('shows its own claims and promises, and how they are read', async () => {
    const response = await api.request(await newLink(), HTML);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    const page = await response.text();
    for (const word of ['Eigen AG', '123/45', 'Lange Straße 1a', '31.01.2027', 'ohne Meilensteinplan'])
      expect([word, page.includes(word)]).toEqual([word, true]);
  });

  it('holds nothing of anybody else, in no file and no header', async () => {
    const path = await newLink();
    const key = path.split('?')[1];
    for (const each of [path, `${path}&lang=en`, `/survey-view/claims.csv?${key}`]) {
      const response = await api.request(each, HTML);
      const answer = (await response.text()) + JSON.stringify([...response.headers]);
      expect([each, response.status, FOREIGN.filter((word) => answer.includes(word))]).toEqual([
        each,
        200,
        [],
      ]);
    }
    const zip = new Uint8Array(await (await api.request(`/survey-view/package.zip?${key}`)).arrayBuffer());
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      // Office files are archives themselves; what PDF and GeoPackage hold stands in them as it is.
      const parts = name.endsWith('x') && bytes[0] === 0x50 ? Object.values(unzipSync(bytes)) : [bytes];
      const text = parts.map((part) => Buffer.from(part).toString('utf8')).join('');
      expect([name, FOREIGN.slice(0, 3).filter((word) => text.includes(word))]).toEqual([name, []]);
    }
  });

  it('finds the same words at the desk, so that the search above can fail', async () => {
    const desk = JSON.stringify(await send('GET', `/api/surveys/${survey}/operators`));
    expect(desk).toContain('Fremd Netz');
    expect(desk).toContain('geheime Notiz');
  });

  it('says at the desk that a file speaks of somebody else', async () => {
    const { desk } = await send('GET', `/api/surveys/${survey}/operators/${own.id}`);
    expect(desk.report.findings).toContainEqual(
      expect.objectContaining({
        code: 'survey-other-operator',
        params: expect.objectContaining({ addresses: 1 }),
      }),
    );
  });

  it('opens with its link alone: not a wrong, an expired or a revoked one', async () => {
    const refused = async (path: string) => {
      const response = await api.request(path);
      return [response.status, ((await response.json()) as { title: string }).title];
    };
    const path = await newLink();
    expect(await refused('/survey-view')).toEqual([404, 'survey-link']);
    expect(await refused('/survey-view?key=')).toEqual([404, 'survey-link']);
    expect(await refused(`${path}x`)).toEqual([404, 'survey-link']);
    expect(await refused(`/survey-view?key=${'A'.repeat(32)}`)).toEqual([404, 'survey-link']);
    const { length } = await database.sql`select from survey_link where token_hash = ${path.split('=')[1]!}`;
    expect(length).toBe(0);
    expect((await api.request(path)).status).toBe(200);
    const [newest] = await send('GET', links());
    expect(newest).toMatchObject({ state: 'valid', lastUsedAt: expect.any(String) });
    expect(JSON.stringify(newest)).not.toContain(path.split('=')[1]);
    const [revoked] = await send('DELETE', `${links()}/${newest.id}`);
    expect(revoked.state).toBe('revoked');
    expect(await refused(path)).toEqual([404, 'survey-link']);
    const page = await api.request(path, HTML);
    expect([page.status, (await page.text()).includes('zurückgezogen')]).toEqual([404, true]);
    const other = await newLink();
    await database.sql`update survey_link set expires_at = now() - interval '1 second' where revoked_at is null`;
    expect(await refused(other)).toEqual([404, 'survey-link']);
  });

  it('is given for a year at most', async () => {
    for (const days of [0, 366])
      expect(await send('POST', links(), { days })).toMatchObject({ status: 422, title: 'survey-link-days' });
    expect((await api.request(links(), { method: 'POST', body: { days: 3 } })).status).toBe(401);
  });

  it('ends with its operator', async () => {
    const path = await newLink();
    await api.request(`/api/surveys/${survey}/operators/${own.id}`, { role: 'planner', method: 'DELETE' });
    expect((await api.request(path)).status).toBe(404);
  });
});
