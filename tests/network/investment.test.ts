import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GapInputs } from '#core/funding/gap-inputs.ts';
import { checkPlan } from '#core/network/check-plan.ts';
import type { NetworkPlan, NetworkRequest } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { withOwnPrices } from '#core/network/price-catalogue.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/bench/techno/', import.meta.url));
const NORTHING_M = 5_800_000;

interface WorkedExample {
  readonly inputs: GapInputs;
  readonly expected: Readonly<Record<string, number>>;
}

/** The worked example as streets and houses: one long street of its surfaces in turn, the feeder to its west. */
function requestOf({ inputs }: WorkedExample): NetworkRequest {
  const surfaces = ['trench-unpaved', 'trench-sidewalk', 'trench-asphalt'];
  const trench = inputs.trench.map((row, i) => ({ ...row, item: surfaces[i]! }));
  const price = (item: string, expected: number) => ({
    item,
    low: expected,
    expected,
    high: expected,
    source: 'test',
  });
  let eastM = 550_000;
  const street = (surface: string, m: number) => {
    const line = [
      [eastM, NORTHING_M],
      [eastM + m, NORTHING_M],
    ];
    eastM += m;
    return { class: null, surface, line };
  };
  const feeder = inputs.feeder_m > 0 ? [street('trench-milled', inputs.feeder_m)] : [];
  const firstM = eastM;
  const streets = [...feeder, ...trench.map((row) => street(row.item, row.m))];
  const lengthM = eastM - firstM;
  // As many houses as premises, the last one at the very end; homes beyond one each go to the first houses.
  const spare = inputs.dwellings - inputs.premises;
  const connected = Math.round(inputs.premises * inputs.drop.share_connected_at_build);
  const targets = Array.from({ length: inputs.premises }, (_, i) => ({
    id: `${i}`,
    kind: 'address' as const,
    homes: i < spare ? 2 : 1,
    connect: i < connected,
    eastingM: firstM + (lengthM * (i + 1)) / inputs.premises,
    northingM: NORTHING_M + inputs.drop.avg_m,
  }));
  return {
    streets,
    targets,
    pops: [{ eastingM: 550_000, northingM: NORTHING_M, exists: inputs.pop.n === 0 }],
    prices: withOwnPrices(PRICES, 'worked-example', [
      ...trench.map((row) => price(row.item, row.eur_m)),
      price('trench-milled', inputs.feeder_eur_m),
      price('duct', inputs.duct_fibre_eur_m),
      price('cabinet', inputs.nvt.eur),
      price('pop', inputs.pop.eur),
      price('drop', inputs.drop.eur_m),
      price('house-entry', inputs.drop.entry_eur),
      price('planning', inputs.planning_pct),
      price('contingency', inputs.contingency_pct),
    ]),
    rules: { ...DIMENSIONING.rules, homesPerDistributionPoint: inputs.nvt.homes_per, maxDropWayM: 1e6 },
    seconds: 5,
  };
}

const euro = (plan: NetworkPlan, ...items: string[]) =>
  plan.quantities
    .filter(({ item }) => items.includes(item))
    .reduce((sum, q) => sum + q.costCents.expected, 0) / 100;

describe.runIf(existsSync(FOLDER))(
  'investment of the worked examples, planned from streets and houses',
  () => {
    it.each(['viability_gap_example.json', 'viability_gap_micro.json'])('%s, to the cent', (name) => {
      const example = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as WorkedExample;
      const { expected } = example;
      const request = requestOf(example);
      const plan = planNetwork(request);
      expect(checkPlan(request, plan)).toEqual([]);
      expect(plan.certificate.gap).toBe(0);
      expect({
        trench_civil: euro(plan, 'trench-unpaved', 'trench-sidewalk', 'trench-asphalt'),
        feeder_civil: euro(plan, 'trench-milled'),
        duct_fibre: euro(plan, 'duct'),
        nvt: euro(plan, 'cabinet'),
        pop: euro(plan, 'pop'),
        drops: euro(plan, 'drop', 'house-entry'),
        planning: euro(plan, 'planning'),
        contingency: euro(plan, 'contingency'),
        capex_t0: plan.costCents.expected / 100,
      }).toEqual({
        trench_civil: expected.trench_civil,
        feeder_civil: expected.feeder_civil,
        duct_fibre: expected.duct_fibre,
        nvt: expected.nvt,
        pop: expected.pop,
        drops: expected.drops,
        planning: expected.planning,
        contingency: expected.contingency,
        capex_t0: expected.capex_t0,
      });
      expect(plan.trenchM - example.inputs.feeder_m).toBeCloseTo(expected.trench_m!, 6);
      expect(plan.drops.filter((drop) => drop.built).length).toBe(
        Math.round(example.inputs.premises * example.inputs.drop.share_connected_at_build),
      );
      expect(plan.areas[0]!.perHomePassedCents!.expected / 100).toBe(expected.capex_per_dwelling_passed);
    });
  },
);

if (!existsSync(FOLDER)) console.log('Worked examples not run: ../shared/bench/techno is not there.');
