import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centsFromEuro, centsPer, guarded, roundToCents, shareOfCents, sumCents } from './money.ts';

const SEED = { seed: 20_260, numRuns: 500 };
const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const rate = fc.integer({ min: 0, max: 10_000 });

describe('money', () => {
  it('turns euros into cents without binary noise', () => {
    expect([1.005, 0.29, 19.99, -0.29].map((euro) => centsFromEuro(euro, 'half-up'))).toEqual([
      101, 29, 1999, -29,
    ]);
  });

  it('rounds ties by the named rule', () => {
    const ties = [0.5, 1.5, 2.5, -0.5, -1.5];
    expect(ties.map((tie) => roundToCents(tie, 'half-even'))).toEqual([0, 2, 2, 0, -2]);
    expect(ties.map((tie) => roundToCents(tie, 'half-up'))).toEqual([1, 2, 3, -1, -2]);
    expect(ties.map((tie) => roundToCents(tie, 'floor'))).toEqual([0, 1, 2, -1, -2]);
    expect(ties.map((tie) => roundToCents(tie, 'ceil'))).toEqual([1, 2, 3, 0, -1]);
  });

  it('is exact up to 2^53 − 1 and refuses the next cent', () => {
    const max = Number.MAX_SAFE_INTEGER;
    expect(sumCents([max - 1, 1])).toBe(max);
    expect(() => sumCents([max, 1])).toThrow(RangeError);
    expect(() => guarded(0.5)).toThrow(RangeError);
    expect(() => centsFromEuro(Number.NaN)).toThrow(RangeError);
    expect(() => centsPer(1, 0)).toThrow(RangeError);
  });

  it('takes shares exactly as arithmetic in whole numbers of any size does', () => {
    fc.assert(
      fc.property(amount, rate, (cents, rateBp) => {
        const product = BigInt(cents) * BigInt(rateBp);
        const floor = Number(product / 10_000n);
        const ceil = product % 10_000n === 0n ? floor : floor + 1;
        expect(shareOfCents(cents, rateBp, 'floor')).toBe(floor);
        expect(shareOfCents(cents, rateBp, 'ceil')).toBe(ceil);
        const twice = (product % 10_000n) * 2n;
        const up = twice > 10_000n || (twice === 10_000n && floor % 2 === 1);
        expect(shareOfCents(cents, rateBp, 'half-even')).toBe(up ? ceil : floor);
      }),
      SEED,
    );
  });

  it('refuses rates outside 0 to 10,000 and negative amounts', () => {
    for (const bad of [-1, 10_001, 0.5]) expect(() => shareOfCents(100, bad, 'floor')).toThrow(RangeError);
    expect(() => shareOfCents(-1, 5000, 'floor')).toThrow(RangeError);
  });
});
