import { describe, expect, it } from 'vitest';
import programmesJson from '#data/funding/programmes.json' with { type: 'json' };
import scoringJson from '#data/funding/scoring-2023.json' with { type: 'json' };
import { findRuleSet, ruleSetsOn } from '#data/rulebook/index.ts';
import { catalogueUnder } from './catalogue-under.ts';
import { type ProgrammeData, type ProgrammeInputs, programmesThatFit } from './programmes.ts';
import { fastLanePoints, type ScoreInputs, type ScoringCatalogue, score } from './score.ts';

const SCORING = scoringJson as ScoringCatalogue;
/** As the rule set in force on a day states it. */
const catalogueOn = (day: string) => catalogueUnder(ruleSetsOn(day)[0]!, day, [SCORING], SCORING).catalogue;
const CATALOGUE = catalogueOn('2025-03-01');
const PROGRAMMES = programmesJson as ProgrammeData;
const BEST: ScoreInputs = {
  addresses: 1000,
  whiteAddresses: 201,
  synergyMet: true,
  inhabitants: 4999,
  areaKm2: 100,
  municipalities: 5,
};
const HANNOVER = { ...BEST, inhabitants: 550_000, areaKm2: 204, municipalities: 1 };

describe('score', () => {
  it('gives all points just inside every edge', () => {
    expect(score(BEST, CATALOGUE)).toMatchObject({ surePoints: 500, possiblePoints: 500, raises: [] });
  });

  it('keeps assumed points apart just outside the edges', () => {
    const outside = score(
      { ...BEST, whiteAddresses: 200, inhabitants: 5000, municipalities: 4, synergyMet: null },
      CATALOGUE,
    );
    expect(outside.criteria.map((criterion) => criterion.surePoints)).toEqual([0, 0, 0, 0]);
    expect(outside.criteria.map((criterion) => criterion.assumedPoints)).toEqual([200, 0, 0, 56]);
    expect(outside.criteria.map((criterion) => criterion.possiblePoints)).toEqual([200, 125, 0, 56]);
    expect(outside.raises.map((raise) => raise.key)).toEqual([
      'synergienutzung',
      'digitaleTeilhabe',
      'interkommunaleZusammenarbeit',
    ]);
  });

  it('leaves Hannover alone at 325 points at most, below the 350 of 2025', () => {
    expect(score(HANNOVER, CATALOGUE).possiblePoints).toBe(325);
    for (const [day, points] of [
      ['2025-03-01', 350],
      ['2024-12-31', 300],
      ['2024-03-01', 300],
    ] as const)
      expect([day, fastLanePoints(catalogueOn(day), day)?.value]).toEqual([day, points]);
    expect(fastLanePoints(CATALOGUE, '2023-04-02')).toBeNull();
  });
});

describe('the catalogue of a rule set', () => {
  it('stands in, and says so, where the rule set names none', () => {
    const { catalogue, isStated } = catalogueUnder(
      findRuleSet('weisse-flecken-2015'),
      '2016-01-01',
      [SCORING],
      SCORING,
    );
    expect([catalogue.id, catalogue.fastLane, isStated]).toEqual(['scoring-2023', [], false]);
  });

  it('is refused by name where there is none of it', () => {
    const rules = findRuleSet('gigabit-rl-2025');
    const scoring = rules.scoring!.map((one) => ({ ...one, catalogue: 'scoring-2026' }));
    expect(() => catalogueUnder({ ...rules, scoring }, '2025-03-01', [SCORING], SCORING)).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({
            code: 'unknown-scoring-catalogue',
            params: expect.objectContaining({ value: 'scoring-2026', known: 'scoring-2023' }),
          }),
        ],
      }),
    );
  });
});

describe('programmes', () => {
  const small: ProgrammeInputs = {
    onDate: '2025-09-15',
    eligibleCents: 100_000_000,
    federalCents: 50_000_000,
    minFederalCents: 10_000_000,
    coversWholeUnit: true,
    gigabitSameYear: false,
    score: score(HANNOVER, CATALOGUE),
  };
  const fits = (inputs: ProgrammeInputs) => {
    const { verdicts, best } = programmesThatFit(inputs, PROGRAMMES, CATALOGUE);
    return [...verdicts.map((verdict) => verdict.fits), best];
  };

  it('shows Hannover the Lückenschluss beside the ranked standard programme', () => {
    expect(fits(small)).toEqual(['no', 'yes', 'yes', 'lueckenschluss']);
  });

  it('claims nothing after the last known call', () => {
    expect(fits({ ...small, onDate: '2025-09-16' })).toEqual(['no', 'unknown', 'unknown', 'lueckenschluss']);
  });

  it('refuses the Lückenschluss a cent above its maximum, or beside a gigabit application', () => {
    expect(fits({ ...small, eligibleCents: 100_000_001 })[2]).toBe('no');
    expect(fits({ ...small, gigabitSameYear: true })[2]).toBe('no');
  });

  it('takes the fast lane with certain points, and says none when nothing is left', () => {
    expect(fits({ ...small, score: score(BEST, CATALOGUE) })).toEqual(['yes', 'yes', 'yes', 'fast-lane']);
    expect(fits({ ...small, coversWholeUnit: false })[3]).toBe('none');
    expect(fits({ ...small, federalCents: 9_999_999 })[3]).toBe('none');
  });
});
