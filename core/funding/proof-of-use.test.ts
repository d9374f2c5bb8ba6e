import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRANT_POSITIONS, type GrantPlan, type Invoice, proofOfUse } from './proof-of-use.ts';

const PLAN: GrantPlan = {
  positions: {
    trenchCivil: 60_000_000,
    ductFibre: 10_000_000,
    feederCivil: 5_000_000,
    nvt: 2_000_000,
    pop: 5_000_000,
    drops: 8_000_000,
    planning: 7_000_000,
    contingency: 3_000_000,
  },
  eligibleCents: 80_000_000,
  federalCents: 40_000_000,
  landCents: 20_000_000,
  otherCents: 0,
  ownCents: 20_000_000,
  grantedOn: '2026-03-01',
};
const invoice = (change: Partial<Invoice> = {}): Invoice => ({
  position: 'trenchCivil',
  supplier: 'Tiefbau A',
  number: '1',
  invoiceDate: '2026-06-01',
  paidOn: '2026-06-20',
  netCents: 60_000_000,
  eligibleCents: 60_000_000,
  ...change,
});
const allPaid = GRANT_POSITIONS.map((position) =>
  invoice({ position, netCents: PLAN.positions[position], eligibleCents: PLAN.positions[position] }),
);

describe('proof of use', () => {
  it('keeps the whole grant when the plan was spent to the cent, and when more was', () => {
    const proof = proofOfUse(PLAN, allPaid);
    expect(proof).toMatchObject({
      plannedCents: 100_000_000,
      paidCents: 100_000_000,
      finalEligibleCents: 80_000_000,
      federalCents: 40_000_000,
      landCents: 20_000_000,
      ownCents: 20_000_000,
      reductionCents: 0,
      issues: [],
    });
    const more = proofOfUse(PLAN, [...allPaid, invoice({ number: '2', netCents: 100, eligibleCents: 100 })]);
    expect(more).toMatchObject({ finalEligibleCents: 80_000_000, reductionCents: 0 });
    expect(more.issues).toEqual([
      {
        code: 'position-exceeded',
        severity: 'warning',
        where: 'trenchCivil',
        params: { position: 'trenchCivil', overCents: 100 },
      },
    ]);
  });

  it('lowers every share in its proportion when less was spent', () => {
    // 8,000,000 cents of drops were not built: 72 of 80 million stay.
    const proof = proofOfUse(
      PLAN,
      allPaid.filter(({ position }) => position !== 'drops'),
    );
    expect(proof).toMatchObject({
      finalEligibleCents: 72_000_000,
      federalCents: 36_000_000,
      landCents: 18_000_000,
      ownCents: 18_000_000,
      reductionCents: 6_000_000,
    });
  });

  it('counts what is paid and eligible alone, and says what is neither', () => {
    const proof = proofOfUse(PLAN, [
      invoice({ paidOn: null }),
      invoice({ number: '2', invoiceDate: '2026-02-28', netCents: 100, eligibleCents: 60 }),
    ]);
    expect(proof).toMatchObject({ paidCents: 60, invoicedCents: 60_000_100 });
    expect(proof.issues.map(({ code }) => code)).toEqual([
      'invoice-not-paid',
      'invoice-before-grant',
      'position-exceeded',
    ]);
  });

  const invoices = fc.array(
    fc.record({
      position: fc.constantFrom(...GRANT_POSITIONS),
      supplier: fc.constant('A'),
      number: fc.string(),
      invoiceDate: fc.constant('2026-06-01'),
      paidOn: fc.option(fc.constant('2026-07-01')),
      netCents: fc.constant(80_000_000),
      eligibleCents: fc.integer({ min: 0, max: 80_000_000 }),
    }),
    { maxLength: 12 },
  );
  // As shares come out: what grants leave is own, at least a tenth.
  const plan = fc
    .record({
      eligible: fc.integer({ min: 0, max: 4_000_000_000 }),
      federal: fc.integer({ min: 0, max: 7000 }),
      land: fc.integer({ min: 0, max: 2000 }),
    })
    .map(({ eligible, federal, land }): GrantPlan => {
      const [federalCents, landCents] = [federal, land].map((bp) => Math.floor((eligible * bp) / 10_000)) as [
        number,
        number,
      ];
      const ownCents = eligible - federalCents - landCents;
      return { ...PLAN, eligibleCents: eligible, federalCents, landCents, ownCents };
    });

  it('has shares that sum to the eligible sum, none above what was granted, own never below its tenth', () => {
    fc.assert(
      fc.property(plan, invoices, (given, list) => {
        const proof = proofOfUse(given, list);
        const { federalCents, landCents, otherCents, ownCents, finalEligibleCents } = proof;
        expect(federalCents + landCents + otherCents + ownCents).toBe(finalEligibleCents);
        expect(finalEligibleCents).toBeLessThanOrEqual(given.eligibleCents);
        expect(federalCents).toBeLessThanOrEqual(given.federalCents);
        expect(landCents).toBeLessThanOrEqual(given.landCents);
        expect(ownCents * 10).toBeGreaterThanOrEqual(finalEligibleCents);
        expect(proof.reductionCents).toBeGreaterThanOrEqual(0);
        const sum = proof.positions.reduce((total, use) => total + use.invoicedCents, 0);
        expect(sum).toBe(proof.invoicedCents);
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  it('never gives more for less: a further paid invoice lowers no grant', () => {
    fc.assert(
      fc.property(plan, invoices, fc.integer({ min: 0, max: 80_000_000 }), (given, list, eligibleCents) => {
        const before = proofOfUse(given, list);
        const after = proofOfUse(given, [...list, invoice({ number: 'x', eligibleCents })]);
        expect(after.federalCents).toBeGreaterThanOrEqual(before.federalCents);
        expect(after.landCents).toBeGreaterThanOrEqual(before.landCents);
      }),
      { seed: 15, numRuns: 200 },
    );
  });
});
