import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredRoutes } from '../../server/app.ts';
import { FEATURES } from '../../server/features/index.ts';
import { storePublicFloor } from '../../server/trust/public-floor.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const NETWORK_PLAN = 'Geheimer Netzplan';

/** Words that stand in restricted records and nowhere else. */
const MARKERS = [
  'Geheimgasse',
  '99887q',
  'Verschwiegen Netz',
  'Vertrauliche Flaeche',
  'Interne Notiz',
  'Antrag Streng',
  'Befragung Verdeckt',
  'Stiller Betreiber',
  NETWORK_PLAN,
];

describe.each(DATABASES)('what the public gets from the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
    await loadSmallCity(database);
    await storePublicFloor(database.db, 5);
    await sql`insert into address (source_id, key, street, house_number, postcode, place, use, households, geom)
      select source_id, 'geheim', ${MARKERS[0]}, ${MARKERS[1]}, '30159', 'Musterstadt', 'residential', 3,
        st_setsrid(st_makepoint(550150, 5800150), 25832) from address limit 1`.execute(database.db);
    await sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit)
      select id, source_id, ${MARKERS[2]}, 'fttc', 16 from address where key = 'geheim'`.execute(database.db);
    await sql`insert into area (name, note, geom, figures) values (${MARKERS[3]}, ${MARKERS[4]},
      st_multi(st_makeenvelope(550000, 5800000, 550400, 5800400, 25832)), '{}')`.execute(database.db);
    await sql`with survey as (insert into market_survey (name, issuer, land, rules)
        values (${MARKERS[6]}, 'Amt', 'Niedersachsen', 'gigabit-rl-2025') returning id)
      insert into survey_operator (survey_id, name, source) select id, ${MARKERS[7]}, 'x' from survey`.execute(
      database.db,
    );
    await sql`insert into network_plan (name, prices, document_sha256) values (${NETWORK_PLAN}, '{}', '')`.execute(
      database.db,
    );
    await sql`insert into household_cell (source_id, key, households, cell_size_m, geom) select source_id, 'klein', 4, 100,
      st_makeenvelope(550300, 5800300, 550400, 5800400, 25832) from household_cell limit 1`.execute(
      database.db,
    );
    await sql`insert into household_cell (source_id, key, households, cell_size_m, geom) select source_id, 'gerade', 5, 100,
      st_makeenvelope(550500, 5800300, 550600, 5800400, 25832) from household_cell limit 1`.execute(
      database.db,
    );
  });
  afterAll(() => database.close());

  /** Every public address there is, with questions that aim at the markers. */
  const publicPaths = () => {
    const routes = declaredRoutes({
      services: { db: database.db, config: database.config },
      features: FEATURES,
      signIn: api.signIn,
    }).filter(({ method, access }) => method === 'get' && access === 'public');
    const values: Record<string, string[]> = {
      collection: ['addresses', 'areas', 'households', 'schools', 'districts'],
      collectionId: ['addresses', 'areas', 'households', 'schools', 'districts'],
      featureId: ['1', '6'],
      id: ['1', 'addresses'],
      z: ['14'],
      x: ['8635'],
      y: ['5395'],
    };
    return routes.flatMap(({ path }) => {
      let all = [path];
      for (const [, name] of path.matchAll(/:(\w+)/g)) {
        all = all.flatMap((one) =>
          (values[name!] ?? ['1']).map((value) => one.replace(new RegExp(`:${name}(\\{[^}]*\\})?`), value)),
        );
      }
      return all.flatMap((one) => [
        one,
        `${one}?q=Geheimgasse`,
        `${one}?f=json`,
        `${one}?f=html`,
        `${one}?bbox=9,52,10,53`,
      ]);
    });
  };

  it('names no restricted record in any answer, error or header', async () => {
    const paths = publicPaths();
    expect(paths.length).toBeGreaterThan(60);
    for (const path of paths) {
      const response = await api.request(path);
      const bytes = Buffer.from(await response.arrayBuffer());
      const plain = response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes;
      const answer = plain.toString('utf8') + JSON.stringify([...response.headers]);
      // The question itself may come back; what only the record knows may not.
      const asked = path.includes('q=Geheimgasse') ? MARKERS.slice(1) : MARKERS;
      expect([path, asked.filter((marker) => answer.includes(marker))]).toEqual([path, []]);
    }
  });

  it('finds the markers where a planner looks, so that the search above can fail', async () => {
    const found = await (
      await api.request('/ogc/collections/addresses/items?limit=100', { role: 'planner' })
    ).text();
    expect(found).toContain(MARKERS[0]);
    const areas = await (await api.request('/api/areas', { role: 'planner' })).text();
    expect(areas).toContain(MARKERS[3]);
    const plans = await (await api.request('/api/network/plans', { role: 'planner' })).text();
    expect(plans).toContain(NETWORK_PLAN);
    const surveys = await (await api.request('/api/surveys', { role: 'planner' })).text();
    expect(surveys).toContain(MARKERS[6]);
  });

  it('tells the count of a cell from the floor on, and none below it', async () => {
    const cells = async (role: 'public' | 'planner') => {
      const page = await (await api.request('/ogc/collections/households/items?limit=100', { role })).json();
      return Object.fromEntries(
        (page.features as { properties: { key: string; households: number | null } }[]).map(
          ({ properties }) => [properties.key, properties.households],
        ),
      );
    };
    expect(await cells('public')).toMatchObject({ klein: null, gerade: 5 });
    expect(await cells('planner')).toMatchObject({ klein: 4, gerade: 5 });
  });

  it('gives sums that say nothing of a small cell, whatever is subtracted', async () => {
    const statistics = async () =>
      (await (await api.request('/api/statistics/districts')).json()) as {
        name: string;
        households: number;
      }[];
    const before = await statistics();
    await sql`update household_cell set households = 1 where key = 'klein'`.execute(database.db);
    expect(await statistics()).toEqual(before);
  });
});
