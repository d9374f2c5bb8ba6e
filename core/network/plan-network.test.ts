import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { IssueError } from '../issue.ts';
import { issueSentence } from '../issue-texts.ts';
import { planNetwork } from './plan-network.ts';
import { withOwnPrices } from './price-catalogue.ts';
import { snapPoints } from './snap-points.ts';
import { streetGraph } from './street-graph.ts';

const at = (eastingM: number, northingM: number) => ({ eastingM, northingM });
const residential = (...line: number[][]) => ({ class: 'residential', line });
const CROSS = streetGraph([residential([0, 0], [100, 0], [200, 0]), residential([100, 0], [100, 100])]);
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof IssueError) return error.issues[0]!.code;
    throw error;
  }
  return 'no error';
};

describe('streetGraph', () => {
  it('joins streets at common vertices only, and keeps what is drawn twice once', () => {
    expect(CROSS.eastingM.length).toBe(4);
    expect(CROSS.lengthM).toEqual([100, 100, 100]);
    const bridge = streetGraph([residential([0, 0], [100, 0]), residential([50, -50], [50, 50])]);
    expect(bridge.eastingM.length).toBe(4);
    const twice = streetGraph([residential([0, 0], [100, 0]), residential([100, 0], [0, 0])]);
    expect(twice.from.length).toBe(1);
    const nearly = streetGraph([residential([0, 0], [100, 0]), residential([100.004, 0], [100, 50])]);
    expect(nearly.eastingM.length).toBe(3);
  });
});

describe('snapPoints', () => {
  it('splits a street at the feet of its houses, in their order, with the drop measured', () => {
    const { graph, node, dropM } = snapPoints(CROSS, [at(80, 10), at(20, -5), at(80, -7)], 50);
    expect([...dropM]).toEqual([10, 5, 7]);
    expect(node[0]).toBe(node[2]);
    expect(graph.eastingM[node[1]!]).toBe(20);
    expect(graph.lengthM.reduce((sum, m) => sum + m, 0)).toBeCloseTo(300, 9);
  });

  it('takes a point exactly as far as allowed and leaves out one a hair further', () => {
    expect(snapPoints(CROSS, [at(150, 50)], 50).node[0]).toBeGreaterThanOrEqual(0);
    expect(snapPoints(CROSS, [at(160, 50.001)], 50).node[0]).toBe(-1);
  });

  it('finds the nearest street, and keeps the length of the network, wherever the points are', () => {
    const coordinate = fc.double({ min: -60, max: 260, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 30 }), (places) => {
        const points = places.map(([x, y]) => at(x, y));
        const { graph, node, dropM } = snapPoints(CROSS, points, 1000);
        expect(graph.lengthM.reduce((sum, m) => sum + m, 0)).toBeCloseTo(300, 6);
        points.forEach(({ eastingM: x, northingM: y }, i) => {
          const toBar = Math.hypot(x - Math.max(0, Math.min(200, x)), y);
          const toStem = Math.hypot(x - 100, y - Math.max(0, Math.min(100, y)));
          expect(dropM[i]).toBeCloseTo(Math.min(toBar, toStem), 9);
          const foot = node[i]!;
          expect(Math.hypot(graph.eastingM[foot]! - x, graph.northingM[foot]! - y)).toBeCloseTo(dropM[i]!, 1);
        });
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });
});

const STREETS = [residential([0, 0], [100, 0], [200, 0]), residential([100, 0], [100, 100])];
const house = (eastingM: number, northingM: number) => ({
  id: `${eastingM} ${northingM}`,
  kind: 'address' as const,
  homes: 1,
  eastingM,
  northingM,
});

describe('planNetwork', () => {
  const base = { streets: STREETS, prices: PRICES, rules: DIMENSIONING.rules, seconds: 5 };

  it('digs only where somebody is to be connected, to the cent', () => {
    const plan = planNetwork({ ...base, targets: [house(20, 10), house(180, 10)] });
    expect(plan.trenchM).toBeCloseTo(160, 9);
    // 160 m of pavement trench with ducts at 110 + 12 €, proved.
    expect(plan.certificate).toMatchObject({
      valueCents: 160 * 122 * 100,
      lowerBoundCents: 160 * 122 * 100,
      gap: 0,
    });
    expect(plan).toMatchObject({ connected: 2, targets: 2, dropM: 20, leftOut: [] });
    const built = 160 * 110 + 160 * 12 + 20 * 55 + 2 * 650 + 9000 + 120_000;
    expect(plan.costCents.expected).toBe(Math.round(built * 117));
    expect(plan.costCents.low).toBeLessThan(plan.costCents.expected);
    expect(plan.costCents.high).toBeGreaterThan(plan.costCents.expected);
  });

  it('goes to the feeding point', () => {
    const plan = planNetwork({ ...base, targets: [house(20, 10)], pops: [at(100, 95)] });
    expect(plan.trenchM).toBeCloseTo(175, 9);
  });

  it('never digs along a motorway, not even for a shorter way', () => {
    const streets = [
      {
        class: 'motorway',
        line: [
          [0, 0],
          [100, 0],
        ],
      },
      residential([0, 0], [0, 100], [100, 100], [100, 0]),
    ];
    const plan = planNetwork({ ...base, streets, targets: [house(0, 0), house(100, 0)] });
    expect(plan.trenchM).toBeCloseTo(300, 9);
  });

  it('leaves out and counts what is isolated or has no street near', () => {
    const streets = [residential([0, 0], [100, 0]), residential([0, 900], [100, 900])];
    const targets = [house(10, 5), house(90, 5), house(50, 905), house(50, 450)];
    const plan = planNetwork({ ...base, streets, targets });
    expect(plan).toMatchObject({ connected: 2, targets: 4 });
    expect(plan.leftOut).toEqual([
      { target: '50 905', reason: 'isolated-part' },
      { target: '50 450', reason: 'no-street-near' },
    ]);
    expect(plan.isolatedParts).toEqual([{ targets: 1, at: [50, 900] }]);
    const other = planNetwork({ ...base, streets, targets, pops: [at(0, 900)] });
    expect(other.connected).toBe(1);
    expect(other.isolatedParts[0]).toMatchObject({ targets: 2 });
  });

  it('says when there is nothing to connect, or no street', () => {
    const far = house(5000, 5000);
    expect(codeOf(() => planNetwork({ ...base, targets: [] }))).toBe('network-no-targets');
    expect(codeOf(() => planNetwork({ ...base, targets: [far] }))).toBe('network-no-street-near');
    expect(codeOf(() => planNetwork({ ...base, targets: [house(0, 0)], pops: [at(5000, 0)] }))).toBe(
      'network-pop-off-street',
    );
    expect(codeOf(() => planNetwork({ ...base, streets: [], targets: [house(0, 0)] }))).toBe(
      'network-no-street-near',
    );
    expect(codeOf(() => planNetwork({ ...base, targets: [house(0, 0), house(0, 0)] }))).toBe(
      'network-target-twice',
    );
  });

  it('names every value that is not possible, with what is expected', () => {
    const rules = { ...base.rules, fibresPerHome: 0, topology: 'ring' as 'splitter' };
    const targets = [{ ...house(0, 0), homes: Number.NaN }];
    try {
      planNetwork({ ...base, rules, targets, phases: { firstYear: 2027, years: 0 } });
      expect.unreachable();
    } catch (error) {
      const { issues } = error as IssueError;
      expect(issues.map(({ where, params }) => [where, params!.value])).toEqual([
        ['rules.fibresPerHome', '0'],
        ['rules.topology', 'ring'],
        ['phases.years', '0'],
        ['targets[0].homes', 'NaN'],
      ]);
      expect(issueSentence(issues[0]!, 'en')).toBe(
        'Fibres per dwelling: "0" is not possible. Expected: a whole number from 1 to 96.',
      );
      // No name of the program's own in a sentence.
      for (const language of ['de', 'en'] as const)
        for (const issue of issues) expect(issueSentence(issue, language)).not.toMatch(/rules|phases|\[|#/);
    }
  });

  it('says what is missing among topologies, ducts and cables in words of both languages', () => {
    const sentences = (rules: object, language: 'de' | 'en') => {
      try {
        planNetwork({ ...base, rules: { ...base.rules, ...rules }, targets: [house(0, 0)] });
      } catch (error) {
        return (error as IssueError).issues.map((issue) => issueSentence(issue, language));
      }
      return [];
    };
    const bad = { topology: 'ring', ducts: [], cableFibres: [12, 13] };
    expect(sentences(bad, 'de')).toEqual([
      'Aufbau: „ring“ geht nicht. Erwartet: Splitter („splitter“) oder Punkt zu Punkt („point-to-point“).',
      'Rohrkatalog: „0“ geht nicht. Erwartet: ein Rohr für Hausanschlüsse.',
      'Rohrkatalog: „0“ geht nicht. Erwartet: ein Rohr für Hauptkabel.',
      'Kabelgrößen: „13“ geht nicht. Erwartet: eine Position cable-13 im Preiskatalog.',
    ]);
    expect(sentences(bad, 'en')).toEqual([
      'Topology: "ring" is not possible. Expected: splitter or point-to-point.',
      'Catalogue of ducts: "0" is not possible. Expected: a duct for drops.',
      'Catalogue of ducts: "0" is not possible. Expected: a duct for feeder cables.',
      'Sizes of cables: "13" is not possible. Expected: an item cable-13 in the price catalogue.',
    ]);
  });
});

describe('prices of one’s own', () => {
  const own = { item: 'trench-sidewalk', low: 90, expected: 98, high: 115, source: 'contract' };

  it('replace the range of an item and name the catalogue anew', () => {
    const prices = withOwnPrices(PRICES, 'ours', [own]);
    const asked = {
      streets: STREETS,
      prices,
      rules: DIMENSIONING.rules,
      targets: [house(20, 0), house(180, 0)],
    };
    const plan = planNetwork(asked);
    expect(plan.prices).toBe('ours');
    expect(plan.certificate.valueCents).toBe(160 * (98 + 12) * 100);
    expect(PRICES.items.find(({ id }) => id === 'trench-sidewalk')!.expected).toBe(110);
  });

  it('are refused where the item is unknown or the range is none', () => {
    expect(codeOf(() => withOwnPrices(PRICES, 'x', [{ ...own, item: 'gold' }]))).toBe('price-unknown-item');
    expect(codeOf(() => withOwnPrices(PRICES, 'x', [{ ...own, low: 99 }]))).toBe('price-bad-range');
    expect(codeOf(() => withOwnPrices(PRICES, 'x', [{ ...own, high: Number.NaN }]))).toBe('price-bad-range');
  });
});
