import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import { NO_AREA } from './kept-areas.ts';
import { ledgerOf } from './ledger-of.ts';

const address = fc.record({
  reason: fc.integer({ min: 0, max: REASONS.length - 1 }),
  area: fc.constantFrom(NO_AREA, 0, 1),
});
const VERDICT: Record<string, string> = {
  'below-threshold': 'yes',
  'unknown-speed': 'unclear',
  'no-claim': 'unclear',
  'unknown-date': 'unclear',
};

describe('ledgerOf', () => {
  it('always adds up to all addresses', () => {
    fc.assert(
      fc.property(fc.array(address), (addresses) => {
        const reasonCode = Uint8Array.from(addresses, (a) => a.reason);
        const eligibleCode = Uint8Array.from(addresses, (a) =>
          ELIGIBILITY.indexOf((VERDICT[REASONS[a.reason]!] ?? 'no') as 'yes'),
        );
        const areaOf = Int32Array.from(addresses, (a) => a.area);
        const { total, buckets } = ledgerOf({ classCode: reasonCode, eligibleCode, reasonCode }, areaOf);
        expect(total).toBe(addresses.length);
        expect(buckets.reduce((sum, bucket) => sum + bucket.addresses, 0)).toBe(total);
        const open = addresses.filter((a) => REASONS[a.reason] === 'below-threshold' && a.area === NO_AREA);
        expect(buckets.find((b) => b.id === 'eligible-open')!.addresses).toBe(open.length);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
