import { cablesFor, type DimensioningRules, feederFibresOf, fibresOf } from './dimensioning-rules.ts';
import { type DistributionGroup, distributionGroups } from './distribution-points.ts';
import { ductChooser } from './duct-bundles.ts';
import type { EdgeFlow } from './plan.ts';
import { type RootedPlan, wayBetween } from './rooted-plan.ts';

/** Who is served from where, and what lies in each edge. */
export interface Dimensioned {
  readonly groups: readonly DistributionGroup[];
  /** Group of each target, −1 where it is not connected. */
  readonly groupOf: Int32Array;
  /** Way along the trenches from the distribution point to where the drop leaves them, metres by target. */
  readonly trenchWayM: Float64Array;
  /** By edge number; edges that carry nothing are not in it. */
  readonly flow: ReadonlyMap<number, EdgeFlow>;
  /** Metres of cable by number of fibres, slack included. */
  readonly cableM: ReadonlyMap<number, number>;
}

interface OpenFlow {
  targets: number;
  homes: number;
  drops: number;
  feeders: number;
  feederFibres: number;
  fibres: number;
  largeTubes: number;
}

/**
 * Distribution points, tubes, fibres and cables along the chosen tree. Every house has a tube and a cable of its own from
 * its distribution point, every distribution point cables of its own from the feeding point.
 *
 * @param nodeOf node by target, −1 for those that are not connected
 * @param dropM length of each target's drop, metres
 */
export function dimension(
  plan: RootedPlan,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  dropM: ArrayLike<number>,
  rules: DimensioningRules,
): Dimensioned {
  const groups = distributionGroups(plan, nodeOf, homes, rules);
  const groupOf = new Int32Array(nodeOf.length).fill(-1);
  const trenchWayM = new Float64Array(nodeOf.length);
  const open = new Map<number, OpenFlow>();
  const at = (edge: number): OpenFlow => {
    let flow = open.get(edge);
    if (!flow) {
      flow = { targets: 0, homes: 0, drops: 0, feeders: 0, feederFibres: 0, fibres: 0, largeTubes: 0 };
      open.set(edge, flow);
    }
    return flow;
  };
  const cableM = new Map<number, number>();
  const lay = (cables: readonly number[], lengthM: number): void => {
    for (const size of cables) cableM.set(size, (cableM.get(size) ?? 0) + lengthM * (1 + rules.cableSlack));
  };
  groups.forEach((group, g) => {
    const feederFibres = feederFibresOf(rules, group.homes);
    const feederCables = cablesFor(rules, feederFibres);
    for (let v = group.node; plan.parent[v]! >= 0; v = plan.parent[v]!) {
      const flow = at(plan.parentEdge[v]!);
      flow.feeders++;
      flow.feederFibres += feederFibres;
      flow.fibres += feederFibres;
      flow.largeTubes += feederCables.length;
    }
    lay(feederCables, plan.distanceM[group.node]!);
    for (const target of group.targets) {
      groupOf[target] = g;
      const fibres = fibresOf(rules, homes[target]!);
      const cables = cablesFor(rules, fibres);
      const large = cables.filter((size) => size > rules.dropTubeMaxFibres).length;
      trenchWayM[target] = wayBetween(plan, group.node, nodeOf[target]!, (edge) => {
        const flow = at(edge);
        flow.drops += cables.length - large;
        flow.largeTubes += large;
        flow.fibres += fibres;
      });
      lay(cables, trenchWayM[target]! + dropM[target]!);
    }
  });
  hangBelow(plan, nodeOf, homes, at);
  const ducts = ductChooser(rules);
  const flow = new Map<number, EdgeFlow>();
  for (const [edge, { largeTubes, ...carried }] of open)
    flow.set(edge, { ...carried, ducts: ducts(carried.drops, largeTubes) });
  return { groups, groupOf, trenchWayM, flow, cableM };
}

/** Targets and homes behind each edge, from the ends inwards. */
function hangBelow(
  plan: RootedPlan,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  at: (edge: number) => OpenFlow,
): void {
  const targetsBelow = new Float64Array(plan.parent.length);
  const homesBelow = new Float64Array(plan.parent.length);
  for (let target = 0; target < nodeOf.length; target++) {
    if (nodeOf[target]! < 0) continue;
    targetsBelow[nodeOf[target]!]!++;
    homesBelow[nodeOf[target]!]! += homes[target]!;
  }
  for (let i = plan.order.length - 1; i >= 0; i--) {
    const v = plan.order[i]!;
    const up = plan.parent[v]!;
    if (up < 0) continue;
    targetsBelow[up]! += targetsBelow[v]!;
    homesBelow[up]! += homesBelow[v]!;
    if (targetsBelow[v] === 0) continue;
    const flow = at(plan.parentEdge[v]!);
    flow.targets = targetsBelow[v]!;
    flow.homes = homesBelow[v]!;
  }
}
