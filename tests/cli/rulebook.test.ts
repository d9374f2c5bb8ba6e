import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { runCommand } from './run-command.ts';

/** assess, explain and compare as a user meets them. */
describe('the rulebook on the command line', () => {
  let folder: string;
  let database: TestDatabase;
  let ids: number[];
  const cli = (...args: string[]) =>
    runCommand(args, { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: folder });
  const json = async (...args: string[]) => {
    const run = await cli(...args, '--json');
    expect([run.code, run.stderr.includes('Error')]).toEqual([0, false]);
    return JSON.parse(run.stdout);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    await loadSmallCity(database);
    const { sql } = database;
    ids = (await sql<{ id: number }[]>`select id from address order by id`).map(({ id }) => id);
    // a1 stays copper and cable; a2 loses its cable; a3 is promised fibre; a4 is supplied; a5 has no claims.
    await sql`delete from supply_claim where address_id = ${ids[1]!} and operator = 'Netz B'`;
    await sql`delete from supply_claim where address_id = ${ids[2]!} and operator = 'Netz B'`;
    await sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit, planned, binding,
      milestones, ready_by) select ${ids[2]!}, source_id, 'Netz C', 'ftth', 1000, 1000, true, true, true, '2029-06-30'
      from address where id = ${ids[2]!}`;
    await sql`update supply_claim set up_mbit = 150 where address_id = ${ids[3]!} and operator = 'Netz B'`;
    await sql`delete from supply_claim where address_id = ${ids[4]!}`;
    await sql`insert into area (name, geom) values ('Ost', st_multi(st_makeenvelope(551000, 5800000, 552000, 5801000, 25832)))`;
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('assess gives rules, addresses, households, classes, eligible, ledger and districts', async () => {
    const found = await json(
      'assess',
      '--rules',
      'gigabit-rl-2024',
      '--date',
      '2026-01-15',
      '--by',
      'districts',
    );
    const keys = ['rules', 'addresses', 'households', 'classes', 'eligible', 'ledger', 'by'];
    expect(Object.keys(found)).toEqual(keys);
    expect(Object.keys(found.by.West)).toEqual(keys.slice(1, -1));
    expect(found).toMatchObject({
      rules: 'gigabit-rl-2024',
      addresses: 5,
      households: 16,
      classes: { weiss: 0, hellgrau: 2, dunkelgrau: 0, versorgt: 1, unklar: 2 },
      eligible: { yes: 1, no: 3, unclear: 1 },
      ledger: {
        'in-area': 1,
        'eligible-open': 1,
        unclear: 0,
        committed: 1,
        'funded-elsewhere': 0,
        excluded: 1,
        served: 1,
      },
    });
    expect(Object.keys(found.by)).toEqual(['Ost', 'West']);
    expect(found.by.West).toMatchObject({
      addresses: 3,
      households: 7,
      eligible: { yes: 1, no: 2, unclear: 0 },
    });
    expect(found.by.Ost.ledger).toMatchObject({ 'in-area': 1, served: 1 });
    const sum = (object: Record<string, number>) => Object.values(object).reduce((a, b) => a + b, 0);
    for (const part of [found, found.by.West, found.by.Ost]) {
      for (const counts of [part.classes, part.eligible, part.ledger])
        expect(sum(counts)).toBe(part.addresses);
    }
  });

  it.each([
    ['2020-06-01', 'weisse-flecken-2015', []],
    ['2021-04-26', 'hellgraue-flecken-2021', ['hellgraue-flecken-2021-schwerpunkte']],
    ['2024-04-29', 'gigabit-rl-2023', []],
    ['2024-04-30', 'gigabit-rl-2024', []],
    ['2025-01-13', 'gigabit-rl-2025', []],
  ])('assess --date %s takes %s', async (date, rules, also) => {
    const run = await cli('assess', '--date', date, '--json');
    const found = JSON.parse(run.stdout);
    expect([found.rules, found.by]).toEqual([rules, {}]);
    for (const other of also) expect(run.stderr).toContain(other);
  });

  it('the switches change the verdict', async () => {
    const [rules, day] = [
      ['--rules', 'gigabit-rl-2024'],
      ['--date', '2026-01-15'],
    ] as const;
    const cable = await json('assess', ...rules, ...day, '--cable', 'off');
    expect([cable.eligible, cable.ledger.excluded]).toEqual([{ yes: 1, no: 2, unclear: 2 }, 0]);
    const horizon = await json('assess', ...rules, ...day, '--horizon', '3');
    expect(horizon.ledger).toMatchObject({ committed: 0, 'eligible-open': 2 });
    const stated = await json('assess', ...rules, ...day, '--peak-time', 'stated');
    expect(stated.eligible).toEqual({ yes: 1, no: 0, unclear: 4 });
  });

  it('says in words what is unsure', async () => {
    const run = await cli('assess', '--rules', 'gigabit-rl-2024', '--date', '2026-01-15');
    expect(run.stdout).toMatch(/(Kassenbuch|Ledger)/);
    expect(run.stderr).toMatch(/(Unsicher|Unsure): /);
    expect(run.stderr).toMatch(/gigabit-rl-2024 (ist am|is not in force on) 2026-01-15/);
  });

  it('explain gives the chain with claim, source, date, value, verdict and paragraph', async () => {
    const found = await json('explain', String(ids[0]), '--rules', 'gigabit-rl-2024', '--date', '2026-01-15');
    expect(found).toMatchObject({
      id: ids[0],
      rules: 'gigabit-rl-2024',
      class: 'unklar',
      eligible: 'no',
      reason: 'cable',
      confidence: 'unsure',
      address: { street: 'Lange Straße', houseNumber: '1' },
    });
    expect(found.chain.map((step: { rule: string; verdict: string }) => [step.rule, step.verdict])).toEqual([
      ['supplied', 'unclear'],
      ['networks', 'applies-not'],
      ['cable', 'applies'],
      ['committed', 'applies-not'],
      ['funded-elsewhere', 'applies-not'],
      ['known', 'unclear'],
      ['below-threshold', 'applies-not'],
    ]);
    expect(found.chain[2]).toMatchObject({
      decides: true,
      claim: { operator: 'Netz B', technology: 'hfc', source: 'Quelle addresses', date: '2025-06-30' },
      value: { downMbit: 1000, upMbit: null },
      paragraph: null,
      confidence: 'unsure',
    });
    expect(found.chain[3].paragraph).toContain('Nr. 5.5');
    expect(found.claims.map((c: { operator: string; winning: boolean }) => [c.operator, c.winning])).toEqual([
      ['Netz B', true],
      ['Netz A', false],
    ]);
    const run = await cli('explain', String(ids[2]), '--rules', 'gigabit-rl-2024', '--date', '2026-01-15');
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('Netz C, FTTH')]);
  });

  it('compare says who changes from what to what, and writes them down', async () => {
    const out = join(folder, 'changes.csv');
    const found = await json(
      'compare',
      '--rules',
      'gigabit-rl-2023',
      '--rules',
      'gigabit-rl-2024',
      '--date',
      '2026-01-15',
      '--out',
      out,
    );
    expect(found).toMatchObject({
      rules: ['gigabit-rl-2023', 'gigabit-rl-2024'],
      addresses: 5,
      changed: 2,
      eligibilityChanged: 1,
    });
    expect(found.classes.versorgt).toMatchObject({ versorgt: 1, unklar: 1 });
    expect(found.eligible.yes).toEqual({ yes: 1, no: 1, unclear: 0 });
    expect(found.changes[0].why).toEqual({ de: expect.any(String), en: expect.stringContaining('before: ') });
    const [head, ...lines] = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(head).toContain('class_before,eligible_before,reason_before,class_after');
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual([ids[0], ids[2]]);
    expect(lines[0]).toContain('versorgt,no,supplied,unklar,no,cable');
    const days = await json(
      'compare',
      '--rules',
      'gigabit-rl-2024',
      '--date',
      '2026-01-15',
      '--date',
      '2029-07-01',
    );
    expect(days).toMatchObject({ changed: 1, about: [{ on: '2026-01-15' }, { on: '2029-07-01' }] });
  });

  it('check-first lists whom to ask, by what hangs on the answer', async () => {
    const [rules, day] = [
      ['--rules', 'gigabit-rl-2024'],
      ['--date', '2026-01-15'],
    ] as const;
    const found = await json('check-first', ...rules, ...day);
    // a1 hangs on cable, a3 on the horizon, a4 on peak time, a5 has no claim; a2 is eligible whatever the answer.
    const asked = Object.fromEntries(
      found.first.map((one: { id: number; questions: string[] }) => [ids.indexOf(one.id) + 1, one.questions]),
    );
    expect(asked).toEqual({
      1: ['cable', 'peak-time'],
      3: ['peak-time', 'horizon'],
      4: ['peak-time'],
      5: ['missing'],
    });
    expect(found.first.map((one: { households: number }) => one.households)).toEqual([8, 4, 1, 1]);
    expect([found.addresses, found.questions.missing.addresses, found.questions.cable.households]).toEqual([
      4, 1, 4,
    ]);
    expect((await json('check-first', ...rules, ...day, '--limit', '1')).first.length).toBe(1);
  });

  it.each([
    [['check-first', '--rules', 'gigabit-rl-2024', '--limit', '0'], 'bad-argument'],
    [['assess'], 'rules-or-date'],
    [['assess', '--rules', 'none'], 'unknown-rule-set'],
    [['assess', '--date', '2022-12-01'], 'no-rule-set-on'],
    [['assess', '--date', '2026-02-30'], 'bad-argument'],
    [['assess', '--rules', 'gigabit-rl-2024', '--by', 'streets'], 'bad-argument'],
    [['assess', '--rules', 'gigabit-rl-2024', '--horizon', '8'], 'bad-parameter'],
    [['assess', '--rules', 'gigabit-rl-2024', '--cable', 'maybe'], 'bad-argument'],
    [['explain', 'x', '--rules', 'gigabit-rl-2024'], 'bad-argument'],
    [['explain', '999999', '--rules', 'gigabit-rl-2024'], 'not-a-feature'],
    [['explain', '9999999999', '--rules', 'gigabit-rl-2024'], 'not-a-feature'],
    [['compare', '--rules', 'gigabit-rl-2024'], 'two-to-compare'],
    [['compare', '--rules', 'a', '--rules', 'b', '--out', 'x.txt'], 'bad-argument'],
  ])('%j is refused as %s', async (args, code) => {
    const run = await cli(...args, '--json');
    expect([run.code, JSON.parse(run.stdout).title]).toEqual([1, code]);
    expect(run.stderr.trim()).not.toBe('');
  });
});
