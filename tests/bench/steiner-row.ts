import type { BenchRow } from './bench-row.ts';
import { mean, round, solvePublished } from './steiner-instances.ts';

export interface SteinerRowOptions {
  readonly id: string;
  readonly optima: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly barGapPercent: number;
  readonly barCertifiedPercent: number;
}

/** Mean gap to the proven optima, beside the shortest-path heuristic alone on the same instances. */
export function steinerRow({
  id,
  optima,
  seconds,
  barGapPercent,
  barCertifiedPercent,
}: SteinerRowOptions): BenchRow {
  return {
    id,
    unit: '% above the optimum',
    async run({ sharedDir }) {
      const solved = solvePublished(sharedDir, optima, seconds);
      const value = mean(solved.map((instance) => instance.gapPercent));
      const reference = mean(solved.map((instance) => instance.heuristicGapPercent));
      const certified = Math.max(...solved.map((instance) => instance.certifiedPercent));
      return {
        value: round(value),
        reference: round(reference),
        referenceName: 'shortest-path heuristic alone (Takahashi & Matsuyama 1980)',
        ratio: value > 0 ? reference / value : null,
        ok: value <= barGapPercent && certified <= barCertifiedPercent,
        detail: {
          'seconds each, at most': seconds,
          'bar, %': barGapPercent,
          'largest certified gap, %': round(certified),
          'bar of the certified gap, %': barCertifiedPercent,
          ...Object.fromEntries(
            solved.map((i) => [
              i.name,
              `${round(i.gapPercent)} %, certified ${round(i.certifiedPercent)} %, ${round(i.seconds, 2)} s`,
            ]),
          ),
        },
      };
    },
  };
}
