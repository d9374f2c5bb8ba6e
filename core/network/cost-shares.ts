import { shareOut } from './bill-of-quantities.ts';
import { atEachLevel } from './edge-prices.ts';
import type { AreaCost, LevelCents, PlanPhase } from './plan.ts';
import type { PriceLevel } from './price-catalogue.ts';

/** A cost that falls to some targets or years: `weight` by key. */
export interface CostShare {
  readonly costCents: LevelCents;
  readonly weights: ReadonlyMap<string | number | null, number>;
}

/** Divides a sum among keys in proportion to what falls to them directly; the parts add up to it at every level. */
export function divideCost<Key extends string | number | null>(
  sumCents: LevelCents,
  keys: readonly Key[],
  shares: Iterable<CostShare>,
): LevelCents[] {
  const direct = keys.map(() => ({ low: 0, expected: 0, high: 0 }));
  const at = new Map<string | number | null, number>(keys.map((key, i) => [key, i]));
  for (const { costCents, weights } of shares) {
    let all = 0;
    for (const weight of weights.values()) all += weight;
    for (const [key, weight] of weights) {
      const sum = direct[at.get(key)!]!;
      for (const level of ['low', 'expected', 'high'] as const)
        sum[level] += (costCents[level] * weight) / all;
    }
  }
  const parts = (level: PriceLevel) =>
    shareOut(
      sumCents[level],
      direct.map((sum) => sum[level]),
    );
  const [low, expected, high] = [parts('low'), parts('expected'), parts('high')];
  return keys.map((_, i) => ({ low: low[i]!, expected: expected[i]!, high: high[i]! }));
}

/** Cost by area with the figures for each home. */
export function areaCosts(
  areas: readonly (string | null)[],
  costCents: readonly LevelCents[],
  counts: ReadonlyMap<string | null, { targets: number; passed: number; connected: number }>,
): AreaCost[] {
  return areas.map((area, i) => {
    const { targets, passed, connected } = counts.get(area)!;
    const per = (homes: number) =>
      homes > 0 ? atEachLevel((level) => Math.round(costCents[i]![level] / homes)) : null;
    return {
      area,
      targets,
      homesPassed: passed,
      homesConnected: connected,
      costCents: costCents[i]!,
      perHomePassedCents: per(passed),
      perHomeConnectedCents: per(connected),
    };
  });
}

export type PhaseCounts = Omit<PlanPhase, 'costCents' | 'year'>;
