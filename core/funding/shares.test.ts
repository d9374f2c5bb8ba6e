import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import federalJson from '#data/funding/federal-gigabit-rl-2-0.json' with { type: 'json' };
import bayern from '#data/funding/land-bayern-kofgibitr-2-verdichtungsraum.json' with { type: 'json' };
import giganetz from '#data/funding/land-niedersachsen-giganetz-2020.json' with { type: 'json' };
import grau from '#data/funding/land-niedersachsen-graue-flecken-2024.json' with { type: 'json' };
import type { FederalRules, LandRules } from './funding-rules.ts';
import { landCap } from './land-cap.ts';
import { operatorModel } from './operator-model.ts';
import { sharesOf } from './shares.ts';

const FEDERAL = federalJson as FederalRules;
const LAENDER = [giganetz, grau, bayern] as LandRules[];
const [GIGANETZ, GRAU, BAYERN] = LAENDER as [LandRules, LandRules, LandRules];
const euro = (amount: number) => amount * 100;

describe('Land cap', () => {
  it.each([
    [0, 0],
    [1, 2_000],
    [1500, 3_000_000],
    [2000, 4_000_000],
    [2001, 4_001_500],
    [4000, 7_000_000],
    [4001, 7_000_500],
    [5000, 7_500_000],
  ])('of %i addresses is %i €', (connections, cap) => {
    expect(landCap(GIGANETZ, connections)).toBe(euro(cap));
    expect(landCap(GIGANETZ, connections, 2)).toBe(euro(cap + 30_000));
    expect(landCap(GRAU, connections)).toBeNull();
  });
});

describe('shares', () => {
  const million = { eligibleCents: euro(1_000_000), federalRateBp: 5000, connections: 1000 };
  const values = (shares: ReturnType<typeof sharesOf>) =>
    [shares.federal, shares.land, shares.other, shares.own].map((figure) => figure.valueCents);

  it('splits 50 / 25 / 25 in Niedersachsen and 50 / 30 / 20 in Bavaria', () => {
    expect(values(sharesOf(million, FEDERAL, GRAU))).toEqual([500_000, 250_000, 0, 250_000].map(euro));
    expect(values(sharesOf(million, FEDERAL, BAYERN))).toEqual([500_000, 300_000, 0, 200_000].map(euro));
  });

  it('caps the Land per connection', () => {
    expect(sharesOf({ ...million, connections: 100 }, FEDERAL, GIGANETZ).land.valueCents).toBe(euro(200_000));
  });

  it('lets a surplus of other grants lower the federal share, never the own floor', () => {
    const shares = sharesOf({ ...million, otherGrantsCents: euro(600_000) }, FEDERAL, GRAU);
    expect(values(shares)).toEqual([300_000, 0, 600_000, 100_000].map(euro));
    expect(shares.issues).toMatchObject([
      { code: 'federal-share-reduced', params: { paragraph: 'Nr. 6.8' } },
    ]);
    const over = sharesOf({ ...million, otherGrantsCents: euro(900_001) }, FEDERAL, GRAU);
    expect(over.issues.map((issue) => issue.code)).toContain('over-funded');
  });

  it('grants nothing one cent below the federal minimum, and at it', () => {
    const at = (cents: number) => sharesOf({ ...million, eligibleCents: cents }, FEDERAL, GRAU);
    expect(at(euro(200_000)).fundable).toBe(true);
    const below = at(euro(200_000) - 1);
    expect(below.fundable).toBe(false);
    expect(values(below)).toEqual([0, 0, 0, euro(200_000) - 1]);
    expect(below.issues.map((issue) => issue.code)).toEqual(['below-federal-minimum']);
  });

  it('says that raised rates are not verified and that others are unknown', () => {
    const codes = (federalRateBp: number) =>
      sharesOf({ ...million, federalRateBp }, FEDERAL, GRAU).issues.map((issue) => issue.code);
    expect(codes(5000)).toEqual([]);
    expect(codes(7000)).toEqual(['federal-rate-not-verified']);
    expect(codes(5500)).toEqual(['unknown-federal-rate']);
  });

  it('always add up, own at or above its floor, federal at or below its caps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: euro(200_000_000) }),
        fc.constantFrom(5000, 6000, 7000),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: euro(50_000_000) }),
        fc.constantFrom(null, ...LAENDER),
        (eligibleCents, federalRateBp, connections, otherGrantsCents, land) => {
          const shares = sharesOf(
            { eligibleCents, federalRateBp, connections, otherGrantsCents },
            FEDERAL,
            land,
          );
          const [federal, landCents, other, own] = values(shares) as [number, number, number, number];
          expect(federal + landCents + other + own).toBe(eligibleCents);
          expect(BigInt(own) * 10n).toBeGreaterThanOrEqual(BigInt(eligibleCents));
          expect(BigInt(federal) * 10_000n).toBeLessThanOrEqual(
            BigInt(eligibleCents) * BigInt(federalRateBp),
          );
          expect(federal).toBeLessThanOrEqual(euro(40_000_000));
          if (federal > 0) expect(federal).toBeGreaterThanOrEqual(euro(100_000));
          expect(Math.min(federal, landCents, other, own)).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 20_262, numRuns: 500 },
    );
  });
});

describe('operator model', () => {
  it('takes the lease off the passive expenditure, never below 0', () => {
    const lease = { leaseCents: Array<number>(7).fill(euro(100_000)), discountPerYear: 0 };
    expect(operatorModel({ passiveCapexCents: euro(1_000_000), ...lease }).eligibleCents).toBe(euro(300_000));
    expect(operatorModel({ passiveCapexCents: euro(600_000), ...lease }).eligibleCents).toBe(0);
  });
});
