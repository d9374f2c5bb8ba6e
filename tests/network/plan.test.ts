import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { checkPlan } from '#core/network/check-plan.ts';
import type { NetworkPlan, NetworkProgress, NetworkRequest } from '#core/network/plan.ts';
import { planNetwork, planNetworkAsync } from '#core/network/plan-network.ts';
import { randomNetwork } from './random-network.ts';

/** A plan, or null where the draw has nothing that can be connected. */
function planOf(request: NetworkRequest): NetworkPlan | null {
  try {
    return planNetwork(request);
  } catch (error) {
    if (error instanceof IssueError && error.issues[0]!.code === 'network-no-street-near') return null;
    throw error;
  }
}

const seeds = fc.integer({ min: 0, max: 2 ** 30 });

describe('the checker of plans', () => {
  const request = { ...randomNetwork(8), phases: { firstYear: 2026, years: 3 } };
  const plan = planNetwork(request);
  const faultsOf = (lie: Partial<NetworkPlan>) => checkPlan(request, { ...plan, ...lie }).join('; ');
  const [edge, ...edges] = plan.edges;
  const [drop, ...drops] = plan.drops;
  const [point, ...points] = plan.distributionPoints;

  it('accepts what is true and finds every kind of lie', () => {
    expect(faultsOf({})).toBe('');
    expect(faultsOf({ edges })).toContain('not');
    expect(faultsOf({ edges: [edge!, ...plan.edges] })).toContain('twice');
    expect(faultsOf({ edges: [{ ...edge!, lengthM: 1 }, ...edges] })).toContain('m long');
    expect(faultsOf({ edges: [{ ...edge!, flow: { ...edge!.flow, ducts: [] } }, ...edges] })).toContain(
      'too few',
    );
    expect(faultsOf({ edges: [{ ...edge!, year: 2029 }, ...edges] })).toContain('before edge');
    expect(faultsOf({ drops })).toContain('neither connected nor left out');
    expect(faultsOf({ drops: [{ ...drop!, fibres: 1 }, ...drops] })).toContain('too few fibres');
    expect(faultsOf({ drops: [{ ...drop!, wayM: drop!.wayM + 1 }, ...drops] })).toContain('the way to');
    expect(faultsOf({ distributionPoints: [{ ...point!, homes: 1 }, ...points] })).toContain('homes');
    expect(faultsOf({ costCents: { ...plan.costCents, high: 1 } })).toContain('add up');
    const { certificate } = plan;
    expect(
      faultsOf({ certificate: { ...certificate, lowerBoundCents: certificate.valueCents + 1 } }),
    ).toContain('bound');
    expect(checkPlan({ ...request, forbidden: [edge!.id] }, plan).join()).toContain('forbidden');
  });
});

describe('a whole plan, recomputed from scratch', () => {
  it('holds in every figure, whatever was asked', () => {
    let planned = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomNetwork(seed);
        const plan = planOf(request);
        if (!plan) return;
        planned++;
        expect(checkPlan(request, plan)).toEqual([]);
      }),
      { seed: 20261126, numRuns: 150 },
    );
    expect(planned).toBeGreaterThan(100);
  });

  it('keeps locks and prohibitions, starts from the last plan and takes over its bound where it still holds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomNetwork(seed);
        const first = planOf(request);
        if (!first || first.edges.length < 4) return;
        const lock = first.edges[seed % first.edges.length]!.id;
        const again = planOf({ ...request, locked: [lock], previous: first, workLimit: 0 })!;
        expect(checkPlan({ ...request, locked: [lock] }, again)).toEqual([]);
        expect(again.edges.map((edge) => edge.id)).toContain(lock);
        expect(again.certificate.lowerBoundCents).toBeGreaterThanOrEqual(first.certificate.lowerBoundCents);
        expect(again.certificate.valueCents).toBe(first.certificate.valueCents);
        const removable = first.edges.find((edge) => edge.why === 'cheapest');
        if (!removable) return;
        const without = planOf({ ...request, forbidden: [removable.id], previous: first })!;
        expect(checkPlan({ ...request, forbidden: [removable.id] }, without)).toEqual([]);
        expect(without.certificate.valueCents).toBeGreaterThanOrEqual(first.certificate.lowerBoundCents);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('planning while the planner watches', () => {
  const request: NetworkRequest = { ...randomNetwork(4, 25), seconds: 60, workLimit: 12 };

  it('reports trees that only get better, each of them whole, and the last of them is the plan', async () => {
    const seen: NetworkProgress[] = [];
    let breaths = 0;
    const plan = await planNetworkAsync(
      { ...request, onProgress: (progress) => seen.push(progress) },
      async () => {
        breaths++;
      },
    );
    expect(breaths).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(1);
    seen.forEach(({ value, lowerBound }, i) => {
      expect(lowerBound).toBeLessThanOrEqual(value);
      if (i > 0) expect(value).toBeLessThanOrEqual(seen[i - 1]!.value);
      if (i > 0) expect(lowerBound).toBeGreaterThanOrEqual(seen[i - 1]!.lowerBound);
    });
    const last = seen.at(-1)!.tree();
    expect(last.map(({ id }) => id).sort()).toEqual(plan.edges.map(({ id }) => id).sort());
  });

  it('stops when told so, with a plan that holds', async () => {
    let asked = 0;
    const stopped = await planNetworkAsync({ ...request, shouldStop: () => ++asked > 3 });
    expect(checkPlan(request, stopped)).toEqual([]);
  });

  it('gives the same plan for the same seed and work, step by step or at once', async () => {
    const { seconds: _, ...first } = planNetwork(request);
    const { seconds: __, ...second } = await planNetworkAsync(request, () => Promise.resolve());
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});
