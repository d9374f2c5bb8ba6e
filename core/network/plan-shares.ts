import { areaCosts, type CostShare, divideCost } from './cost-shares.ts';
import { type PhaseYears, phaseYears } from './phases.ts';
import type { AreaCost, LevelCents, PlanPhase } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';
import { priceOf } from './price-catalogue.ts';
import type { RootedPlan } from './rooted-plan.ts';

/** When what is built; null where no phases were asked for. */
export function yearsOf({ prepared, ...draft }: PlanDraft): PhaseYears | null {
  const { request, problem } = prepared;
  if (!request.phases) return null;
  const { prices } = request;
  return phaseYears(
    {
      plan: draft.rooted,
      groups: draft.sized.groups,
      nodeOf: draft.nodeOf,
      edgeCents: new Map([...draft.edgeCents].map(([e, levels]) => [e, levels.expected])),
      worksYear: (e) => problem.graph.origin[e]!.year,
      groupCents: draft.sized.groups.map((group, g) =>
        group.targets.reduce((all, i) => all + draft.dropCents[i]!.expected, draft.groupCents[g]!.expected),
      ),
      onTop: priceOf(prices, 'planning').expected + priceOf(prices, 'contingency').expected,
    },
    request.phases,
  );
}

/** Cost by area: an edge falls to the homes behind it, what belongs to all to all of them. */
export function areasOf(draft: PlanDraft, costCents: LevelCents): AreaCost[] {
  const { homes, nodeOf, built, sized } = draft;
  const { targets } = draft.prepared.request;
  const areaOf = targets.map((target) => target.area ?? null);
  const keys = [...new Set(areaOf.filter((_, i) => nodeOf[i]! >= 0))];
  const counts = new Map(keys.map((key) => [key, { targets: 0, passed: 0, connected: 0 }]));
  targets.forEach((_, i) => {
    if (nodeOf[i]! < 0) return;
    const count = counts.get(areaOf[i]!)!;
    count.targets++;
    count.passed += homes[i]!;
    if (built[i]) count.connected += homes[i]!;
  });
  const all = new Map([...counts].map(([key, count]) => [key, count.passed]));
  const below = keys.length > 1 ? homesBelow(draft.rooted, nodeOf, homes, areaOf, keys) : null;
  const shares: CostShare[] = [
    { costCents: draft.popCents, weights: all },
    ...Array.from(draft.edgeCents, ([e, cents]) => ({ costCents: cents, weights: below?.(e) ?? all })),
    ...sized.groups.map((group, g) => ({
      costCents: draft.groupCents[g]!,
      weights: weigh(group.targets.map((i) => [areaOf[i]!, homes[i]!])),
    })),
    ...targets.map((_, i) => ({ costCents: draft.dropCents[i]!, weights: new Map([[areaOf[i]!, 1]]) })),
  ].filter((share) => share.costCents.high > 0);
  return areaCosts(keys, divideCost(costCents, keys, shares), counts);
}

/** Cost, metres and homes by year; feeding points fall into the first one. */
export function phasesOf(draft: PlanDraft, years: PhaseYears, costCents: LevelCents): PlanPhase[] {
  const { sized, nodeOf, prepared } = draft;
  const { graph, positions } = prepared.problem;
  const { firstYear, years: count } = prepared.request.phases!;
  const keys = Array.from({ length: count }, (_, i) => firstYear + i);
  const at = (year: number) => new Map([[year, 1]]);
  const shares: CostShare[] = [
    { costCents: draft.popCents, weights: at(firstYear) },
    ...Array.from(draft.edgeCents, ([e, cents]) => ({ costCents: cents, weights: at(years.edges.get(e)!) })),
    ...draft.groupCents.map((cents, g) => ({ costCents: cents, weights: at(years.groups[g]!) })),
    ...draft.dropCents.flatMap((cents, i) =>
      nodeOf[i]! < 0 ? [] : [{ costCents: cents, weights: at(years.groups[sized.groupOf[i]!]!) }],
    ),
  ];
  const parts = divideCost(costCents, keys, shares);
  return keys.map((year, i) => {
    const groups = sized.groups.filter((_, g) => years.groups[g] === year);
    const dug = draft.edges.filter(
      (e) => years.edges.get(e) === year && positions[e]!.kind !== 'existing-duct',
    );
    return {
      year,
      trenchM: dug.reduce((sum, e) => sum + graph.lengthM[e]!, 0),
      targets: groups.reduce((sum, group) => sum + group.targets.length, 0),
      homes: groups.reduce((sum, group) => sum + group.homes, 0),
      costCents: parts[i]!,
    };
  });
}

/** Homes of each area behind an edge; null where nobody hangs on it. */
function homesBelow(
  rooted: RootedPlan,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  areaOf: readonly (string | null)[],
  keys: readonly (string | null)[],
): (edge: number) => ReadonlyMap<string | null, number> | null {
  const at = new Map(keys.map((key, k) => [key, k]));
  const below = keys.map(() => new Float64Array(rooted.parent.length));
  for (let i = 0; i < nodeOf.length; i++)
    if (nodeOf[i]! >= 0) below[at.get(areaOf[i]!)!]![nodeOf[i]!]! += homes[i]!;
  const childOf = new Map<number, number>();
  for (let i = rooted.order.length - 1; i >= 0; i--) {
    const v = rooted.order[i]!;
    const up = rooted.parent[v]!;
    if (up < 0) continue;
    childOf.set(rooted.parentEdge[v]!, v);
    for (const sums of below) sums[up]! += sums[v]!;
  }
  return (edge) => {
    const v = childOf.get(edge);
    if (v === undefined) return null;
    const weights = weigh(keys.map((key, k) => [key, below[k]![v]!]));
    return weights.size > 0 ? weights : null;
  };
}

function weigh(pairs: readonly (readonly [string | null, number])[]): Map<string | null, number> {
  const weights = new Map<string | null, number>();
  for (const [key, weight] of pairs) if (weight > 0) weights.set(key, (weights.get(key) ?? 0) + weight);
  return weights;
}
