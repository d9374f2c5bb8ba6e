import { describe, expect, it } from 'vitest';
import { ESTIMATE_RULES } from '#data/funding/index.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { planNetwork } from '../network/plan-network.ts';
import { withOwnPrices } from '../network/price-catalogue.ts';
import { readGapInputs } from './gap-inputs.ts';
import { planInputs, planInvestment } from './plan-investment.ts';
import { tornado } from './sensitivity.ts';
import { viabilityGap } from './viability-gap.ts';

const prices = withOwnPrices(PRICES, 'own-1', [
  { item: 'trench-sidewalk', low: 70.07, expected: 101.03, high: 150.5, source: 'Rahmenvertrag' },
]);
const plan = planNetwork({
  streets: [
    {
      class: 'residential',
      line: [
        [0, 0],
        [90.31, 0],
        [200.77, 13.1],
      ],
    },
  ],
  targets: [12, 95, 190].map((x, i) => ({
    id: `t${i}`,
    kind: 'address',
    homes: 1 + i,
    eastingM: x,
    northingM: 17.4,
  })),
  prices,
  rules: DIMENSIONING.rules,
  seconds: 1,
});

describe('the investment of a structural plan', () => {
  const investment = planInvestment(plan, prices)!;
  const levels = planInputs(investment, 0.04, ESTIMATE_RULES);

  it('is its cost to the cent at every level of prices, and can be read as inputs', () => {
    for (const level of ['low', 'expected', 'high'] as const) {
      expect(readGapInputs(structuredClone(levels[level])).issues).toEqual([]);
      expect(viabilityGap(levels[level]).capexCents).toBe(plan.costCents[level]);
    }
    expect(investment).toMatchObject({ targets: 3, connected: 3, homes: 6, prices: 'own-1' });
  });

  it('moves with the price of its trenches, and not with lengths beside the positions', () => {
    const bar = tornado(levels.expected).find(({ input }) => input === 'trenchPrice')!;
    expect(bar.gapAtHighCents).toBeGreaterThan(bar.gapAtLowCents);
    const longer = { ...levels.expected, feeder_m: 5000 };
    expect(viabilityGap(longer).capexCents).toBe(plan.costCents.expected);
  });

  it('is nothing where the prices are not those of the plan', () => {
    expect(planInvestment(plan, PRICES)).toBeNull();
  });

  it('names every position that cannot be read', () => {
    const bad = {
      ...levels.expected,
      investment: [{ ...levels.expected.investment![0]!, group: 'air', eur: -1 }],
    };
    expect(readGapInputs(bad).issues.map(({ where }) => where)).toEqual([
      'investment[0].group',
      'investment[0].eur',
    ]);
  });
});
