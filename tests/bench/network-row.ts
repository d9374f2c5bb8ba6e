import { edgeId } from '#core/network/edge-id.ts';
import { buildGraph } from '#core/network/graph.ts';
import type { NetworkPlan, NetworkRequest } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { prepareNetwork } from '#core/network/prepare-network.ts';
import { shortestPathTree } from '#core/network/steiner/shortest-path-heuristic.ts';
import type { TrenchProblem } from '#core/network/trench-problem.ts';
import type { DemoAddress, DemoCity } from '#data/demo-city/demo-city.ts';
import { generateDemoCity } from '#data/demo-city/generate.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import type { BenchRow } from './bench-row.ts';
import { round } from './steiner-instances.ts';

export interface NetworkRowOptions {
  readonly id: string;
  readonly mostSeconds: number;
  readonly mostCertifiedPercent: number;
  /** Also measures solving again from the plan after one edge it does not use was locked; bar in seconds. */
  readonly mostSecondsAfterLock?: number;
  readonly choose: (city: DemoCity) => readonly DemoAddress[];
}

/** From streets and addresses of the demo city to trenches with quantities and a bound; beside the heuristic alone. */
export function networkRow({
  id,
  mostSeconds,
  mostCertifiedPercent,
  mostSecondsAfterLock,
  choose,
}: NetworkRowOptions): BenchRow {
  return {
    id,
    unit: 's',
    async run() {
      const city = generateDemoCity();
      const addresses = choose(city);
      const request: NetworkRequest = {
        streets: city.streets,
        targets: addresses.map(({ key, position: [eastingM, northingM], households, businesses }) => ({
          id: key,
          kind: 'address',
          homes: households + businesses,
          eastingM,
          northingM,
        })),
        prices: PRICES,
        rules: DIMENSIONING.rules,
        seconds: mostSeconds * 0.8,
        gapGoal: mostCertifiedPercent / 200,
      };
      const start = performance.now();
      const plan = planNetwork(request);
      const value = (performance.now() - start) / 1000;
      const { problem } = prepareNetwork(request);
      const mask = new Uint8Array(problem.instance.from.length).fill(1);
      for (const e of problem.forbidden) mask[e] = 0;
      const graph = buildGraph(problem.instance, mask);
      const again =
        mostSecondsAfterLock === undefined
          ? null
          : solveAfterLock(request, plan, problem, mostSecondsAfterLock);
      const isAgainGood =
        again === null || (again.seconds <= mostSecondsAfterLock! && again.certified <= mostCertifiedPercent);
      const before = performance.now();
      const heuristic = shortestPathTree(graph, graph.terminals[0]!)!;
      const reference = (performance.now() - before) / 1000;
      const certified = 100 * (plan.certificate.valueCents / plan.certificate.lowerBoundCents - 1);
      return {
        value: round(value, 3),
        reference: round(reference, 3),
        referenceName: 'shortest-path heuristic alone on the finished graph: no better tree, no bound',
        ratio: null,
        ok:
          isAgainGood &&
          value <= mostSeconds &&
          certified <= mostCertifiedPercent &&
          plan.connected > 0.95 * plan.targets,
        detail: {
          addresses: plan.targets,
          connected: plan.connected,
          'street edges': problem.graph.from.length,
          'trench, km': round(plan.trenchM / 1000, 1),
          'certified gap, %': round(certified),
          'bar of the certified gap, %': mostCertifiedPercent,
          ...(again
            ? {
                'after one lock, s': round(again.seconds, 3),
                'bar after one lock, s': mostSecondsAfterLock!,
                'certified gap after one lock, %': round(again.certified),
              }
            : {}),
          'heuristic above our bound, %': round(
            100 * (heuristic.cost / plan.certificate.lowerBoundCents - 1),
          ),
        },
      };
    },
  };
}

/** The slowest of three locks of edges far apart that the plan does not use. */
function solveAfterLock(
  request: NetworkRequest,
  plan: NetworkPlan,
  { graph }: TrenchProblem,
  seconds: number,
): { readonly seconds: number; readonly certified: number } {
  const used = new Set(plan.edges.map((edge) => edge.id));
  const unused = graph.from.map((_, e) => edgeId(graph, e)).filter((id) => !used.has(id));
  const runs = [0.1, 0.5, 0.9].map((share) => {
    const lock = unused[Math.floor(share * unused.length)]!;
    const start = performance.now();
    const again = planNetwork({
      ...request,
      locked: [lock],
      previous: plan,
      seconds: 0.8 * seconds,
      gapGoal: 0.01,
    });
    const took = (performance.now() - start) / 1000;
    if (!again.edges.some((edge) => edge.id === lock)) throw new Error(`the lock ${lock} was not kept`);
    const { valueCents, lowerBoundCents } = again.certificate;
    return { seconds: took, certified: 100 * (valueCents / lowerBoundCents - 1) };
  });
  return {
    seconds: Math.max(...runs.map((run) => run.seconds)),
    certified: Math.max(...runs.map((run) => run.certified)),
  };
}
