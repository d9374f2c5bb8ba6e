import type { DistributionGroup } from './distribution-points.ts';
import type { PhaseRules } from './plan.ts';
import { type RootedPlan, wayBetween } from './rooted-plan.ts';

/** When what is built. */
export interface PhaseYears {
  /** By group of the distribution points. */
  readonly groups: Int32Array;
  /** By edge number. */
  readonly edges: ReadonlyMap<number, number>;
}

export interface PhaseInput {
  readonly plan: RootedPlan;
  readonly groups: readonly DistributionGroup[];
  readonly nodeOf: ArrayLike<number>;
  /** Expected cents of each chosen edge. */
  readonly edgeCents: ReadonlyMap<number, number>;
  /** Year of the works of others whose trench an edge shares. */
  readonly worksYear: (edge: number) => number | null;
  /** Expected cents of each group beside its trenches: cabinets and drops. */
  readonly groupCents: readonly number[];
  /** Share on top of what is built: planning and contingency. */
  readonly onTop: number;
}

/**
 * Which distribution point is built in which year: always the one that costs least for each of its homes, until the year's
 * money is spent; what is left when the last year comes is built in it. Dig once: an edge is dug once, for all who will
 * ever hang on it, in the year of the first of them; where works of others are shared it is dug in the year of these works
 * (ahead, or whoever needs it waits for them).
 */
export function phaseYears(input: PhaseInput, rules: PhaseRules): PhaseYears {
  const { plan, groups, edgeCents } = input;
  const last = rules.firstYear + rules.years - 1;
  const within = (year: number) => Math.min(last, Math.max(rules.firstYear, year));
  const edges = new Map<number, number>();
  let wholeCents = input.groupCents.reduce((sum, cents) => sum + cents, 0);
  for (const [edge, cents] of edgeCents) {
    wholeCents += cents;
    const works = input.worksYear(edge);
    if (works !== null) edges.set(edge, within(works));
  }
  const budget = rules.budgetCentsPerYear ?? Math.ceil((wholeCents * (1 + input.onTop)) / rules.years);
  const needs = groups.map((group) => edgesFor(plan, group, input.nodeOf));
  const earliest = needs.map((needed) =>
    needed.reduce((year, edge) => Math.max(year, edges.get(edge) ?? year), rules.firstYear),
  );
  const users = new Map<number, number[]>();
  needs.forEach((needed, g) => {
    for (const edge of needed) users.set(edge, [...(users.get(edge) ?? []), g]);
  });
  const left = needs.map((needed, g) =>
    needed.reduce((sum, edge) => sum + (edgeCents.get(edge) ?? 0), input.groupCents[g]!),
  );
  const dug = new Set<number>();
  /** Digs an edge once; returns what it costs now. */
  const dig = (edge: number, year: number): number => {
    if (dug.has(edge)) return 0;
    dug.add(edge);
    edges.set(edge, year);
    const cents = edgeCents.get(edge) ?? 0;
    for (const g of users.get(edge) ?? []) left[g]! -= cents;
    return cents;
  };
  const years = new Int32Array(groups.length).fill(-1);
  for (let year = rules.firstYear; year <= last; year++) {
    let spent = 0;
    for (const [edge, when] of [...edges]) if (when === year) spent += dig(edge, year) * (1 + input.onTop);
    for (;;) {
      let best = -1;
      for (let g = 0; g < groups.length; g++) {
        if (years[g] !== -1 || earliest[g]! > year) continue;
        const isTooMuch = spent > 0 && spent + left[g]! * (1 + input.onTop) > budget;
        if (year < last && isTooMuch) continue;
        if (best < 0 || left[g]! / groups[g]!.homes < left[best]! / groups[best]!.homes) best = g;
      }
      if (best < 0) break;
      years[best] = year;
      spent += left[best]! * (1 + input.onTop);
      for (const edge of needs[best]!) dig(edge, year);
    }
  }
  // Locked edges that nobody hangs on are dug at the end.
  for (const edge of edgeCents.keys()) if (!edges.has(edge)) edges.set(edge, last);
  return { groups: years, edges };
}

/** Edges between a distribution point and its houses, and up to the feeding point, each once. */
function edgesFor(plan: RootedPlan, group: DistributionGroup, nodeOf: ArrayLike<number>): number[] {
  const edges = new Set<number>();
  for (const target of group.targets)
    wayBetween(plan, group.node, nodeOf[target]!, (edge) => edges.add(edge));
  for (let v = group.node; plan.parent[v]! >= 0; v = plan.parent[v]!) edges.add(plan.parentEdge[v]!);
  return [...edges];
}
