import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, declaredRoutes } from '../../server/app.ts';
import { FEATURES } from '../../server/features/index.ts';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUser, makeLink, redeemLink } from '../../server/trust/accounts/users.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const server = DATABASES.find((database) => database.name === 'server')!;
const PASSWORD = 'richtig lang genug';
/** Words that stand in restricted records and nowhere else. */
const SECRET = ['Geheimgasse', '99887q', 'Anderes Netz', 'Vertrauliche Flaeche', 'Interne Notiz'];
const OWN = ['Eigener Weg', 'Netz Nord'];

/** Operators and WLAN officers have an account and see no more of others' records than the public, by any door. */
describe('what accounts below planning get', () => {
  let database: TestDatabase;
  let api: TestApplication;
  const logged: unknown[] = [];
  const cookies: Record<string, string> = {};
  beforeAll(async () => {
    database = await server.open();
    api = testApplication(database);
    const app = createApp({
      services: { db: database.db, config: database.config },
      features: FEATURES,
      signIn: api.signIn,
      clientDir: null,
      log: (error) => logged.push(String(error)),
      onRequest: (entry) => logged.push(entry),
    });
    api = { ...api, request: (path, init) => Promise.resolve(app.request(path, init as RequestInit)) };
    await loadSmallCity(database);
    const address = async (key: string, street: string, number: string) =>
      sql`insert into address (source_id, key, street, house_number, postcode, place, use, households, geom)
        select source_id, ${key}, ${street}, ${number}, '30159', 'Musterstadt', 'residential', 3,
          st_setsrid(st_makepoint(550150, 5800150), 25832) from address limit 1`.execute(database.db);
    const claim = (key: string, operator: string, mbit: number) =>
      sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit)
        select id, source_id, ${operator}, 'fttc', ${mbit} from address where key = ${key}`.execute(
        database.db,
      );
    await address('geheim', SECRET[0]!, SECRET[1]!);
    await address('eigen', OWN[0]!, '5');
    await claim('geheim', SECRET[2]!, 1717);
    // At the own address somebody else claims too: the address is shown, the other claim is not.
    await claim('eigen', SECRET[2]!, 1717);
    await claim('eigen', ' netz NORD ', 250);
    await sql`insert into area (name, note, geom, figures) values (${SECRET[3]}, ${SECRET[4]},
      st_multi(st_makeenvelope(550000, 5800000, 550400, 5800400, 25832)), '{}')`.execute(database.db);
    const tables = accountTables(database.db);
    for (const [name, role, operator] of [
      ['nord', 'operator', 'Netz Nord'],
      ['none', 'operator', null],
      ['wlan', 'wlan-officer', null],
    ] as const) {
      const email = `${name}@example.org`;
      const id = await addUser(tables, { name, email, role, operator });
      await redeemLink(tables, await makeLink(tables, id), PASSWORD);
      const answer = await api.request('/account/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ email, password: PASSWORD }).toString(),
      });
      cookies[name] = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
    }
  });
  afterAll(() => database.close());

  const paths = () => {
    const values: Record<string, string[]> = {
      collection: ['addresses', 'areas', 'households'],
      collectionId: ['addresses', 'areas', 'households', 'schools'],
      kind: ['schools'],
      z: ['14'],
      x: ['8635'],
      y: ['5395'],
    };
    const routes = declaredRoutes({
      services: { db: database.db, config: database.config },
      features: FEATURES,
      signIn: api.signIn,
    }).filter(({ method }) => method === 'get');
    return routes.flatMap(({ path }) => {
      let all = [path];
      for (const [, name] of path.matchAll(/:(\w+)/g))
        all = all.flatMap((one) =>
          (values[name!] ?? ['1', '5', '6']).map((value) =>
            one.replace(new RegExp(`:${name}(\\{[^}]*\\})?`), value),
          ),
        );
      return all.flatMap((one) => [one, `${one}?q=Musterstadt&f=json&limit=1000`]);
    });
  };

  async function textOf(path: string, cookie: string): Promise<string> {
    const response = await api.request(path, { headers: { cookie } });
    const bytes = Buffer.from(await response.arrayBuffer());
    const plain = response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes;
    return plain.toString('utf8') + JSON.stringify([...response.headers]);
  }

  it('names nobody else’s record in any answer, header, error or log line', async () => {
    const asked = paths();
    expect(asked.length).toBeGreaterThan(100);
    for (const name of Object.keys(cookies)) {
      for (const path of asked) {
        const answer = await textOf(path, cookies[name]!);
        expect([name, path, SECRET.filter((marker) => answer.includes(marker))]).toEqual([name, path, []]);
        // Its own records are an operator's alone.
        if (name !== 'nord') expect([name, path, answer.includes(OWN[0]!)]).toEqual([name, path, false]);
      }
    }
    expect(logged.length).toBeGreaterThan(300);
    const log = JSON.stringify(logged);
    expect([...SECRET, ...OWN, PASSWORD, 'nord@example.org'].filter((word) => log.includes(word))).toEqual(
      [],
    );
  });

  it('gives an operator its own claims, whatever the case of its name, as a page and as a file', async () => {
    const headers = { cookie: cookies.nord! };
    const page = await (await api.request('/api/operator/claims', { headers })).json();
    expect(page).toMatchObject({
      operator: 'Netz Nord',
      summary: [{ technology: 'fttc', planned: false, addresses: 1 }],
      claims: [{ street: OWN[0], downMbit: 250 }],
      next: null,
    });
    const file = await (await api.request('/api/operator/claims.csv', { headers })).text();
    expect(file).toContain('Eigener Weg;5;30159;Musterstadt;fttc;250;');
    expect(file.trim().split('\r\n')).toHaveLength(2);
    const past = await (
      await api.request(`/api/operator/claims?after=${page.claims[0].id}`, { headers })
    ).json();
    expect(past.claims).toEqual([]);
    expect((await api.request('/api/operator/claims?after=x', { headers })).status).toBe(400);
  });

  it('tells an operator without a name what to do, and everybody else that it is not for them', async () => {
    const answer = await api.request('/api/operator/claims', { headers: { cookie: cookies.none! } });
    expect([answer.status, (await answer.json()).title]).toEqual([409, 'no-operator-name']);
    expect((await api.request('/api/operator/claims', { headers: { cookie: cookies.wlan! } })).status).toBe(
      403,
    );
    expect((await api.request('/api/operator/claims')).status).toBe(401);
  });

  it('finds the markers where a planner looks, so that the search above can fail', async () => {
    const planner = testApplication(database);
    const found = await (
      await planner.request('/ogc/collections/addresses/items?limit=100', { role: 'planner' })
    ).text();
    expect([found.includes(SECRET[0]!), found.includes(OWN[0]!)]).toEqual([true, true]);
  });
});
