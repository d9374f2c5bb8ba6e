import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FEDERAL_RULES,
  OPEN_RULE_DATA,
  PLAUSIBILITY_RULES,
  PROCEDURE_RULES,
  PROGRAMMES,
  SCORING,
} from '#data/funding/index.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import type { FundingData } from './application-score.ts';
import { catalogueUnder } from './catalogue-under.ts';
import { withPlausibilityEntries, withProcedureEntries } from './open-periods.ts';
import { enteredKeys, openRules, type RuleEntry, readEntryValue, withEntries } from './rule-entries.ts';
import { fastLanePoints, score } from './score.ts';

const { catalogue: SCORED } = catalogueUnder(
  findRuleSet('gigabit-rl-2025'),
  '2025-05-01',
  [SCORING],
  SCORING,
);
const DATA: FundingData = {
  federal: FEDERAL_RULES,
  land: null,
  catalogue: SCORED,
  isCatalogueStated: true,
  programmes: PROGRAMMES,
};
const entry = (key: string, value: unknown, id = 1): RuleEntry => ({
  id,
  key,
  value,
  source: 'Merkblatt',
  asOf: '2026-02-01',
});
const facts = {
  addresses: 100,
  whiteAddresses: 12,
  synergyMet: null,
  inhabitants: 1000,
  areaKm2: 10,
  municipalities: 1,
};

describe('entries of rules that are not established', () => {
  it('leave everything as it ships when there are none, and when they are taken back', () => {
    const lane = { validFrom: '2026-01-01', validTo: null, points: 400 };
    const taken = [entry('fastLane', lane, 1), entry('fastLane', null, 2)];
    for (const entries of [[], taken]) {
      const same = withEntries(DATA, entries);
      expect(score(facts, same.catalogue)).toEqual(score(facts, SCORED));
      expect(same.programmes.calls).toEqual(PROGRAMMES.calls);
      expect(enteredKeys(entries)).toEqual([]);
    }
  });

  it('win over what ships on their days, and stay not verified with source and day', () => {
    const lane = { validFrom: '2026-01-01', validTo: null, points: 400 };
    const { catalogue } = withEntries(DATA, [entry('fastLane', lane)]);
    expect(fastLanePoints(catalogue, '2026-05-01')).toEqual({
      value: 400,
      source: 'Merkblatt (eingetragen, Stand 2026-02-01; nicht verifiziert)',
      confidence: 'unsure',
      paragraph: null,
    });
    expect(fastLanePoints(catalogue, '2025-05-01')?.value).toBe(350);
    expect(enteredKeys([entry('fastLane', lane)])).toEqual(['entered:fastLane@2026-02-01']);
    expect(openRules(DATA, [entry('fastLane', lane)]).find(({ key }) => key === 'fastLane')).toMatchObject({
      value: lane,
      confidence: 'unsure',
      asOf: '2026-02-01',
    });
  });

  it('give points by steps, never certain ones', () => {
    const steps = [
      { at: 0.1, points: 80 },
      { at: 0.05, points: 40 },
    ];
    const { catalogue } = withEntries(DATA, [entry('scoring.nachholbedarf.steps', steps)]);
    const of = (whiteAddresses: number) =>
      score({ ...facts, whiteAddresses }, catalogue).criteria.find(({ key }) => key === 'nachholbedarf')!;
    expect([4, 5, 12, 20, 21].map((white) => of(white).assumedPoints)).toEqual([0, 40, 80, 80, 200]);
    expect(of(12)).toMatchObject({ surePoints: 0, confidence: 'assumed' });
    // Fewer inhabitants are better: steps count downwards.
    const few = withEntries(DATA, [entry('scoring.digitaleTeilhabe.steps', [{ at: 120, points: 30 }])]);
    const teilhabe = score(facts, few.catalogue).criteria.find(({ key }) => key === 'digitaleTeilhabe')!;
    expect(teilhabe.assumedPoints).toBe(30);
  });

  it('are refused with what would do', () => {
    expect(readEntryValue(DATA, 'nothing', 1)).toMatchObject({ at: 'key' });
    expect(readEntryValue(DATA, 'federal.discountPerYear', 4)).toMatchObject({ at: 'value' });
    expect(readEntryValue(DATA, 'call.gigabit', { from: '2026-02-30', to: '2026-09-15' })).toMatchObject({
      at: 'value.from',
      expected: 'a day that exists, as YYYY-MM-DD',
    });
    expect(readEntryValue(DATA, 'federal.discountPerYear', 0.035)).toEqual({ value: 0.035 });
    expect(readEntryValue(DATA, 'fastLane', null)).toEqual({ value: null });
  });

  it('name columns of the list of answers, none twice', () => {
    const read = (value: unknown) => readEntryValue(OPEN_RULE_DATA, 'survey.answerColumns', value);
    expect(read({ plz: 'Postleitzahl' })).toEqual({ value: { plz: 'Postleitzahl' } });
    expect(read({ plz: 'ort' })).toMatchObject({ expected: 'every name once' });
    expect(read({})).toMatchObject({ expected: 'at least one column with another name' });
    expect(read({ nirgends: 'x' })).toMatchObject({ at: 'value' });
  });

  it('never make a point certain', () => {
    const steps = fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), points: fc.integer({ min: 0, max: 500 }) }),
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 100 }), (list, whiteAddresses) => {
        const given = { ...facts, whiteAddresses };
        const entered = score(
          given,
          withEntries(DATA, [entry('scoring.nachholbedarf.steps', list)]).catalogue,
        );
        expect(entered.surePoints).toBe(score(given, SCORING).surePoints);
        expect(entered.assumedPoints).toBeLessThanOrEqual(entered.maxPoints);
        expect(entered.possiblePoints).toBeGreaterThanOrEqual(entered.assumedPoints);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('replace periods and what answers are held against, and nothing that is established', () => {
    const valid = entry('procedures.surveyValidMonths', 18);
    const periods = withProcedureEntries(PROCEDURE_RULES, [valid, entry('procedures.surveyMinDays', 1, 2)]);
    expect([periods.surveyValidMonths.value, periods.surveyMinDays.value]).toEqual([18, 56]);
    expect(periods.surveyValidMonths.source).toContain('eingetragen, Stand 2026-02-01; nicht verifiziert');
    const speed = entry('survey.speeds.dsl', { downMbit: 16, upMbit: 1 });
    const { speeds, lateShare } = withPlausibilityEntries(PLAUSIBILITY_RULES, [speed]);
    expect(speeds.dsl).toMatchObject({ downMbit: 16, confidence: 'unsure' });
    expect([speeds.fttc, lateShare]).toEqual([PLAUSIBILITY_RULES.speeds.fttc, PLAUSIBILITY_RULES.lateShare]);
    const keys = openRules(OPEN_RULE_DATA, [valid]).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['survey.buildRatePerMonth', 'survey.speeds.fwa']));
    expect(readEntryValue(OPEN_RULE_DATA, 'procedures.surveyMinDays', 1)).toMatchObject({ at: 'key' });
    expect(readEntryValue(OPEN_RULE_DATA, 'procedures.purposeYears', 0.5)).toMatchObject({ at: 'value' });
  });
});
