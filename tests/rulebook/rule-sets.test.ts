import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

const NEW: RuleSet = {
  ...findRuleSet('gigabit-rl-2025'),
  id: 'gigabit-rl-2027',
  title: { de: 'Gigabit-Richtlinie 2027', en: 'Gigabit guideline 2027' },
  validFrom: '2027-02-01',
  validTo: null,
  supersedes: 'gigabit-rl-2025',
  upper: [{ downMbit: 17, upMbit: null }],
  exclusions: { ...findRuleSet('gigabit-rl-2025').exclusions, networks: null },
};

describe.each(DATABASES)('rule sets of the house on the $name database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    app = testApplication(database);
  });
  afterAll(async () => {
    expect(app.unexpected).toEqual([]);
    await database.close();
  });

  const send = (
    method: string,
    path: string,
    body?: unknown,
    version?: number,
    role: 'planner' | 'admin' | 'public' = 'admin',
  ) =>
    app.request(path, {
      role,
      method,
      ...(body === undefined ? {} : { body }),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { issues: { code: string; where: string }[] }).issues.map(
      ({ code, where }) => `${code} ${where}`,
    ),
  ];
  const assessed = async (query: string) => {
    const answer = await send('GET', `/api/assessment?${query}`, undefined, undefined, 'planner');
    return (await answer.json()) as {
      rules: string;
      about: { draft: boolean };
      classes: Record<string, number>;
    };
  };

  it('copies, changes, tries, releases and then keeps a rule set, each step in the audit trail', async () => {
    const created = await send('POST', '/api/rule-sets', { content: NEW, copiedFrom: 'gigabit-rl-2025' });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ id: NEW.id, state: 'draft', version: 1 });

    const changed = { ...NEW, upper: [{ downMbit: 16, upMbit: null }] };
    expect((await send('PUT', `/api/rule-sets/${NEW.id}`, { content: changed }, 1)).status).toBe(200);
    expect(await codeOf(await send('PUT', `/api/rule-sets/${NEW.id}`, { content: NEW }, 1))).toEqual([
      412,
      ['stale-rule-set If-Match'],
    ]);

    // A draft is tried by its id and applies on no day.
    expect(await assessed(`rules=${NEW.id}`)).toMatchObject({ rules: NEW.id, about: { draft: true } });
    expect((await assessed('date=2027-06-01')).rules).toBe('gigabit-rl-2025');

    const released = await send('POST', `/api/rule-sets/${NEW.id}/release`, undefined, 2);
    expect(released.status).toBe(200);
    expect(await released.json()).toMatchObject({ state: 'released', content: { upper: changed.upper } });
    // From its first day on it takes the place of the one it supersedes, not a day earlier.
    expect((await assessed('date=2027-01-31')).rules).toBe('gigabit-rl-2025');
    expect(await assessed('date=2027-02-01')).toMatchObject({ rules: NEW.id, about: { draft: false } });

    const { ruleSets } = (await (
      await send('GET', '/api/rule-sets', undefined, undefined, 'planner')
    ).json()) as { ruleSets: { id: string; state: string; inForceTo: string | null }[] };
    expect(ruleSets.find(({ id }) => id === 'gigabit-rl-2025')).toMatchObject({
      state: 'shipped',
      inForceTo: '2027-01-31',
    });

    for (const [method, path] of [
      ['PUT', `/api/rule-sets/${NEW.id}`],
      ['DELETE', `/api/rule-sets/${NEW.id}`],
      ['POST', `/api/rule-sets/${NEW.id}/release`],
    ] as const) {
      const answer = await send(method, path, method === 'PUT' ? { content: NEW } : undefined, 3);
      expect(await codeOf(answer), method).toEqual([409, ['rule-set-released id']]);
    }
    await expect(
      database.sql`update rule_set set content = content || '{"peakTime": false}'`,
    ).rejects.toThrow(/released/);
    await expect(database.sql`delete from rule_set`).rejects.toThrow(/released/);

    const trail = (await auditEntries(database.db, 0, 1000)).filter(
      ({ content }) => JSON.parse(content).table === 'rule_set',
    );
    expect(trail.map(({ content }) => JSON.parse(content).action)).toEqual(['insert', 'update', 'update']);
  });

  it('judges every address by a released rule set as by one that ships', async () => {
    const counts = await assessed(`rules=${NEW.id}&date=2027-02-01`);
    const shipped = await assessed('rules=gigabit-rl-2025&date=2027-02-01');
    expect(counts.classes.versorgt).toBeGreaterThan(shipped.classes.versorgt!);
  });

  it('refuses what is no rule set, field by field, and changes nothing', async () => {
    const { exclusions } = NEW;
    const bad = {
      ...NEW,
      id: 'another-one',
      upper: [],
      validTo: '2026-01-01',
      horizonYears: { ...NEW.horizonYears, default: 9 },
      exclusions: { ...exclusions, selfBuild: { ...exclusions.selfBuild, downMbit: -1 } },
      limits: [{ ...NEW.limits![0]!, validTo: '2000-01-01' }],
      colour: 'red',
    };
    const [status, found] = await codeOf(await send('POST', '/api/rule-sets', { content: bad }));
    expect(status).toBe(422);
    expect(String(found)).toMatch(/content\.upper/);
    const dates = { ...NEW, id: 'another-one', validTo: '2026-01-01', supersedes: 'another-one' };
    expect(await codeOf(await send('POST', '/api/rule-sets', { content: dates }))).toEqual([
      422,
      ['bad-field content.validTo', 'bad-field content.supersedes'],
    ]);
    const lost = { ...NEW, id: 'another-one', supersedes: 'nowhere' };
    expect(await codeOf(await send('POST', '/api/rule-sets', { content: lost }))).toEqual([
      404,
      ['unknown-rule-set rules'],
    ]);
    for (const id of [NEW.id, 'gigabit-rl-2024'])
      expect(await codeOf(await send('POST', '/api/rule-sets', { content: { ...NEW, id } }))).toEqual([
        409,
        ['rule-set-exists id'],
      ]);
    expect(await codeOf(await send('DELETE', '/api/rule-sets/gigabit-rl-2024', undefined, 1))).toEqual([
      409,
      ['rule-set-released id'],
    ]);
    expect(await codeOf(await send('DELETE', '/api/rule-sets/nowhere', undefined, 1))).toEqual([
      404,
      ['unknown-rule-set rules'],
    ]);
  });

  it('is read by planners and written by administrators alone', async () => {
    expect((await send('GET', '/api/rule-sets', undefined, undefined, 'public')).status).toBe(401);
    const body = { content: { ...NEW, id: 'another-one', supersedes: null } };
    expect((await send('POST', '/api/rule-sets', body, undefined, 'planner')).status).toBe(403);
    expect((await send('POST', '/api/rule-sets', body)).status).toBe(201);
    expect((await send('DELETE', '/api/rule-sets/another-one', undefined, 1)).status).toBe(204);
  });
});
