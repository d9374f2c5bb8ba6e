import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { compareClassifications } from '#core/rulebook/compare.ts';
import { CLASSES, ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { tableOf } from './table-of.ts';

const under = (table: Parameters<typeof classify>[0], id: string) =>
  classify(table, compileRules(findRuleSet(id), { onDay: dayOf('2026-01-15') }));

describe('the comparison of two rule sets', () => {
  const table = tableOf([
    { claims: [{ down: 16, up: 2 }], households: 2 },
    { claims: [{ down: 50, up: 10 }], households: 3 },
    { claims: [{ down: 50, up: 10 }], households: 4 },
    { claims: [{ down: 1000, up: 50, technology: 'hfc' }], households: 5 },
    { claims: [{ down: 1000, up: 1000 }], households: 6 },
  ]);
  const comparison = compareClassifications(
    under(table, 'weisse-flecken-2015'),
    under(table, 'gigabit-rl-2024'),
    table.households,
  );

  it('says who goes from what to what, and why', () => {
    expect(comparison.changes).toEqual([
      {
        from: { class: 'versorgt', eligible: 'no', reason: 'supplied' },
        to: { class: 'hellgrau', eligible: 'yes', reason: 'below-threshold' },
        addresses: 2,
        households: 7,
      },
      {
        from: { class: 'versorgt', eligible: 'no', reason: 'supplied' },
        to: { class: 'dunkelgrau', eligible: 'no', reason: 'cable' },
        addresses: 1,
        households: 5,
      },
    ]);
    expect([...comparison.isChanged]).toEqual([0, 1, 1, 1, 0]);
    expect([comparison.changed, comparison.eligibilityChanged]).toEqual([3, 2]);
  });
  it('counts all addresses in both matrices', () => {
    const at = (from: (typeof ELIGIBILITY)[number], to: (typeof ELIGIBILITY)[number]) =>
      comparison.eligibleMatrix[ELIGIBILITY.indexOf(from)]![ELIGIBILITY.indexOf(to)];
    expect([at('yes', 'yes'), at('no', 'yes'), at('no', 'no'), at('yes', 'no')]).toEqual([1, 2, 2, 0]);
    const supplied = comparison.classMatrix[CLASSES.indexOf('versorgt')]!;
    expect(supplied).toEqual([0, 2, 1, 1, 0]);
  });
  it('adds up on a random city, and is mirrored when asked the other way round', () => {
    const city = randomAddressTable(5_000, { seed: 8 });
    const [a, b] = [under(city, 'gigabit-rl-2023'), under(city, 'gigabit-rl-2024')];
    const there = compareClassifications(a, b);
    const back = compareClassifications(b, a);
    const sum = (matrix: readonly (readonly number[])[]) => matrix.flat().reduce((all, n) => all + n, 0);
    expect([sum(there.classMatrix), sum(there.eligibleMatrix)]).toEqual([5_000, 5_000]);
    expect(there.changes.reduce((all, change) => all + change.addresses, 0)).toBe(there.changed);
    expect(there.changed).toBeGreaterThan(100);
    expect(back.classMatrix).toEqual(CLASSES.map((_, i) => there.classMatrix.map((row) => row[i])));
    expect(compareClassifications(a, a).changes).toEqual([]);
  });
  it('refuses tables of unequal length', () => {
    const other = under(randomAddressTable(3), 'gigabit-rl-2024');
    expect(() => compareClassifications(other, under(table, 'gigabit-rl-2024'))).toThrow('3 and 5 addresses');
  });
});
