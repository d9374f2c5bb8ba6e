import type { BenchRow } from '../bench-row.ts';
import { round, STEINLIB_C_D, solvePublished } from '../steiner-instances.ts';

const MOST_SECONDS = 5;

/** SteinLib C01–C10 and D01–D05: all optimal and proved so, in at most 5 s together. */
export const row: BenchRow = {
  id: 'steinlib-c-d',
  unit: 's',
  async run({ sharedDir }) {
    const solved = solvePublished(sharedDir, STEINLIB_C_D, MOST_SECONDS);
    const value = solved.reduce((sum, instance) => sum + instance.seconds, 0);
    const optimal = solved.filter((instance) => instance.gapPercent === 0).length;
    const proved = solved.filter((instance) => instance.certifiedPercent === 0).length;
    return {
      value: round(value, 3),
      reference: MOST_SECONDS,
      referenceName: 'the bar for all of them',
      ratio: MOST_SECONDS / value,
      ok: value <= MOST_SECONDS && optimal === solved.length,
      detail: { instances: solved.length, optimal, 'proved optimal': proved },
    };
  },
};
