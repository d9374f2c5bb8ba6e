import { describe, expect, it } from 'vitest';
import type { IssueError } from '#core/issue.ts';
import { isoDateOf } from '#core/rulebook/claim.ts';
import { chooseRules, type RulesQuery } from '../../server/features/assessment/choose-rules.ts';

const codeOf = (query: RulesQuery) => {
  try {
    return chooseRules(query).ruleSet.id;
  } catch (error) {
    return (error as IssueError).issues[0]!.code;
  }
};

describe('the rule set of a day', () => {
  it.each([
    ['2015-10-21', 'no-rule-set-on'],
    ['2015-10-22', 'weisse-flecken-2015'],
    ['2021-04-25', 'weisse-flecken-2015'],
    ['2021-04-26', 'hellgraue-flecken-2021'],
    ['2022-10-17', 'hellgraue-flecken-2021'],
    ['2022-10-18', 'no-rule-set-on'],
    ['2022-12-31', 'no-rule-set-on'],
    ['2023-01-01', 'gigabit-rl-2023'],
    ['2024-04-29', 'gigabit-rl-2023'],
    ['2024-04-30', 'gigabit-rl-2024'],
    ['2025-01-12', 'gigabit-rl-2024'],
    ['2025-01-13', 'gigabit-rl-2025'],
  ])('%s: %s', (date, expected) => {
    expect(codeOf({ date })).toBe(expected);
  });
  it('names the special case that is in force beside it', () => {
    const { alsoInForce } = chooseRules({ date: '2021-06-01' });
    expect(alsoInForce.map((rules) => rules.id)).toEqual(['hellgraue-flecken-2021-schwerpunkte']);
  });
  it('may be another than that of the day, and the day then only dates the promises', () => {
    const { ruleSet, compiled, alsoInForce } = chooseRules({ rules: 'gigabit-rl-2024', date: '2026-01-15' });
    expect([ruleSet.id, isoDateOf(compiled.onDay), isoDateOf(compiled.horizonEndDay), alsoInForce]).toEqual([
      'gigabit-rl-2024',
      '2026-01-15',
      '2031-01-15',
      [],
    ]);
  });
  it.each([
    [2, 'bad-parameter'],
    [3, 'gigabit-rl-2024'],
    [7, 'gigabit-rl-2024'],
    [8, 'bad-parameter'],
  ])('a horizon of %d years: %s', (horizonYears, expected) => {
    expect(codeOf({ rules: 'gigabit-rl-2024', date: '2026-01-15', horizonYears })).toBe(expected);
  });
  it('is asked for when nothing names it', () => {
    expect([codeOf({}), codeOf({ rules: 'none' })]).toEqual(['rules-or-date', 'unknown-rule-set']);
  });
});
