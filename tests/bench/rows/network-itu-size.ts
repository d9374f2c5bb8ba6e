import type { SteinerInstance } from '#core/network/graph.ts';
import { solveSteiner } from '#core/network/solve-steiner.ts';
import type { BenchRow } from '../bench-row.ts';
import { assertHonest, certifiedPercent, round } from '../steiner-instances.ts';
import { generatedNetwork, regionNetwork } from '../street-networks.ts';

const MOST_SECONDS = 1;
const MOST_CERTIFIED_PERCENT = 1;
/** The planner of the ITU on a graph of this size, without a bound (its own published figure). */
const ITU_SECONDS = 30.68;

/**
 * A generated street network of the size the ITU's planner is timed on, 100 terminals: at most 1 s, certified to 1 %.
 * Beside it, under the same limits, a harder generated one and the street graph of the Region Hannover where it is there.
 */
export const row: BenchRow = {
  id: 'network-itu-size',
  unit: 's',
  async run({ sharedDir }) {
    const instance = generatedNetwork('shortest');
    const { seconds: value, certified } = solved(instance);
    const others = [
      ['links of any length', generatedNetwork('any')],
      ['Region Hannover, first draw', regionNetwork(sharedDir, 1)],
      ['Region Hannover, second draw', regionNetwork(sharedDir, 2)],
      ['Region Hannover, third draw', regionNetwork(sharedDir, 3)],
    ] as const;
    return {
      value: round(value, 3),
      reference: ITU_SECONDS,
      referenceName:
        'figure published for the ITU’s planner on as many nodes and edges, other machine, no bound',
      ratio: ITU_SECONDS / value,
      ok: value <= MOST_SECONDS && certified <= MOST_CERTIFIED_PERCENT,
      detail: {
        nodes: instance.nodes,
        edges: instance.from.length,
        terminals: instance.terminals.length,
        'certified gap, %': round(certified),
        'bar of the certified gap, %': MOST_CERTIFIED_PERCENT,
        ...Object.fromEntries(others.map(([name, network]) => [name, network ? told(network) : 'not there'])),
      },
    };
  },
};

function solved(instance: SteinerInstance): { seconds: number; certified: number } {
  const start = performance.now();
  const found = solveSteiner(instance, { seconds: 0.95, gapGoal: 0.0099 });
  const seconds = (performance.now() - start) / 1000;
  assertHonest('network-itu-size', instance, found);
  return { seconds, certified: certifiedPercent(found) };
}

function told(instance: SteinerInstance): string {
  const { seconds, certified } = solved(instance);
  return `${round(certified)} % certified, ${round(seconds, 2)} s`;
}
