import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { checkFirst, questionsOf } from '#core/rulebook/check-first.ts';
import { type Claim, claimsAt } from '#core/rulebook/claim.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { claimEvidence, evidenceOf } from '#core/rulebook/evidence.ts';
import { explain } from '#core/rulebook/explain.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { tableOf, type WrittenClaim } from './table-of.ts';

const onDay = dayOf('2026-01-15');
const rules = compileRules(findRuleSet('gigabit-rl-2024'), { onDay });

describe('the worth of a claim', () => {
  const [claim] = claimsAt(tableOf([{ claims: [{ down: 50, up: 10, peakTime: true }] }]), 0);
  const dated = (sourceDate: string | null, change: Partial<Claim> = {}) =>
    claimEvidence({ ...claim!, ...change, sourceDate }, onDay, true);

  it.each([
    ['2026-01-15', 1],
    ['2026-06-01', 1],
    ['2025-07-16', 1],
    ['2025-07-15', 0.9995],
    ['2021-01-16', 0.2],
    ['2010-01-01', 0.2],
    [null, 0.5],
  ])('of %s is %d by its age', (date, age) => {
    expect(dated(date).age).toBeCloseTo(age, 3);
  });
  it.each<[string, Partial<Claim>, number]>([
    ['stated for peak time', {}, 1],
    ['not stated', { peakTime: false }, 0.8],
    ['binding with milestones', { planned: true, binding: true, milestones: true }, 0.7],
    ['binding', { planned: true, binding: true }, 0.5],
    ['announced', { planned: true }, 0.3],
  ])('%s is worth %d by its kind', (_, change, kind) => {
    expect(dated('2026-01-01', change)).toEqual({ age: 1, kind, value: kind });
  });
});

describe('the evidence of a verdict', () => {
  const evidence = (
    claims: readonly WrittenClaim[],
    dates: (string | null)[] = ['2026-01-01', '2021-01-01'],
  ) => {
    const list = claimsAt(tableOf([{ claims }]), 0, dates);
    return evidenceOf(list, explain(list, rules), { asksPeakTime: true, networksCount: rules.networksCount });
  };
  const copper: WrittenClaim = { operator: 'A', technology: 'fttc', down: 50, up: 10, peakTime: true };

  it('an eligible address is as sure as the weakest claim of what is there', () => {
    expect(evidence([copper])).toMatchObject({ percent: 100, restsOn: [0] });
    expect(evidence([copper, { ...copper, operator: 'B', peakTime: false }]).percent).toBe(80);
    expect(evidence([copper, { ...copper, operator: 'B', source: 'alt' }]).percent).toBe(20);
  });
  it('for an exclusion the best claim is enough', () => {
    const fibre: WrittenClaim = { operator: 'F', down: 1000, up: 1000, peakTime: true };
    const old: WrittenClaim = { ...fibre, operator: 'G', source: 'alt' };
    expect(evidence([fibre, old])).toMatchObject({ percent: 100, restsOn: [0] });
  });
  it('of networks the weakest of the two that are needed counts', () => {
    const net = (operator: string, source: string): WrittenClaim => ({
      ...copper,
      operator,
      down: 100,
      source,
    });
    expect(evidence([net('A', 'neu'), net('B', 'alt'), net('C', 'neu')])).toMatchObject({
      percent: 100,
      restsOn: [0, 2],
    });
    expect(evidence([net('A', 'neu'), net('B', 'alt')]).percent).toBe(20);
  });
  it('halves where the claims contradict each other, and is nothing where nothing is known', () => {
    expect(evidence([copper, { ...copper, down: 16 }])).toMatchObject({ percent: 50, agreement: 0.5 });
    expect(evidence([])).toMatchObject({ percent: 0, restsOn: [] });
    expect(evidence([{ down: 400, up: null }]).percent).toBe(0);
  });
  it('lies between 0 and 100 for every random address', () => {
    const table = randomAddressTable(3_000, { seed: 3 });
    const seen = new Set<number>();
    for (let i = 0; i < table.length; i++) {
      const list = claimsAt(table, i, ['2025-01-01', null]);
      const explanation = explain(list, rules);
      const { percent } = evidenceOf(list, explanation, { asksPeakTime: true, networksCount: 2 });
      if (!(percent >= 0 && percent <= 100)) expect.fail(`${percent} at ${i}`);
      if (explanation.eligible === 'unclear' && percent !== 0) expect.fail(`unclear with ${percent} at ${i}`);
      if (explanation.eligible !== 'unclear' && percent === 0) expect.fail(`nothing at ${i}`);
      seen.add(percent);
    }
    expect(seen.size).toBeGreaterThan(4);
  });
});

describe('check these first', () => {
  const ruleSet = findRuleSet('gigabit-rl-2024');
  const promise = { down: 1000, up: 1000, peakTime: true, planned: true, readyBy: '2028-06-30' };
  const copper = { down: 50, up: 10, peakTime: true };
  const addresses: [string, { claims: WrittenClaim[]; households: number }, string[]][] = [
    ['sure', { claims: [copper], households: 90 }, []],
    ['missing', { claims: [{ down: 400, up: null, peakTime: true }], households: 5 }, ['missing']],
    ['promise', { claims: [copper, promise], households: 8 }, ['promise']],
    [
      'cable',
      { claims: [{ down: 1000, up: 50, technology: 'hfc', peakTime: true }], households: 7 },
      ['cable'],
    ],
    ['peak time', { claims: [{ down: 300, up: 150 }], households: 6 }, ['peak-time']],
    [
      'horizon',
      {
        claims: [copper, { ...promise, binding: true, milestones: true, readyBy: '2032-01-01' }],
        households: 4,
      },
      ['horizon'],
    ],
  ];
  const found = checkFirst(tableOf(addresses.map(([, address]) => address)), ruleSet, { onDay });

  it.each(addresses.map(([name, , questions], i) => [name, i, questions] as const))(
    'asks of the address "%s"',
    (_, index, questions) => {
      expect(questionsOf(found.questions[index]!)).toEqual(questions);
    },
  );
  it('lists them by the households that hang on the answer', () => {
    expect([...found.order]).toEqual([2, 3, 4, 1, 5]);
    expect(found.byQuestion).toEqual({
      missing: { addresses: 1, households: 5 },
      promise: { addresses: 1, households: 8 },
      cable: { addresses: 1, households: 7 },
      'peak-time': { addresses: 1, households: 6 },
      horizon: { addresses: 1, households: 4 },
    });
  });
  it('asks nothing of addresses whose eligibility no answer changes, and of all that are unclear', () => {
    const table = randomAddressTable(4_000, { seed: 5 });
    const { questions } = checkFirst(table, ruleSet, { onDay });
    const base = classify(table, rules).eligibleCode;
    const strict = classify(
      table,
      compileRules(ruleSet, { onDay, requirePeakTimeStatement: true }),
    ).eligibleCode;
    let differing = 0;
    for (let i = 0; i < table.length; i++) {
      const asked = questionsOf(questions[i]!);
      if ((base[i] === ELIGIBILITY.indexOf('unclear')) !== asked.includes('missing')) expect.fail(`at ${i}`);
      if ((strict[i] !== base[i]) !== asked.includes('peak-time')) expect.fail(`peak time at ${i}`);
      if (strict[i] !== base[i]) differing++;
    }
    expect(differing).toBeGreaterThan(50);
  });
  it('does not ask what a rule set does not leave open', () => {
    const table = randomAddressTable(2_000, { seed: 6 });
    const { byQuestion } = checkFirst(table, findRuleSet('weisse-flecken-2015'), { onDay });
    expect([byQuestion.cable, byQuestion['peak-time'], byQuestion.horizon].map((q) => q.addresses)).toEqual([
      0, 0, 0,
    ]);
  });
});
