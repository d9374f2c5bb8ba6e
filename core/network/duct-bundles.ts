import type { DimensioningRules } from './dimensioning-rules.ts';
import { withReserve } from './dimensioning-rules.ts';
import type { DuctCount } from './plan.ts';

/**
 * The cheapest ducts by weight that hold so many small and large tubes, reserve included. Small and large tubes come in
 * ducts of their own (a duct with both kinds counts for both), each kind by dynamic programming over its number.
 */
export function ductChooser(
  rules: DimensioningRules,
): (drops: number, feeders: number) => readonly DuctCount[] {
  const small = kindChooser(rules, 'dropTubes');
  const large = kindChooser(rules, 'feederTubes');
  const known = new Map<string, readonly DuctCount[]>();
  return (drops, feeders) => {
    const key = `${drops} ${feeders}`;
    const found = known.get(key);
    if (found) return found;
    const counts = new Map<string, number>();
    for (const [needed, choose] of [
      [drops, small],
      [feeders, large],
    ] as const)
      for (const item of choose(withReserve(needed, rules.tubeReserve)))
        counts.set(item, (counts.get(item) ?? 0) + 1);
    const result = [...counts].map(([item, count]) => ({ item, count }));
    known.set(key, result);
    return result;
  };
}

/** Least weight and last duct taken, by number of tubes still needed. */
function kindChooser(
  rules: DimensioningRules,
  kind: 'dropTubes' | 'feederTubes',
): (tubes: number) => string[] {
  const types = rules.ducts.filter((duct) => duct[kind] > 0);
  const weight = [0];
  const last = [-1];
  return (tubes) => {
    if (tubes > 0 && types.length === 0) throw new RangeError(`no duct of the catalogue has ${kind}`);
    for (let n = weight.length; n <= tubes; n++) {
      weight.push(Number.POSITIVE_INFINITY);
      last.push(-1);
      types.forEach((duct, i) => {
        const sum = duct.weight + weight[Math.max(0, n - duct[kind])]!;
        if (sum >= weight[n]!) return;
        weight[n] = sum;
        last[n] = i;
      });
    }
    const taken: string[] = [];
    for (let n = tubes; n > 0; n = Math.max(0, n - types[last[n]!]![kind])) taken.push(types[last[n]!]!.item);
    return taken;
  };
}
