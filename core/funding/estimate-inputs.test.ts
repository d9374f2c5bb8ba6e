import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import estimateRules from '#data/funding/trench-estimate.json' with { type: 'json' };
import { PRICES } from '#data/network/index.ts';
import { densityClass, type EstimateRules, estimateInputs } from './estimate-inputs.ts';
import { readGapInputs } from './gap-inputs.ts';
import { gapInterval, tornado } from './sensitivity.ts';
import { viabilityGap } from './viability-gap.ts';

const RULES = estimateRules as EstimateRules;
const basis = fc.record({
  addresses: fc.integer({ min: 1, max: 50_000 }),
  dwellings: fc.integer({ min: 0, max: 200_000 }),
  areaKm2: fc.double({ min: 0.001, max: 500, noNaN: true }),
});

describe('an estimate of the investment', () => {
  it('takes the metres of the density, as the published projects have them', () => {
    expect(densityClass({ addresses: 4250, dwellings: 5300, areaKm2: 12 }, RULES).expected).toBe(24);
    expect(densityClass({ addresses: 200, dwellings: 200, areaKm2: 40 }, RULES).expected).toBe(150);
    expect(densityClass({ addresses: 25, dwellings: 25, areaKm2: 1 }, RULES).expected).toBe(65);
    const { expected } = estimateInputs({ addresses: 100, dwellings: 120, areaKm2: 20 }, 0.04, RULES, PRICES);
    expect(expected.trench.reduce((sum, { m }) => sum + m, 0)).toBe(15_000);
    expect(expected.discount).toBe(0.04);
  });

  it('gives inputs that can be calculated, and an interval that holds the expected sum', () => {
    fc.assert(
      fc.property(basis, (given) => {
        const estimate = estimateInputs(given, 0.03, RULES, PRICES);
        for (const inputs of Object.values(estimate)) expect(readGapInputs(inputs).issues).toEqual([]);
        const capex = (level: 'low' | 'expected' | 'high') => viabilityGap(estimate[level]).capexCents;
        expect(capex('low')).toBeLessThan(capex('expected'));
        expect(capex('expected')).toBeLessThan(capex('high'));
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('the interval of a gap', () => {
  it('holds the gap and the ends of every bar of the tornado', () => {
    fc.assert(
      fc.property(basis, fc.double({ min: 0.1, max: 1, noNaN: true }), (given, low) => {
        const inputs = estimateInputs(given, 0.04, RULES, PRICES).expected;
        const factors = { trenchPrice: [low, 2 - low] } as const;
        const { lowCents, highCents } = gapInterval(inputs, factors);
        const sums = tornado(inputs, factors).flatMap((bar) => [bar.gapAtLowCents, bar.gapAtHighCents]);
        for (const sum of [...sums, viabilityGap(inputs).gapCents]) {
          expect(sum).toBeGreaterThanOrEqual(lowCents);
          expect(sum).toBeLessThanOrEqual(highCents);
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
