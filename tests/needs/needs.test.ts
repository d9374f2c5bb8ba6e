import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeRulesOn } from '#core/needs/place-need.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { NeedsDocument } from '../../server/features/needs/document.ts';
import { needsOf } from '../../server/features/needs/store.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const RULES = listRuleSets().at(-1)!.id;

describe.each(DATABASES)('needs on $name', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    // The school lies 100√2 m from its nearest address; 12 classes, and exactly what they need is not there.
    await database.sql`update school set classes = 12, carrier = 'Region Hannover' where key = 's1'`;
    app = testApplication(database);
  });
  afterAll(() => database?.close());

  const ask = async (path: string) => {
    const answer = await app.request(path, { role: 'planner' });
    expect(answer.status).toBe(200);
    return (await answer.json()) as NeedsDocument;
  };

  it('takes the nearest address within the distance, and says unknown beyond it', async () => {
    const far = await ask('/api/needs/schools?distance=128');
    const near = await ask('/api/needs/schools?distance=129');
    const school = (answer: NeedsDocument) => answer.list.find(({ name }) => name.startsWith('Grundschule'))!;
    expect(school(far)).toMatchObject({
      need: 'unknown',
      target: 'unknown',
      addressId: null,
      distanceM: null,
    });
    expect(school(near)).toMatchObject({
      needDownMbit: 390,
      need: 'met',
      // Cable gives 1000 down and says nothing of up.
      target: 'unknown',
      responsible: 'region',
      distanceM: 128.1,
      addresses: 1,
    });
    expect(near.about.supply).toMatchObject({ assumed: true, maxDistanceM: 129 });
  });

  it('counts every place once in need, target and responsibility', async () => {
    for (const kind of ['schools', 'business-parks', 'public-buildings']) {
      const answer = await ask(`/api/needs/${kind}?distance=500`);
      for (const counts of [answer.need, answer.target, answer.responsible])
        expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(answer.places);
    }
  });

  it('looks at every address in a business park', async () => {
    const before = await ask('/api/needs/business-parks');
    expect(before.list).toMatchObject([
      { name: 'Hafen Ost', addresses: 0, target: 'unknown', need: 'unknown' },
    ]);
    await database.sql`update address set geom = 'SRID=25832;POINT(551700 5800700)' where key in ('a4', 'a5')`;
    await database.sql`delete from supply_claim where technology = 'hfc'
      and address_id in (select id from address where key = 'a4')`;
    const after = await ask('/api/needs/business-parks');
    expect(after.list).toMatchObject([{ addresses: 2, target: 'below', need: 'met' }]);
  });

  it('judges a place by the addresses that speak for it, with the chain of the one that decides', async () => {
    const judged = async (kind: string, query = '') => {
      const [place] =
        await database.sql`select id from ${database.sql(kind.replace('-', '_').slice(0, -1))} order by id`;
      const answer = await app.request(`/api/assessment/places/${kind}/${place!.id}?rules=${RULES}${query}`, {
        role: 'planner',
      });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    // Without an address nobody knows: unclear, never eligible.
    expect(await judged('schools', '&distance=128')).toMatchObject({
      class: 'unklar',
      eligible: 'unclear',
      addresses: 0,
      deciding: null,
    });
    const school = await judged('schools', '&distance=129');
    const reasons = await app.request(`/api/addresses/${school.deciding.id}/reasons?rules=${RULES}`, {
      role: 'planner',
    });
    expect(school).toMatchObject({ addresses: 1, distanceM: 128.1, rules: RULES, supply: { assumed: true } });
    expect(school.deciding).toEqual(await reasons.json());
    expect([school.class, school.eligible]).toEqual([school.deciding.class, school.deciding.eligible]);
    const park = await judged('business-parks');
    expect(park.addresses).toBe(2);
    expect(Object.values<number>(park.counts.eligible).reduce((a, b) => a + b)).toBe(2);
    // Who would be funded decides.
    const first = ['yes', 'unclear', 'no'].find((name) => park.counts.eligible[name] > 0);
    expect(park.deciding.eligible).toBe(first);
    for (const [path, code] of [
      ['/api/assessment/places/schools/2147483647?date=2026-01-15', 'not-a-feature'],
      ['/api/assessment/places/schools/x?date=2026-01-15', 'not-a-feature'],
      ['/api/assessment/places/hospitals/1?date=2026-01-15', 'bad-parameter'],
      ['/api/assessment/places/schools/1?date=2026-01-15&distance=501', 'bad-parameter'],
    ] as const) {
      const answer = await app.request(path, { role: 'planner' });
      expect([path, answer.status < 500, JSON.stringify(await answer.json())]).toEqual([
        path,
        true,
        expect.stringContaining(code),
      ]);
    }
  });

  it('counts a promise by its day, and refuses what is no kind, day or distance', async () => {
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit, planned, ready_by)
      select id, source_id, 'Netz C', 'ftth', 1000, 1000, true, '2030-12-31' from address where key = 'a2'`;
    const [on, before] = await Promise.all(
      ['2030-12-31', '2030-12-30'].map((targetDate) =>
        needsOf(database.db, 'schools', {
          targetDate,
          maxDistanceM: 129,
          rules: placeRulesOn(listRuleSets(), 'schools', '2026-01-15'),
        }),
      ),
    );
    expect(on!.map(({ target }) => target)).toEqual(['planned', 'unknown'].sort());
    expect(before!.map(({ target }) => target)).toEqual(['unknown', 'unknown']);
    for (const path of ['/api/needs/pubs', '/api/needs/schools?by=soon', '/api/needs/schools?distance=501']) {
      const answer = await app.request(path, { role: 'planner' });
      expect(answer.status).toBe(400);
    }
    expect((await app.request('/api/needs/schools')).status).toBe(401);
    expect(app.unexpected).toEqual([]);
  });
});
