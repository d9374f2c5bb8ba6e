import type { DimensioningRules } from './dimensioning-rules.ts';
import { type RootedPlan, wayBetween } from './rooted-plan.ts';

/** Targets that one distribution point serves, and where it stands. */
export interface DistributionGroup {
  readonly node: number;
  readonly targets: readonly number[];
  readonly homes: number;
  readonly cabinets: number;
}

/** What still looks for a distribution point at a node: its targets and the longest way to any of them. */
interface Open {
  targets: number[];
  homes: number;
  farM: number;
}

/**
 * Splits the tree into as few groups as the capacity allows: from the ends inwards, and where a node holds too many homes
 * its heaviest branches are closed first (Kundu & Misra 1977). A branch also closes where the way to its farthest house
 * would exceed `maxDropWayM`. A house with more homes than a cabinet holds gets a place of its own with several.
 *
 * @param nodeOf node by target, −1 for those that are not connected
 * @param homes homes by target
 */
export function distributionGroups(
  plan: RootedPlan,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  rules: DimensioningRules,
): DistributionGroup[] {
  const capacity = rules.homesPerDistributionPoint;
  const groups: DistributionGroup[] = [];
  const targetsAt = new Map<number, number[]>();
  for (let target = 0; target < nodeOf.length; target++) {
    const v = nodeOf[target]!;
    if (v < 0) continue;
    const list = targetsAt.get(v);
    if (list) list.push(target);
    else targetsAt.set(v, [target]);
  }
  const branches = new Map<number, (Open & { readonly top: number })[]>();
  const close = (open: Open, top: number): void => {
    groups.push({
      node: standFor(plan, open, top, nodeOf, homes, rules.maxDropWayM),
      targets: open.targets,
      homes: open.homes,
      cabinets: Math.ceil(open.homes / capacity),
    });
  };
  for (let i = plan.order.length - 1; i >= 0; i--) {
    const v = plan.order[i]!;
    const parts: (Open & { readonly top: number })[] = branches.get(v) ?? [];
    branches.delete(v);
    for (const target of targetsAt.get(v) ?? []) {
      const own = { targets: [target], homes: homes[target]!, farM: 0, top: v };
      if (own.homes > capacity) close(own, v);
      else parts.push(own);
    }
    parts.sort((a, b) => a.homes - b.homes || a.targets[0]! - b.targets[0]!);
    let sum = parts.reduce((total, part) => total + part.homes, 0);
    while (sum > capacity) {
      const heaviest = parts.pop()!;
      sum -= heaviest.homes;
      close(heaviest, heaviest.top);
    }
    if (parts.length === 0) continue;
    const open: Open = {
      targets: parts.flatMap((part) => part.targets),
      homes: sum,
      farM: parts.reduce((most, part) => Math.max(most, part.farM), 0),
    };
    const up = plan.parent[v]!;
    const farM = up < 0 ? Number.POSITIVE_INFINITY : open.farM + plan.distanceM[v]! - plan.distanceM[up]!;
    if (farM > rules.maxDropWayM) {
      close(open, v);
      continue;
    }
    const waiting = branches.get(up);
    const branch = { ...open, farM, top: v };
    if (waiting) waiting.push(branch);
    else branches.set(up, [branch]);
  }
  return groups.reverse();
}

/** Down from the top of a group towards its middle (least home-metres), as long as nobody gets too far away. */
function standFor(
  plan: RootedPlan,
  { targets, homes: total }: Open,
  top: number,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  maxM: number,
): number {
  const below = new Map<number, number>();
  for (const target of targets) {
    for (let v = nodeOf[target]!; ; v = plan.parent[v]!) {
      below.set(v, (below.get(v) ?? 0) + homes[target]!);
      if (v === top) break;
    }
  }
  const children = new Map<number, number[]>();
  for (const v of below.keys()) {
    if (v === top) continue;
    const list = children.get(plan.parent[v]!);
    if (list) list.push(v);
    else children.set(plan.parent[v]!, [v]);
  }
  for (let stand = top; ; ) {
    const heavy = children.get(stand)?.find((child) => 2 * below.get(child)! > total);
    if (heavy === undefined) return stand;
    if (targets.some((target) => wayBetween(plan, heavy, nodeOf[target]!) > maxM)) return stand;
    stand = heavy;
  }
}
