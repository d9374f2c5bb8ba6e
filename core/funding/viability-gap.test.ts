import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GapInputs } from './gap-inputs.ts';
import { gapReport } from './gap-report.ts';
import { annuityFactor, presentValueCents } from './present-value.ts';
import { gapOfFlows, viabilityGap } from './viability-gap.ts';

const SEED = { seed: 20_261, numRuns: 200 };
const GOLDEN = fileURLToPath(new URL('../../../shared/bench/techno/', import.meta.url));
const SMALL: GapInputs = {
  premises: 100,
  dwellings: 100,
  years: 7,
  discount: 0.04,
  trench: [{ surface: 'verge', m: 1000, eur_m: 55 }],
  duct_fibre_eur_m: 12,
  feeder_m: 100,
  feeder_eur_m: 60,
  pop: { n: 1, eur: 120_000 },
  nvt: { homes_per: 96, eur: 9000 },
  drop: { avg_m: 11, eur_m: 55, entry_eur: 650, share_connected_at_build: 0.6 },
  ont_eur: 120,
  planning_pct: 0.12,
  contingency_pct: 0.05,
  takeup: [0.1, 0.2, 0.3, 0.3, 0.4, 0.4, 0.4],
  arpu_net_eur_month: 34,
  new_revenue_share: 1,
  opex_line_eur_month: 7.5,
  opex_home_passed_eur_year: 18,
  opex_fixed_pct_of_passive: 0.005,
};

describe('present value', () => {
  it('knows the annuity factors of seven years', () => {
    expect(annuityFactor(0.04, 7)).toBeCloseTo(6.002055, 6);
    expect(annuityFactor(0.03, 7)).toBeCloseTo(6.230283, 6);
    expect(annuityFactor(0, 7)).toBe(7);
  });

  it('equals the annuity factor for equal flows', () => {
    expect(presentValueCents(Array(7).fill(100_000_00), 0.04)).toBe(600_205_47);
  });
});

describe('viability gap', () => {
  it.each([
    [0.04, 959_917_81],
    [0.03, 950_788_68],
  ])('of 1.2 m€ capex, 20 k€ opex, 60 k€ revenue at %d', (discountPerYear, gapCents) => {
    const yearly = (euro: number) => Array<number>(7).fill(euro * 100);
    const flows = {
      capexCents: 120_000_000,
      opexCents: yearly(20_000),
      revenueCents: yearly(60_000),
      discountPerYear,
    };
    expect(gapOfFlows(flows).gapCents).toBe(gapCents);
  });

  for (const name of ['viability_gap_example', 'viability_gap_micro']) {
    const path = `${GOLDEN}${name}.json`;
    if (existsSync(path)) {
      it(`gives ${name} to the cent`, () => {
        const golden = JSON.parse(readFileSync(path, 'utf8'));
        const { report, issues } = gapReport({ inputs: golden.inputs });
        expect(issues).toEqual([]);
        expect(report).toEqual(golden.expected);
      });
    } else {
      console.log(`not checked: ${name} (no file ../shared/bench/techno/${name}.json)`);
    }
  }

  it('never grows when income grows, and its parts add up', () => {
    const euros = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(euros, euros, fc.double({ min: 0, max: 0.2, noNaN: true }), (arpu, more, discount) => {
        const low = viabilityGap({ ...SMALL, discount, arpu_net_eur_month: arpu });
        const high = viabilityGap({ ...SMALL, discount, arpu_net_eur_month: arpu + more });
        expect(high.gapCents).toBeLessThanOrEqual(low.gapCents);
        expect(low.gapSignedCents).toBe(
          low.capexCents + low.activationPvCents + low.opexPvCents - low.revenuePvCents,
        );
        expect(low.gapCents).toBe(Math.max(0, low.gapSignedCents));
      }),
      SEED,
    );
  });

  it('is 0, not negative, where income exceeds cost', () => {
    const gap = viabilityGap({ ...SMALL, arpu_net_eur_month: 5000 });
    expect(gap.gapCents).toBe(0);
    expect(gap.gapSignedCents).toBeLessThan(0);
  });

  it('costs nothing to switch on when lines are given up', () => {
    const gap = viabilityGap({ ...SMALL, takeup: [0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4] });
    expect(gap.years.map((year) => year.activationCents)).toEqual([600_000, 0, 0, 0, 0, 0, 0]);
  });

  it('names every bad field at once', () => {
    const { discount: _, ...rest } = SMALL;
    const { report, issues } = gapReport({
      inputs: {
        ...rest,
        premises: 0,
        takeup: [1.1],
        trench: [{ surface: 'x', m: 'long', eur_m: 1 }],
        vat: 0.19,
      },
    });
    expect(report).toBeNull();
    expect(issues.map((issue) => issue.where)).toEqual([
      'premises',
      'discount',
      'trench[0].m',
      'takeup[0]',
      'takeup',
      'vat',
    ]);
    for (const bad of [null, [], 'text', 3, { inputs: null }]) expect(gapReport(bad).report).toBeNull();
  });

  it('answers sums that cents cannot hold with an issue', () => {
    const huge = gapReport({ ...SMALL, trench: [{ surface: 'gold', m: 1e9, eur_m: 1e9 }] });
    expect(huge.report).toBeNull();
    expect(huge.issues.map((issue) => issue.code)).toEqual(['sum-too-large']);
  });

  it('warns below seven years and not at seven', () => {
    const six = gapReport({ ...SMALL, years: 6, takeup: SMALL.takeup.slice(0, 6) });
    expect(six.issues.map((issue) => issue.code)).toEqual(['gap-period-too-short']);
    expect(six.report).not.toBeNull();
    expect(gapReport(SMALL).issues).toEqual([]);
  });
});
