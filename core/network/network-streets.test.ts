import { describe, expect, it } from 'vitest';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { checkPlan } from './check-plan.ts';
import { edgeDetour } from './edge-detour.ts';
import type { NetworkRequest, Place } from './plan.ts';
import { planNetwork } from './plan-network.ts';
import { prepareNetwork } from './prepare-network.ts';

const house = (eastingM: number, northingM: number) => ({
  id: `${eastingM} ${northingM}`,
  kind: 'address' as const,
  homes: 1,
  eastingM,
  northingM,
});
const street = (streetClass: string, ...line: number[][]) => ({ class: streetClass, line });
const LONG = [street('residential', [0, 0], [200, 0])];
const base = { streets: LONG, prices: PRICES, rules: DIMENSIONING.rules, seconds: 5 };
const planned = (request: Partial<NetworkRequest> & Pick<NetworkRequest, 'targets'>) => {
  const asked = { ...base, ...request };
  const plan = planNetwork(asked);
  expect(checkPlan(asked, plan)).toEqual([]);
  return plan;
};

describe('dead ends that nearly meet a street', () => {
  it('are joined up to half a metre, and no farther', () => {
    const across = (gapM: number) => [...LONG, street('residential', [100, gapM], [100, 90])];
    const targets = [house(10, 0), house(100, 80)];
    const joined = planned({ streets: across(0.4), targets });
    expect(joined).toMatchObject({ connected: 2, joinedEnds: 1, trenchM: expect.closeTo(170, 6) });
    expect(planned({ streets: across(0.6), targets })).toMatchObject({ connected: 1, joinedEnds: 0 });
  });
});

describe('both sides of a street', () => {
  const sides = { bothSides: true };

  it('stays on one side where all houses lie there', () => {
    const plan = planned({ ...sides, targets: [house(20, 12), house(180, 12)] });
    expect(plan.edges.map((edge) => edge.kind)).not.toContain('crossing');
    // Half the width, 5 m, of the way to the middle falls away from each drop.
    expect(plan.dropM).toBeCloseTo(14, 6);
    expect(plan.trenchM).toBeCloseTo(160, 6);
  });

  it('crosses once, at the price of a crossing, rather than dig both sides', () => {
    const plan = planned({
      ...sides,
      targets: [house(60, 12), house(90, -12), house(110, -12), house(140, 12)],
    });
    const crossings = plan.edges.filter((edge) => edge.kind === 'crossing');
    expect(crossings.length).toBe(1);
    expect(crossings[0]!.costCents.expected).toBe(100 * (1500 + 10 * 12));
    expect(plan.quantities.find(({ item }) => item === 'crossing')).toMatchObject({
      amount: 1,
      unit: 'piece',
    });
  });

  it('has no sides where the street is a path', () => {
    const plan = planned({
      ...sides,
      streets: [street('path', [0, 0], [200, 0])],
      targets: [house(20, 12), house(180, -12)],
    });
    expect(plan.dropM).toBeCloseTo(24, 6);
    expect(plan.edges.every((edge) => edge.kind === 'trench' && edge.surface === 'trench-unpaved')).toBe(
      true,
    );
  });
});

describe('existing ducts and works of others', () => {
  // Two ways of equal length around a block; the houses lie at its ends.
  const streets = [
    street('residential', [0, 0], [0, 100], [200, 100], [200, 0]),
    street('residential', [0, 0], [0, -100], [200, -100], [200, 0]),
  ];
  const targets = [house(0, 0), house(200, 0)];
  const along: readonly Place[] = [
    [0, -95],
    [200, -95],
  ];

  it('takes the way along a duct, pays for its use and lays no new one there', () => {
    const plan = planned({ streets, targets, existing: [{ id: 'D7', kind: 'existing-duct', line: along }] });
    const used = plan.edges.filter((edge) => edge.kind === 'existing-duct');
    expect(used.reduce((sum, edge) => sum + edge.lengthM, 0)).toBeCloseTo(200, 6);
    expect(used[0]).toMatchObject({ existing: 'D7', surface: 'existing-duct' });
    expect(plan.quantities.find(({ item }) => item === 'duct')!.amount).toBeCloseTo(200, 6);
    expect(plan).toMatchObject({ trenchM: expect.closeTo(200, 6), existingDuctM: expect.closeTo(200, 6) });
  });

  it('shares the trench of others, in the year they dig', () => {
    const works = { id: 'W1', kind: 'joint-trench' as const, line: along, year: 2029 };
    const plan = planned({ streets, targets, existing: [works], phases: { firstYear: 2027, years: 4 } });
    const shared = plan.edges.filter((edge) => edge.kind === 'joint-trench');
    expect(shared.map((edge) => edge.year)).toEqual(shared.map(() => 2029));
    expect(plan.phases.map((phase) => phase.year)).toEqual([2027, 2028, 2029, 2030]);
    expect(plan.phases[2]!.costCents.expected).toBeGreaterThanOrEqual(200 * (55 + 12) * 100);
  });

  it('uses a duct across a field where no street runs', () => {
    const field: readonly Place[] = [
      [3, 0],
      [197, 0],
    ];
    const plan = planned({ streets, targets, existing: [{ id: 'F', kind: 'existing-duct', line: field }] });
    expect(plan.existingDuctM).toBeGreaterThan(170);
    expect(plan.trenchM).toBeLessThan(30);
  });
});

describe('drops and buildings', () => {
  const block: readonly Place[] = [
    [40, 5],
    [60, 5],
    [60, 15],
    [40, 15],
  ];

  it('goes around the building of a neighbour, and through its own', () => {
    const own: readonly Place[] = [
      [44, 20],
      [56, 20],
      [56, 30],
      [44, 30],
    ];
    const plan = planned({ targets: [house(50, 25), house(150, 5)], buildings: [block, own] });
    expect(plan.drops[0]!.lengthM).toBeGreaterThan(25);
    expect(plan.connected).toBe(2);
  });

  it('does not take the neighbour of a terrace for the own building, however near its wall', () => {
    const side: readonly Place[] = [
      [50, 0.5],
      [60, 0.5],
      [60, 10],
      [50, 10],
    ];
    // The house's point lies half a metre behind the party wall; straight down is free, as its own outline begins there.
    const own: readonly Place[] = [
      [50, 10],
      [60, 10],
      [60, 20],
      [50, 20],
    ];
    const request = { targets: [house(55, 10.5), house(150, 5)], buildings: [side, own] };
    const plan = planned(request);
    expect(plan.drops[0]!.lengthM).toBeGreaterThan(10.5);
    // From a point in no outline the building whose wall it touches is the own one.
    expect(planned({ ...request, buildings: [side] }).drops[0]!.lengthM).toBeCloseTo(10.5, 6);
  });

  it('leaves out who is walled in, and says so', () => {
    const ring = (x: number, y: number, w: number, h: number): Place[] => [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ];
    const walls = [ring(30, 10, 40, 2), ring(30, 40, 40, 2), ring(30, 10, 2, 32), ring(68, 10, 2, 32)];
    const plan = planned({ targets: [house(50, 25), house(150, 5)], buildings: walls });
    expect(plan.leftOut).toEqual([{ target: '50 25', reason: 'behind-buildings' }]);
  });
});

describe('locks, prohibitions and preferences', () => {
  const streets = [
    street('residential', [0, 0], [0, 100], [200, 100], [200, 0]),
    street('residential', [0, 0], [0, -101], [200, -101], [200, 0]),
  ];
  const targets = [house(0, 0), house(200, 0)];
  const SOUTH = '0_-10100_20000_-10100';
  const NORTH = '0_10000_20000_10000';

  it('takes the cheaper way, another one when told so, and tells the true cost of a preference', () => {
    const free = planned({ streets, targets });
    expect(free.edges.map((edge) => edge.id)).toContain(NORTH);
    const forbidden = planned({ streets, targets, forbidden: [NORTH], previous: free });
    expect(forbidden.edges.map((edge) => edge.id)).toContain(SOUTH);
    const preferred = planned({ streets, targets, preferred: [SOUTH] });
    expect(preferred.edges.find((edge) => edge.id === SOUTH)).toMatchObject({
      why: 'preferred',
      preferred: true,
    });
    expect(preferred.certificate.discounted).toBe(true);
    expect(preferred.costCents).toEqual(forbidden.costCents);
  });

  it('says in figures why an edge is there: its stretch against the cheapest other way', () => {
    const asked = { ...base, streets, targets };
    const plan = planned(asked);
    expect(plan.edges.find((edge) => edge.id === NORTH)!.why).toBe('cheapest');
    const way = edgeDetour(prepareNetwork(asked), plan, NORTH)!;
    expect(way).toMatchObject({ stretchM: 400, stretchCents: 400 * 12200 });
    expect(way.detour).toEqual({ lengthM: 402, cents: 402 * 12200, extraCents: 2 * 12200 });
    const alone = { ...asked, streets: streets.slice(0, 1) };
    const only = planned(alone);
    expect(only.edges.find((edge) => edge.id === NORTH)!.why).toBe('only-way');
    expect(edgeDetour(prepareNetwork(alone), only, NORTH)!.detour).toBeNull();
    expect(edgeDetour(prepareNetwork(alone), only, SOUTH)).toBeNull();
  });

  it('finds a lock again when a new house splits its line, and names what it does not know', () => {
    const plan = planned({ streets, targets: [...targets, house(77, -110)], locked: [SOUTH, '1_2_3_4'] });
    expect(plan.edges.filter((edge) => edge.locked).map((edge) => edge.lengthM)).toEqual([77, 123]);
    expect(plan.unknownEdges).toEqual(['1_2_3_4']);
  });

  it('keeps a locked ring: a second way that carries nothing yet', () => {
    const plan = planned({
      streets,
      targets,
      locked: [NORTH, SOUTH, '0_-10100_0_0', '20000_-10100_20000_0'],
    });
    expect(plan.edges.some((edge) => edge.flow.targets === 0 && edge.locked)).toBe(true);
  });
});
