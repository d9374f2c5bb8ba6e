import { billOfQuantities, costDrivers } from './bill-of-quantities.ts';
import { cablesFor, feederFibresOf, fibresOf } from './dimensioning-rules.ts';
import type { PhaseYears } from './phases.ts';
import type { DistributionPoint, NetworkPlan, Place, PlanDrop, PlanPop } from './plan.ts';
import { amountsOf, draftPlan, type PlanDraft } from './plan-draft.ts';
import { planEdges } from './plan-edges.ts';
import { areasOf, phasesOf, yearsOf } from './plan-shares.ts';
import type { PreparedNetwork } from './prepare-network.ts';
import type { SteinerSolution } from './solve-steiner.ts';

/**
 * From the trench tree to everything that hangs on it.
 * @param knownBound the bound of an earlier plan that holds here too, cents
 */
export function buildPlan(
  prepared: PreparedNetwork,
  solved: SteinerSolution,
  seconds: number,
  knownBound: number | null,
): NetworkPlan {
  const { request, problem } = prepared;
  const { targets, prices, rules } = request;
  const draft = draftPlan(prepared, solved.edges);
  const years = yearsOf(draft);
  const { quantities, costCents } = billOfQuantities(amountsOf(draft), prices);
  const edges = planEdges(draft, years);
  const points = distributionPoints(draft, years);
  const drops = planDrops(draft, points);
  const { value, lowerBound, gap } = solved;
  return {
    edges,
    drops,
    distributionPoints: points,
    pops: planPops(draft, points),
    popProposals: draft.proposals.map(({ place, fibreM, farthestM }) => ({ place, fibreM, farthestM })),
    certificate: {
      valueCents: value,
      lowerBoundCents: lowerBound,
      gap,
      discounted: problem.preferred.length > 0,
      boundFrom: knownBound !== null && knownBound >= lowerBound ? 'previous-plan' : 'this-run',
      problem: prepared.fingerprint,
      locked: request.locked ?? [],
      forbidden: request.forbidden ?? [],
    },
    trenchM: sum(edges, (edge) => (edge.kind === 'existing-duct' ? 0 : edge.lengthM)),
    existingDuctM: sum(edges, (edge) => (edge.kind === 'existing-duct' ? edge.lengthM : 0)),
    dropM: sum(drops, (drop) => (drop.built ? drop.lengthM : 0)),
    quantities,
    costCents,
    drivers: costDrivers(quantities, prices),
    areas: areasOf(draft, costCents),
    phases: years ? phasesOf(draft, years, costCents) : [],
    targets: targets.length,
    connected: drops.length,
    leftOut: leftOut(draft),
    isolatedParts: isolatedParts(prepared),
    joinedEnds: prepared.joinedEnds,
    unknownEdges: problem.unknownEdges,
    prices: prices.id,
    rules,
    ways: waysOf(drops, points, rules.maxReachM),
    seconds,
  };
}

function distributionPoints({ prepared, sized, homes, rooted }: PlanDraft, years: PhaseYears | null) {
  const { rules } = prepared.request;
  return sized.groups.map((group, g): DistributionPoint => {
    const feederFibres = feederFibresOf(rules, group.homes);
    return {
      id: `D${g + 1}`,
      place: placeOf(prepared, group.node),
      pop: rooted.root[group.node]!,
      targets: group.targets.length,
      homes: group.homes,
      cabinets: group.cabinets,
      fibres: sum(group.targets, (i) => fibresOf(rules, homes[i]!)),
      splitters: rules.topology === 'splitter' ? Math.ceil(group.homes / rules.splitterPorts) : 0,
      feederFibres,
      feederCables: cablesFor(rules, feederFibres),
      feederM: rooted.distanceM[group.node]!,
      year: years ? years.groups[g]! : null,
    };
  });
}

function planDrops(
  { prepared, nodeOf, homes, sized, built }: PlanDraft,
  points: readonly DistributionPoint[],
): PlanDrop[] {
  const { request, snapped } = prepared;
  return request.targets.flatMap(({ id, eastingM, northingM }, i): PlanDrop[] => {
    if (nodeOf[i]! < 0) return [];
    const fibres = fibresOf(request.rules, homes[i]!);
    const point = points[sized.groupOf[i]!]!;
    return [
      {
        target: id,
        line: [placeOf(prepared, nodeOf[i]!), [eastingM, northingM]],
        lengthM: snapped.dropM[i]!,
        distributionPoint: point.id,
        wayM: sized.trenchWayM[i]! + snapped.dropM[i]!,
        fibres,
        cables: cablesFor(request.rules, fibres),
        built: built[i]!,
        year: point.year,
      },
    ];
  });
}

function planPops({ prepared, popNodes }: PlanDraft, points: readonly DistributionPoint[]): PlanPop[] {
  const given = prepared.request.pops ?? [];
  return Array.from(popNodes, (v, i) => ({
    place: given[i] ? ([given[i].eastingM, given[i].northingM] as const) : placeOf(prepared, v),
    foot: placeOf(prepared, v),
    name: given[i]?.name ?? null,
    given: given[i] !== undefined,
    homes: sum(points, (point) => (point.pop === i ? point.homes : 0)),
  }));
}

function leftOut({ prepared, nodeOf }: PlanDraft): NetworkPlan['leftOut'] {
  const { request, snapped } = prepared;
  return request.targets.flatMap(({ id }, i): NetworkPlan['leftOut'] => {
    if (nodeOf[i]! >= 0) return [];
    if (snapped.blocked.has(i)) return [{ target: id, reason: 'behind-buildings' }];
    return [{ target: id, reason: snapped.node[i]! < 0 ? 'no-street-near' : 'isolated-part' }];
  });
}

function waysOf(drops: readonly PlanDrop[], points: readonly DistributionPoint[], maxReachM: number) {
  const feederM = new Map(points.map((point) => [point.id, point.feederM]));
  const ways = drops.map(({ distributionPoint, wayM }) => feederM.get(distributionPoint)! + wayM);
  return {
    checked: ways.length,
    farthestM: ways.reduce((most, wayM) => Math.max(most, wayM), 0),
    beyondReach: ways.filter((wayM) => wayM > maxReachM).length,
  };
}

function isolatedParts({ snapped, problem, request }: PreparedNetwork): NetworkPlan['isolatedParts'] {
  const { graph, component } = problem;
  const parts = new Map<number, { targets: number; at: Place }>();
  request.targets.forEach((_, i) => {
    const v = snapped.node[i]!;
    if (v < 0 || problem.isConnected(i)) return;
    const part = parts.get(component[v]!);
    if (part) part.targets++;
    else parts.set(component[v]!, { targets: 1, at: [graph.eastingM[v]!, graph.northingM[v]!] });
  });
  return [...parts.values()].sort((a, b) => b.targets - a.targets);
}

function sum<Row>(rows: readonly Row[], figure: (row: Row) => number): number {
  return rows.reduce((total, row) => total + figure(row), 0);
}

function placeOf({ problem: { graph } }: PreparedNetwork, v: number): Place {
  return [graph.eastingM[v]!, graph.northingM[v]!];
}
