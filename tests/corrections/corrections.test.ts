import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../../server/features/audit/store.ts';
import { CORRECTIONS_SOURCE } from '../../server/features/corrections/store.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const RULES = 'rules=gigabit-rl-2025';

describe.each(DATABASES)('corrections on the $name database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  let address: number;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    app = testApplication(database);
  });
  afterAll(async () => {
    expect(app.unexpected).toEqual([]);
    await database.close();
  });
  beforeEach(async () => {
    await database.sql`delete from supply_correction`;
    await database.sql`delete from supply_claim where replaces`;
    const [row] = await database.sql<{ id: number }[]>`select id from address where key = 'a1'`;
    address = row!.id;
  });

  const report = (change: Record<string, unknown> = {}) =>
    app.request('/api/corrections', {
      role: 'planner',
      method: 'POST',
      body: {
        addressId: address,
        operator: 'Netz B',
        technology: 'hfc',
        downMbit: 0,
        evidence: 'No cable in the house, seen on site',
        ...change,
      },
    });
  const decide = (id: number, decision: string, note = 'Seen by the planner') =>
    app.request(`/api/corrections/${id}/decision`, {
      role: 'planner',
      method: 'POST',
      body: { decision, note },
    });
  const counted = async () => {
    const response = await app.request(`/api/addresses/${address}`, { role: 'planner' });
    const { claims } = (await response.json()) as {
      claims: { operator: string; downMbit: number | null; replaced: boolean; source: { name: string } }[];
    };
    return claims.map((claim) => [claim.operator, claim.downMbit, claim.replaced, claim.source.name]);
  };
  const eligible = async () => {
    const response = await app.request(`/api/assessment?${RULES}`, { role: 'planner' });
    expect(response.status).toBe(200);
    return ((await response.json()) as { eligible: Record<string, number> }).eligible;
  };

  it('change nothing until a planner decides', async () => {
    const before = [await counted(), await eligible()];
    const created = await report();
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({
      addressId: address,
      addressName: 'Lange Straße 1, 30159 Musterstadt',
      state: 'new',
      claimed: [{ downMbit: 1000, upMbit: null, source: 'Quelle addresses' }],
    });
    expect([await counted(), await eligible()]).toEqual(before);
  });

  it('count in the place of the operator’s claim once accepted, until withdrawn', async () => {
    const before = await eligible();
    const { id } = (await (await report()).json()) as { id: number };
    const accepted = await decide(id, 'accepted');
    expect(accepted.status).toBe(200);
    expect(await accepted.json()).toMatchObject({ state: 'accepted', note: 'Seen by the planner' });
    expect(await counted()).toEqual(
      expect.arrayContaining([
        ['Netz B', 0, false, CORRECTIONS_SOURCE],
        ['Netz B', 1000, true, 'Quelle addresses'],
        ['Netz A', 50, false, 'Quelle addresses'],
      ]),
    );
    const during = await eligible();
    expect(during).not.toEqual(before);
    expect(Object.values(during).reduce((a, b) => a + b)).toBe(Object.values(before).reduce((a, b) => a + b));
    expect((await decide(id, 'withdrawn')).status).toBe(200);
    expect(await eligible()).toEqual(before);
    expect(await counted()).toHaveLength(2);
  });

  it('replace an earlier correction of the same line, and no other line', async () => {
    const first = (await (await report()).json()) as { id: number };
    await decide(first.id, 'accepted');
    const second = (await (await report({ downMbit: 250, measuredOn: '2026-05-04' })).json()) as {
      id: number;
    };
    await decide(second.id, 'accepted');
    const claims = await counted();
    expect(claims.filter(([operator, , replaced]) => operator === 'Netz B' && !replaced)).toEqual([
      ['Netz B', 250, false, CORRECTIONS_SOURCE],
    ]);
    await decide(second.id, 'withdrawn');
    expect((await counted()).filter(([operator, , replaced]) => operator === 'Netz B' && !replaced)).toEqual([
      ['Netz B', 0, false, CORRECTIONS_SOURCE],
    ]);
  });

  it('keep what an operator bound itself to', async () => {
    await database.sql`
      insert into supply_claim (address_id, source_id, operator, technology, down_mbit, planned, binding, milestones, ready_by)
      select id, source_id, 'Netz C', 'ftth', 1000, true, true, true, '2027-06-30' from address where id = ${address}`;
    const { id } = (await (
      await report({ operator: 'Netz C', technology: 'ftth', planned: true, downMbit: 300, upMbit: 150 })
    ).json()) as { id: number };
    await decide(id, 'accepted');
    const [claim] = await database.sql`select binding, milestones, ready_by, down_mbit from counted_claim
      where address_id = ${address} and operator = 'Netz C'`;
    expect(claim).toEqual({ binding: true, milestones: true, ready_by: '2027-06-30', down_mbit: 300 });
    await database.sql`delete from supply_claim where operator = 'Netz C'`;
  });

  it('are decided once, also when two decide at the same moment', async () => {
    const { id } = (await (await report()).json()) as { id: number };
    const answers = await Promise.all([decide(id, 'accepted'), decide(id, 'rejected')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(await refused.json()).toMatchObject({ issues: [{ code: 'correction-decided' }] });
    expect((await decide(id, 'rejected')).status).toBe(409);
  });

  it('are listed by state and address, those that wait first', async () => {
    const one = (await (await report()).json()) as { id: number };
    await decide(one.id, 'rejected');
    const two = (await (await report({ downMbit: 16 })).json()) as { id: number };
    const list = async (query: string) => {
      const response = await app.request(`/api/corrections${query}`, { role: 'planner' });
      expect(response.status).toBe(200);
      return ((await response.json()) as { id: number }[]).map(({ id }) => id);
    };
    expect(await list('')).toEqual([two.id, one.id]);
    expect(await list('?state=rejected')).toEqual([one.id]);
    expect(await list(`?addressId=${address}&state=new`)).toEqual([two.id]);
    expect(await list('?addressId=2147483647')).toEqual([]);
  });

  it('outlive their address, with its name', async () => {
    const [gone] = await database.sql<{ id: number }[]>`
      insert into address (source_id, key, street, house_number, geom)
        select source_id, 'gone', 'Endstraße', '9', geom from address where key = 'a1' returning id`;
    const { id } = (await (await report({ addressId: gone!.id })).json()) as { id: number };
    await database.sql`delete from address where key = 'gone'`;
    const list = (await (await app.request('/api/corrections', { role: 'planner' })).json()) as object[];
    expect(list).toMatchObject([{ id, addressId: null, addressName: 'Endstraße 9', lon: null }]);
    expect((await decide(id, 'accepted')).status).toBe(409);
    expect((await decide(id, 'rejected')).status).toBe(200);
  });

  it.each([
    ['an address that is not there', { addressId: 2147483647 }, 404, 'addressId'],
    ['a negative speed', { downMbit: -1 }, 422, 'downMbit'],
    ['a speed nobody has', { upMbit: 1e9 }, 422, 'upMbit'],
    ['a speed no column holds', { downMbit: 1e-270 }, 422, 'downMbit'],
    ['no evidence', { evidence: ' ' }, 422, 'evidence'],
    ['an unknown technology', { technology: 'tin cans' }, 422, 'technology'],
    ['a day that does not exist', { measuredOn: '2026-02-30' }, 422, 'measuredOn'],
    ['a field nobody knows', { colour: 'red' }, 422, 'body'],
  ])('refuse %s by name', async (_, change, status, where) => {
    const response = await report(change);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ issues: [{ where }] });
    expect(await database.sql`select from supply_correction`).toHaveLength(0);
  });

  it('refuse bad questions and decisions by name, and everybody who is not signed in', async () => {
    for (const [path, where] of [
      ['?state=old', 'state'],
      ['?addressId=x', 'addressId'],
      ['?foo=1', 'foo'],
    ] as const) {
      const response = await app.request(`/api/corrections${path}`, { role: 'planner' });
      expect(response.status, path).toBe(400);
      expect(await response.json()).toMatchObject({ issues: [{ where }] });
    }
    expect((await decide(2147483647, 'accepted')).status).toBe(404);
    const { id } = (await (await report()).json()) as { id: number };
    expect((await decide(id, 'accepted', ' ')).status).toBe(422);
    expect((await decide(id, 'perhaps')).status).toBe(422);
    expect((await app.request('/api/corrections')).status).toBe(401);
    expect((await app.request('/api/corrections', { method: 'POST', body: {} })).status).toBe(401);
  });

  it('are in the audit trail, with the reason', async () => {
    const { id } = (await (await report()).json()) as { id: number };
    await decide(id, 'accepted', 'Looked at the basement');
    const entries = await auditEntries(database.db);
    expect(verifyAudit(entries, null).ok).toBe(true);
    const own = entries
      .map(({ content }) => JSON.parse(content))
      .filter((entry) => entry.table === 'supply_correction' && entry.key === String(id));
    expect(own.map(({ action, after }) => [action, after.state, after.note])).toEqual([
      ['insert', 'new', null],
      ['update', 'accepted', 'Looked at the basement'],
    ]);
  });
});
