import { buildGraph } from '#core/network/graph.ts';
import { planTrenches, trenchInstance } from '#core/network/plan-trenches.ts';
import { shortestPathTree } from '#core/network/steiner/shortest-path-heuristic.ts';
import { type Point, streetGraph } from '#core/network/street-graph.ts';
import type { DemoAddress, DemoCity } from '#data/demo-city/demo-city.ts';
import { generateDemoCity } from '#data/demo-city/generate.ts';
import { PRICES } from '#data/network/index.ts';
import type { BenchRow } from './bench-row.ts';
import { round } from './steiner-instances.ts';

export interface NetworkRowOptions {
  readonly id: string;
  readonly mostSeconds: number;
  readonly mostCertifiedPercent: number;
  readonly choose: (city: DemoCity) => readonly DemoAddress[];
}

/** From streets and addresses of the demo city to trenches with quantities and a bound; beside the heuristic alone. */
export function networkRow({ id, mostSeconds, mostCertifiedPercent, choose }: NetworkRowOptions): BenchRow {
  return {
    id,
    unit: 's',
    async run() {
      const city = generateDemoCity();
      const addresses = choose(city);
      const targets = addresses.map(
        ({ position: [eastingM, northingM] }): Point => ({ eastingM, northingM }),
      );
      const start = performance.now();
      const plan = planTrenches({
        streets: streetGraph(city.streets),
        targets,
        prices: PRICES,
        seconds: mostSeconds * 0.8,
        gapGoal: mostCertifiedPercent / 200,
      });
      const value = (performance.now() - start) / 1000;
      const { instance, mask } = trenchInstance(plan.snapped, PRICES, plan.terminals);
      const graph = buildGraph(instance, mask);
      const before = performance.now();
      const heuristic = shortestPathTree(graph, instance.terminals[0]!)!;
      const reference = (performance.now() - before) / 1000;
      const certified = 100 * (plan.treeCents / plan.lowerBoundCents - 1);
      return {
        value: round(value, 3),
        reference: round(reference, 3),
        referenceName: 'shortest-path heuristic alone on the finished graph: no better tree, no bound',
        ratio: null,
        ok: value <= mostSeconds && certified <= mostCertifiedPercent && plan.connected > 0.95 * plan.targets,
        detail: {
          addresses: targets.length,
          connected: plan.connected,
          'street edges': plan.snapped.graph.from.length,
          'trench, km': round(plan.lengthM / 1000, 1),
          'certified gap, %': round(certified),
          'bar of the certified gap, %': mostCertifiedPercent,
          'heuristic above our bound, %': round(100 * (heuristic.cost / plan.lowerBoundCents - 1)),
        },
      };
    },
  };
}
