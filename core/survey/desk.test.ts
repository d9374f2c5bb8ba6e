import { describe, expect, it } from 'vitest';
import plausibilityJson from '#data/funding/survey-plausibility-1.json' with { type: 'json' };
import { findRuleSet } from '#data/rulebook/index.ts';
import { compileRules, dayOf } from '../rulebook/classify.ts';
import type { AnswerClaim, EarlierPromise } from './answer.ts';
import { answerReport } from './desk.ts';
import type { PlausibilityRules } from './plausibility.ts';

const PLAUSIBILITY = plausibilityJson as PlausibilityRules;
const ON = '2026-03-01';
const RULES = compileRules(findRuleSet('gigabit-rl-2025'), { onDay: dayOf(ON), horizonYears: 3 });
const claim = (addressId: number, change: Partial<AnswerClaim> = {}): AnswerClaim => ({
  homes: null,
  remark: null,
  addressId,
  operator: 'Netz AG',
  technology: 'fttc',
  downMbit: 100,
  upMbit: 40,
  peakTime: false,
  planned: false,
  binding: false,
  milestones: false,
  readyBy: null,
  ...change,
});
const promise = (addressId: number, change: Partial<AnswerClaim> = {}) =>
  claim(addressId, {
    technology: 'ftth',
    downMbit: 1000,
    upMbit: 500,
    planned: true,
    binding: true,
    milestones: true,
    readyBy: '2027-06-30',
    ...change,
  });
const many = (count: number, make: (id: number) => AnswerClaim) =>
  Array.from({ length: count }, (_, i) => make(i + 1));
const report = (claims: AnswerClaim[], earlier: EarlierPromise[] = [], rate: number | null = null) =>
  answerReport({
    claims,
    earlier,
    names: ['Netz AG'],
    asked: new Set(Array.from({ length: 5000 }, (_, i) => i + 1)),
    rules: RULES,
    onDate: ON,
    horizonYears: 3,
    plausibility: PLAUSIBILITY,
    buildRatePerMonth: rate,
  });
const found = (...args: Parameters<typeof report>) =>
  report(...args).findings.map(({ code, addressIds }) => [code, addressIds.length]);

describe('what an operator claims and promises', () => {
  it('is counted by address, speed, year and whether it counts', () => {
    const { promises, existing, addresses, outside } = report([
      claim(1),
      claim(2),
      claim(2, { technology: 'dsl', downMbit: 16, upMbit: 1 }),
      promise(1),
      promise(3, { milestones: false }),
      promise(4, { binding: false, readyBy: '2028-01-01' }),
      promise(5, { readyBy: null }),
      promise(6, { readyBy: '2030-01-01' }),
      claim(9000),
    ]);
    expect([addresses, outside]).toEqual([6, 1]);
    expect(existing).toEqual([
      { technology: 'fttc', downMbit: 100, upMbit: 40, addresses: 2 },
      { technology: 'dsl', downMbit: 16, upMbit: 1, addresses: 1 },
    ]);
    expect(promises).toMatchObject({
      addresses: 5,
      counting: 1,
      binding: 4,
      withMilestones: 4,
      firstDay: '2027-06-30',
      lastDay: '2030-01-01',
      byYear: [
        { year: 2027, addresses: 2 },
        { year: 2028, addresses: 1 },
        { year: 2030, addresses: 1 },
        { year: null, addresses: 1 },
      ],
    });
    expect(Object.fromEntries(promises.verdicts.map((v) => [v.verdict, v.addresses]))).toEqual({
      counts: 1,
      'no-milestones': 1,
      'not-binding': 1,
      'date-missing': 1,
      'beyond-horizon': 1,
    });
  });

  it('of nothing is nothing', () => {
    expect(report([])).toMatchObject({
      addresses: 0,
      promises: { addresses: 0, firstDay: null },
      findings: [],
    });
  });
});

describe('plausibility', () => {
  it('holds the speed against the technology', () => {
    expect(found([claim(1, { downMbit: 250, upMbit: 50 })])).toEqual([]);
    expect(found([claim(1, { downMbit: 300 })])).toEqual([['survey-speed-unusual', 1]]);
    expect(found([claim(1, { downMbit: 401 })])).toEqual([['survey-speed-impossible', 1]]);
    expect(found([claim(1, { downMbit: null })])).toEqual([['survey-speed-missing', 1]]);
    expect(found([claim(1, { technology: 'ftth', downMbit: 10_000, upMbit: 10_000 })])).toEqual([]);
  });

  it('holds the pace of building against the time there is', () => {
    const year = many(4800, (id) => promise(id, { readyBy: '2027-03-01' }));
    expect(found(year)).toEqual([]);
    expect(found([...year, promise(4999, { readyBy: '2027-03-01' })])).toEqual([['survey-build-rate', 4801]]);
    expect(
      found(
        many(101, (id) => promise(id, { readyBy: '2026-03-31' })),
        [],
        100,
      ),
    ).toEqual([['survey-build-rate', 101]]);
    const { params } = report([...year, promise(4999, { readyBy: '2026-03-02' })], [], 350).findings[0]!;
    expect(params).toMatchObject({ readyBy: '2027-03-01', count: 4801, confidence: 'given' });
  });

  it('remarks on promises for the end of the horizon, and on what is planned though it is there', () => {
    expect(found(many(8, (id) => promise(id, { readyBy: '2029-02-28' })))).toEqual([['survey-late', 8]]);
    expect(found([claim(1, { technology: 'ftth', downMbit: 1000 }), promise(1)])).toEqual([
      ['survey-planned-exists', 1],
    ]);
  });

  it('names operators that were not asked', () => {
    expect(found([claim(1, { operator: 'netz ag' })])).toEqual([]);
    expect(found([claim(1), claim(2, { operator: 'Andere GmbH' })])).toEqual([['survey-other-operator', 1]]);
  });

  it('names addresses outside the areas', () => {
    expect(found([claim(1), claim(9000), claim(9001)])).toEqual([['survey-outside', 2]]);
  });
});

describe('a promise against an earlier one', () => {
  const promisedBefore = (addressId: number, change: Partial<EarlierPromise> = {}): EarlierPromise => ({
    addressId,
    technology: 'ftth',
    downMbit: 1000,
    readyBy: '2027-06-30',
    origin: 'Markterkundung 2024',
    ...change,
  });

  it('is kept when it stands, or was built', () => {
    expect(found([promise(1)], [promisedBefore(1)])).toEqual([]);
    const built = claim(1, { technology: 'ftth', downMbit: 1000 });
    expect(found([built], [promisedBefore(1, { readyBy: '2025-01-01' })])).toEqual([]);
  });

  it('is broken, put off, slower or gone', () => {
    expect(found([claim(1)], [promisedBefore(1, { readyBy: '2025-01-01' })])).toEqual([
      ['survey-promise-broken', 1],
    ]);
    expect(found([promise(1, { readyBy: '2027-12-31' })], [promisedBefore(1)])).toEqual([
      ['survey-promise-delayed', 1],
    ]);
    expect(found([promise(1, { downMbit: 500 })], [promisedBefore(1)])).toEqual([
      ['survey-promise-slower', 1],
    ]);
    expect(found([], [promisedBefore(1)])).toEqual([['survey-promise-gone', 1]]);
    const { params } = report([promise(1, { readyBy: '2027-12-31' })], [promisedBefore(1)]).findings[0]!;
    expect(params).toMatchObject({ months: 6, origins: 'Markterkundung 2024' });
  });
});
