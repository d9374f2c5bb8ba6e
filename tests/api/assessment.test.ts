import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import { findRuleSet, listRuleSets } from '#data/rulebook/index.ts';
import { loadAddressTable } from '../../server/features/columns/store.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE } from '../fixtures/sample-layers.ts';
import { classifySql } from '../rulebook/classify-sql.ts';

const RULES = 'gigabit-rl-2024';
const DAY = 'date=2026-01-15';

describe.each(DATABASES)('assessment on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  const get = async (path: string) => {
    const response = await api.request(path, { role: 'planner' });
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
  const byRules = async (id: string) => {
    const { rows } = await sql<{ id: number; class: string; eligible: string; reason: string }>`
      ${sql.raw(classifySql(compileRules(findRuleSet(id), { onDay: dayOf('2026-01-15') }), { address: 'address', claim: 'supply_claim' }))}`.execute(
      database.db,
    );
    return rows;
  };
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  it.each(listRuleSets().map(({ id }) => id))(
    'the rules as SQL over the stored claims give every address the same verdict (%s)',
    async (id) => {
      const table = await loadAddressTable(database.db);
      const codes = classify(table, compileRules(findRuleSet(id), { onDay: dayOf('2026-01-15') }));
      const rows = await byRules(id);
      expect(rows).toEqual(
        Array.from(table.id, (address, i) => ({
          id: address,
          reason: REASONS[codes.reasonCode[i]!],
          class: CLASSES[codes.classCode[i]!],
          eligible: ELIGIBILITY[codes.eligibleCode[i]!],
        })),
      );
    },
  );

  it('counts what the rules as SQL count, by district too', async () => {
    const rows = await byRules(RULES);
    const count = (column: 'class' | 'eligible' | 'reason', value: string) =>
      rows.filter((row) => row[column] === value).length;
    const { status, body, headers } = await get(`/api/assessment?rules=${RULES}&${DAY}&by=districts`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(body).toMatchObject({ rules: RULES, addresses: SAMPLE.addresses });
    for (const name of CLASSES) expect([name, body.classes[name]]).toEqual([name, count('class', name)]);
    for (const name of ELIGIBILITY) expect(body.eligible[name]).toBe(count('eligible', name));
    for (const name of REASONS) expect(body.reasons[name]).toBe(count('reason', name));
    const parts = Object.values<{ addresses: number }>(body.by);
    expect(Object.keys(body.by)).toEqual(['Mitte', 'Süd & "Ost" <List>', 'outside']);
    expect(parts.reduce((sum, part) => sum + part.addresses, 0)).toBe(SAMPLE.addresses);
    expect(body.by.outside.addresses).toBe(50);
    expect(body.about).toMatchObject({ on: '2026-01-15', horizonEnds: '2031-01-15', confidence: 'sure' });
  });

  it('takes the areas that are saved, also when they lie on each other, into a ledger that adds up', async () => {
    await sql`delete from area`.execute(database.db);
    const before = (await get(`/api/assessment?rules=${RULES}&${DAY}`)).body;
    expect(before.ledger['in-area']).toBe(0);
    await sql`insert into area (name, geom) select n::text, st_multi(st_makeenvelope(549000 + n * 300, 5802000, 551000 + n * 300, 5804000, 25832))
      from generate_series(0, 2) n`.execute(database.db);
    const { body } = await get(`/api/assessment?rules=${RULES}&${DAY}`);
    await sql`delete from area`.execute(database.db);
    const sum = (ledger: Record<string, number>) => Object.values(ledger).reduce((a, b) => a + b, 0);
    expect([sum(before.ledger), sum(body.ledger)]).toEqual([SAMPLE.addresses, SAMPLE.addresses]);
    expect(body.ledger['in-area']).toBeGreaterThan(0);
    const open = (one: typeof body) =>
      one.ledger['eligible-open'] + one.ledger.unclear + one.ledger['in-area'];
    expect(open(body)).toBe(open(before));
    expect(body.ledger.served).toBe(before.ledger.served);
  });

  it('compares two rule sets, and one on two days', async () => {
    const [a, b] = [await byRules('gigabit-rl-2023'), await byRules(RULES)];
    const changed = a.filter(
      (row, i) => row.class !== b[i]!.class || row.eligible !== b[i]!.eligible || row.reason !== b[i]!.reason,
    ).length;
    const { status, body } = await get(`/api/assessment/compare?rules=gigabit-rl-2023&rules=${RULES}&${DAY}`);
    expect([status, body.changed]).toEqual([200, changed]);
    expect(changed).toBeGreaterThan(0);
    expect(body.rules).toEqual(['gigabit-rl-2023', RULES]);
    const sum = Object.values<Record<string, number>>(body.classes).flatMap((row) => Object.values(row));
    expect(sum.reduce((all, n) => all + n, 0)).toBe(SAMPLE.addresses);
    const days = await get(`/api/assessment/compare?rules=${RULES}&${DAY}&date=2040-01-01`);
    expect([days.status, days.body.rules]).toEqual([200, [RULES, RULES]]);
  });

  it('gives the reasons of ten addresses, with the verdict of the city', async () => {
    const rows = (await byRules(RULES)).filter((_, i) => i % 250 === 0);
    expect(rows.length).toBe(10);
    for (const row of rows) {
      const { status, body } = await get(`/api/addresses/${row.id}/reasons?rules=${RULES}&${DAY}`);
      expect(status).toBe(200);
      expect({ id: body.id, class: body.class, eligible: body.eligible, reason: body.reason }).toEqual(row);
      expect(body.chain.filter((step: { decides: boolean }) => step.decides).length).toBe(1);
      expect(body.claims.length).toBeGreaterThan(0);
      expect(body.claims[0]).toMatchObject({ source: 'Betreiberliste', sourceDate: '2025-04-01' });
    }
  });

  it('lists first whom to ask, with their evidence', async () => {
    const { status, body } = await get(`/api/assessment/check-first?rules=${RULES}&${DAY}&limit=7`);
    expect([status, body.first.length]).toEqual([200, 7]);
    const unclear = (await byRules(RULES)).filter((row) => row.eligible === 'unclear');
    expect(body.questions.missing.addresses).toBe(unclear.length);
    expect(unclear.length).toBeGreaterThan(0);
    expect(body.addresses).toBeGreaterThanOrEqual(unclear.length);
    const weights = body.first.map(
      (one: { households: number; businesses: number }) => one.households + one.businesses,
    );
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    const [one] = body.first;
    const reasons = await get(`/api/addresses/${one.id}/reasons?rules=${RULES}&${DAY}`);
    expect(reasons.body.evidence.percent).toBe(one.evidencePercent);
    expect(reasons.body.eligible).toBe(one.eligible);
  });

  it.each([
    ['/api/assessment/check-first', 400, 'rules-or-date'],
    [`/api/assessment/check-first?rules=${RULES}&limit=0`, 400, 'bad-parameter'],
    [`/api/assessment/check-first?rules=${RULES}&limit=1001`, 400, 'bad-parameter'],
    ['/api/assessment', 400, 'rules-or-date'],
    ['/api/assessment?rules=none', 404, 'unknown-rule-set'],
    ['/api/assessment?rules=', 400, 'bad-parameter'],
    ['/api/assessment?date=2014-01-01', 404, 'no-rule-set-on'],
    ['/api/assessment?date=2026-02-30', 400, 'bad-parameter'],
    [`/api/assessment?rules=${RULES}&by=streets`, 400, 'bad-parameter'],
    [`/api/assessment?rules=${RULES}&cable=maybe`, 400, 'bad-parameter'],
    [`/api/assessment?rules=${RULES}&horizon=2`, 400, 'bad-parameter'],
    [`/api/assessment?rules=${RULES}&horizon=8`, 400, 'bad-parameter'],
    [`/api/assessment?rules=${RULES}&rulez=x`, 400, 'unknown-parameter'],
    ['/api/assessment/compare', 400, 'two-to-compare'],
    [`/api/assessment/compare?rules=${RULES}`, 400, 'two-to-compare'],
    [`/api/assessment/compare?rules=${RULES}&rules=${RULES}&rules=${RULES}`, 400, 'bad-parameter'],
    [`/api/assessment/compare?rules=${RULES}&rules=none`, 404, 'unknown-rule-set'],
    ['/api/addresses/1/reasons?rules=none', 404, 'unknown-rule-set'],
    [`/api/addresses/0/reasons?rules=${RULES}`, 404, 'not-a-feature'],
    [`/api/addresses/x/reasons?rules=${RULES}`, 404, 'not-a-feature'],
    [`/api/addresses/2147483647/reasons?rules=${RULES}`, 404, 'not-a-feature'],
  ])('%s is refused with %d %s', async (path, status, title) => {
    const found = await get(path);
    expect([found.status, found.body.title]).toEqual([status, title]);
    expect(found.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['horizon=3', 200],
    ['horizon=7', 200],
    ['cable=off', 200],
    ['peakTime=stated', 200],
  ])('accepts %s', async (query, status) => {
    expect((await get(`/api/assessment?rules=${RULES}&${query}`)).status).toBe(status);
  });

  it('is for planners, and described', async () => {
    for (const path of [
      '/api/assessment',
      '/api/assessment/compare',
      '/api/assessment/check-first',
      '/api/addresses/1/reasons',
    ])
      expect((await api.request(`${path}?rules=${RULES}`)).status).toBe(401);
    const { body } = await get('/api/openapi.json');
    for (const path of [
      '/api/assessment',
      '/api/assessment/compare',
      '/api/assessment/check-first',
      '/api/addresses/{id}/reasons',
    ])
      expect(body.paths[path].get.parameters.map((p: { name: string }) => p.name)).toContain('rules');
  });
});
