import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressTable } from '#core/columns/address-table.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { type Classification, classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { assertBalanced, bucketsOf, LEDGER_BUCKETS, ledgerOf, NO_AREA } from '#core/rulebook/ledger.ts';
import { ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import { findRuleSet, listRuleSets } from '#data/rulebook/index.ts';
import { tableOf } from './table-of.ts';

const compiled = (id: string) => compileRules(findRuleSet(id), { onDay: dayOf('2026-01-15') });
const counts = (table: AddressTable, areaOf: Int32Array, id: string) => {
  const ledger = ledgerOf({ codes: classify(table, compiled(id)), areaOf, households: table.households });
  return Object.fromEntries(ledger.buckets.map((bucket) => [bucket.id, bucket.addresses]));
};

describe('the ledger', () => {
  const promise = { down: 1000, up: 1000, planned: true, binding: true, milestones: true };
  const table = tableOf([
    { claims: [{ down: 50, up: 10 }], households: 3 },
    { claims: [{ down: 1000, up: 1000 }] },
    {
      claims: [
        { down: 50, up: 10 },
        { ...promise, readyBy: '2027-01-01' },
      ],
    },
    { claims: [{ down: 50, up: 10, fundedElsewhere: true }] },
    { claims: [{ down: 1000, up: 50, technology: 'hfc' }] },
    { claims: [] },
    { claims: [{ down: 50, up: 10 }, promise] },
    { claims: [{ down: 50, up: 10 }], households: 5 },
  ]);

  it('puts every address into one bucket', () => {
    const codes = classify(table, compiled('gigabit-rl-2024'));
    const names = Array.from(bucketsOf({ codes }), (code) => LEDGER_BUCKETS[code]);
    expect(names).toEqual([
      'eligible-open',
      'served',
      'committed',
      'funded-elsewhere',
      'excluded',
      'unclear',
      'unclear',
      'eligible-open',
    ]);
  });
  it('gives an area the eligible and the unclear inside it, and leaves it the others', () => {
    const everything = new Int32Array(table.length);
    expect(counts(table, everything, 'gigabit-rl-2024')).toEqual({
      'in-area': 4,
      'eligible-open': 0,
      unclear: 0,
      committed: 1,
      'funded-elsewhere': 1,
      excluded: 1,
      served: 1,
    });
    const two = Int32Array.from([1, 1, NO_AREA, NO_AREA, NO_AREA, 0, 1, NO_AREA]);
    const codes = classify(table, compiled('gigabit-rl-2024'));
    const ledger = ledgerOf({ codes, areaOf: two, households: table.households });
    expect(ledger.inArea).toEqual([1, 2]);
    expect(ledger.buckets[0]).toEqual({ id: 'in-area', addresses: 3, households: 5 });
    expect(ledger.buckets[1]).toEqual({ id: 'eligible-open', addresses: 1, households: 5 });
  });
  it('refuses what does not balance', () => {
    const buckets = LEDGER_BUCKETS.map((id) => ({ id, addresses: 1, households: 0 }));
    expect(() => assertBalanced({ total: 8, buckets, inArea: [1] })).toThrow('7 of 8');
    expect(() => assertBalanced({ total: 7, buckets, inArea: [1, 1] })).toThrow('areas hold 2');
    expect(() => assertBalanced({ total: 7, buckets, inArea: [1] })).not.toThrow();
  });
  it('refuses a verdict that does not fit its reason, and columns of unequal length', () => {
    const one = (eligible: 'yes' | 'no', reason: (typeof REASONS)[number]): Classification => ({
      classCode: new Uint8Array(1),
      eligibleCode: Uint8Array.of(ELIGIBILITY.indexOf(eligible)),
      reasonCode: Uint8Array.of(REASONS.indexOf(reason)),
    });
    expect(() => ledgerOf({ codes: one('yes', 'supplied') })).toThrow('yes because of supplied');
    expect(() => ledgerOf({ codes: one('no', 'below-threshold') })).toThrow('no because of below-threshold');
    expect(() => ledgerOf({ codes: one('no', 'supplied'), areaOf: new Int32Array(2) })).toThrow('1, 1 and 2');
  });
});

/**
 * 100,000 random edits in all: claims corrected, data sources swapped whole (an import), areas drawn, moved and
 * removed, rule sets changed. After each the books of `ledgerOf` are compared with books kept one address at a time.
 */
describe('100,000 random edits', () => {
  const RUNS = 200;
  const EDITS = 500;
  const SIZE = 60;
  const ids = listRuleSets().map((rules) => rules.id);
  const edit = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('claim'), fc.nat(), fc.nat()) },
    { weight: 3, arbitrary: fc.tuple(fc.constant('area'), fc.nat(), fc.nat()) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('import'), fc.nat(), fc.nat()) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('rules'), fc.nat(), fc.nat()) },
  );
  const speeds = [Number.NaN, 6, 29, 30, 99, 100, 200, 299, 300, 500, 1000];

  it('keep the sum', () => {
    let edits = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: EDITS, maxLength: EDITS }), (list) => {
        let table = randomAddressTable(SIZE, { seed: 1 });
        let rules = compiled(ids[0]!);
        let codes = classify(table, rules);
        const areaOf = new Int32Array(SIZE).fill(NO_AREA);
        for (const [kind, a, b] of list) {
          edits++;
          const { claims } = table;
          if (kind === 'claim' && claims.downMbit.length > 0) {
            const c = a % claims.downMbit.length;
            claims.downMbit[c] = speeds[b % speeds.length]!;
            claims.upMbit[c] = speeds[(b >> 4) % speeds.length]!;
            claims.flags[c] = (b >> 8) & 31;
          } else if (kind === 'area') {
            const from = a % SIZE;
            areaOf.fill((b % 5) - 1, from, Math.min(SIZE, from + (b % 17)));
          } else if (kind === 'import') table = randomAddressTable(SIZE, { seed: a });
          else if (kind === 'rules') rules = compiled(ids[a % ids.length]!);
          if (kind !== 'area') codes = classify(table, rules);
          const ledger = ledgerOf({ codes, areaOf });
          const sum = ledger.buckets.reduce((all, bucket) => all + bucket.addresses, 0);
          if (sum !== SIZE) expect.fail(`${sum} of ${SIZE} after ${kind}`);
          const open = countWhere(SIZE, (i) => codes.eligibleCode[i] === 0 && areaOf[i] === NO_AREA);
          const planned = countWhere(SIZE, (i) => codes.eligibleCode[i] !== 1 && areaOf[i] !== NO_AREA);
          if (ledger.buckets[1]!.addresses !== open) expect.fail(`open: ${open}`);
          if (ledger.buckets[0]!.addresses !== planned) expect.fail(`in areas: ${planned}`);
        }
      }),
      { seed: 4, numRuns: RUNS },
    );
    expect(edits).toBeGreaterThanOrEqual(100_000);
  });
});

function countWhere(size: number, test: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < size; i++) if (test(i)) count++;
  return count;
}
