import { billOfQuantities, costDrivers } from './bill-of-quantities.ts';
import { areaCosts, type CostShare, divideCost } from './cost-shares.ts';
import { type Dimensioned, dimension } from './dimension.ts';
import { cablesFor, feederFibresOf, fibresOf } from './dimensioning-rules.ts';
import { edgeId } from './edge-id.ts';
import { atEachLevel, edgeCents } from './edge-prices.ts';
import { bridgesOf } from './only-ways.ts';
import { type PhaseYears, phaseYears } from './phases.ts';
import type {
  DistributionPoint,
  EdgeFlow,
  EdgeWhy,
  LevelCents,
  NetworkPlan,
  Place,
  PlanDrop,
  PlanEdge,
  PlanPhase,
} from './plan.ts';
import { type PreparedNetwork, streetEdges } from './prepare-network.ts';
import { priceOf } from './price-catalogue.ts';
import { proposePops } from './propose-pop.ts';
import { type RootedPlan, rootPlan } from './rooted-plan.ts';
import type { SteinerSolution } from './solve-steiner.ts';

const NO_FLOW: EdgeFlow = {
  targets: 0,
  homes: 0,
  drops: 0,
  feeders: 0,
  feederFibres: 0,
  fibres: 0,
  ducts: [],
};

/** From the trench tree to everything that hangs on it. */
export function buildPlan(
  prepared: PreparedNetwork,
  solved: SteinerSolution,
  seconds: number,
  knownBound: number | null,
): NetworkPlan {
  const { request, snapped, problem } = prepared;
  const { targets, prices, rules } = request;
  const { graph } = problem;
  const edges = streetEdges(problem, solved.edges);
  const homes = targets.map((target) => Math.max(1, target.homes));
  const nodeOf = Int32Array.from(targets, (_, i) => (problem.isConnected(i) ? snapped.node[i]! : -1));
  const given = request.pops ?? [];
  const proposals = given.length > 0 ? [] : proposePops(graph, edges, nodeOf, homes);
  const popNodes = given.length > 0 ? snapped.node.slice(targets.length) : Int32Array.of(proposals[0]!.node);
  const rooted = rootPlan(graph, problem.instance, edges, popNodes);
  const sized = dimension(rooted, nodeOf, homes, snapped.dropM, rules);
  const built = targets.map((target, i) => nodeOf[i]! >= 0 && target.connect !== false);
  const newPops = given.length > 0 ? given.filter((pop) => !pop.exists).length : 1;
  const popLinkM = given.reduce((sum, _, i) => sum + snapped.dropM[targets.length + i]!, 0);

  const amounts = amountsOf(prepared, edges, sized, built, popLinkM);
  amounts.set('pop', newPops);
  const { quantities, costCents } = billOfQuantities(amounts, prices);
  const cents = new Map(
    Array.from(edges, (e) => [e, edgeCents(prices, problem.positions[e]!, graph.lengthM[e]!)]),
  );
  const dropCents = targets.map((_, i) => centsOfDrop(prepared, built[i]! ? snapped.dropM[i]! : null));
  const cabinet = priceOf(prices, 'cabinet');
  const groupCents = sized.groups.map((group) =>
    atEachLevel((level) => 100 * group.cabinets * cabinet[level]),
  );
  const years = yearsOf();
  const place = (v: number): Place => [graph.eastingM[v]!, graph.northingM[v]!];
  const points = distributionPoints();

  const planEdges = Array.from(edges, planEdge());
  const drops = targets.flatMap((_, i) => (nodeOf[i]! >= 0 ? planDrop(i) : []));
  const { areas, phases } = shares();
  const { lowerBound, value, gap } = solved;
  return {
    edges: planEdges,
    drops,
    distributionPoints: points,
    pops: Array.from(popNodes, (v, i) => ({
      place: given[i] ? ([given[i].eastingM, given[i].northingM] as const) : place(v),
      foot: place(v),
      name: given[i]?.name ?? null,
      given: given[i] !== undefined,
      homes: sum(points, (point) => (point.pop === i ? point.homes : 0)),
    })),
    popProposals: proposals.map(({ place, fibreM, farthestM }) => ({ place, fibreM, farthestM })),
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
    trenchM: sum(planEdges, (edge) => (edge.kind === 'existing-duct' ? 0 : edge.lengthM)),
    existingDuctM: sum(planEdges, (edge) => (edge.kind === 'existing-duct' ? edge.lengthM : 0)),
    dropM: sum(drops, (drop) => (drop.built ? drop.lengthM : 0)),
    quantities,
    costCents,
    drivers: costDrivers(quantities, prices),
    areas,
    phases,
    targets: targets.length,
    connected: drops.length,
    leftOut: targets.flatMap(({ id }, i) => {
      if (nodeOf[i]! >= 0) return [];
      const reason = snapped.blocked.has(i)
        ? ('behind-buildings' as const)
        : snapped.node[i]! < 0
          ? ('no-street-near' as const)
          : ('isolated-part' as const);
      return [{ target: id, reason }];
    }),
    isolatedParts: isolatedParts(prepared),
    unknownEdges: problem.unknownEdges,
    prices: prices.id,
    rules,
    ways: waysOf(),
    seconds,
  };

  function yearsOf(): PhaseYears | null {
    if (!request.phases) return null;
    const onTop = priceOf(prices, 'planning').expected + priceOf(prices, 'contingency').expected;
    return phaseYears(
      {
        plan: rooted,
        groups: sized.groups,
        nodeOf,
        edgeCents: new Map([...cents].map(([e, levels]) => [e, levels.expected])),
        worksYear: (e) => graph.origin[e]!.year,
        groupCents: sized.groups.map((group, g) =>
          group.targets.reduce((all, i) => all + dropCents[i]!.expected, groupCents[g]!.expected),
        ),
        onTop,
      },
      request.phases,
    );
  }

  function distributionPoints(): DistributionPoint[] {
    return sized.groups.map((group, g) => {
      const feederFibres = feederFibresOf(rules, group.homes);
      return {
        id: `D${g + 1}`,
        place: place(group.node),
        pop: rooted.root[group.node]!,
        targets: group.targets.length,
        homes: group.homes,
        cabinets: group.cabinets,
        fibres: group.targets.reduce((all, i) => all + fibresOf(rules, homes[i]!), 0),
        splitters: rules.topology === 'splitter' ? Math.ceil(group.homes / rules.splitterPorts) : 0,
        feederFibres,
        feederCables: cablesFor(rules, feederFibres),
        feederM: rooted.distanceM[group.node]!,
        year: years ? years.groups[g]! : null,
      };
    });
  }

  function planEdge(): (e: number) => PlanEdge {
    const locked = new Set(problem.locked);
    const preferred = new Set(problem.preferred);
    const bridges = bridgesOf(problem.instance, problem.forbidden);
    const why = (e: number): EdgeWhy => {
      if (locked.has(e)) return 'locked';
      if (bridges[e]) return 'only-way';
      const { kind } = problem.positions[e]!;
      if (kind === 'existing-duct' || kind === 'joint-trench') return kind;
      return preferred.has(e) ? 'preferred' : 'cheapest';
    };
    return (e) => {
      const [u, v] = [graph.from[e]!, graph.to[e]!];
      const isOutward = rooted.distanceM[u]! <= rooted.distanceM[v]!;
      const { kind, surface } = problem.positions[e]!;
      return {
        id: edgeId(graph, e),
        line: isOutward ? [place(u), place(v)] : [place(v), place(u)],
        kind,
        surface,
        streetClass: graph.origin[e]!.class,
        street: graph.origin[e]!.name,
        lengthM: graph.lengthM[e]!,
        costCents: cents.get(e)!,
        flow: sized.flow.get(e) ?? NO_FLOW,
        why: why(e),
        locked: locked.has(e),
        preferred: preferred.has(e),
        existing: graph.origin[e]!.existing,
        year: years ? years.edges.get(e)! : null,
      };
    };
  }

  function planDrop(i: number): PlanDrop {
    const fibres = fibresOf(rules, homes[i]!);
    const point = points[sized.groupOf[i]!]!;
    return {
      target: targets[i]!.id,
      line: [place(nodeOf[i]!), [targets[i]!.eastingM, targets[i]!.northingM]],
      lengthM: snapped.dropM[i]!,
      distributionPoint: point.id,
      wayM: sized.trenchWayM[i]! + snapped.dropM[i]!,
      fibres,
      cables: cablesFor(rules, fibres),
      built: built[i]!,
      year: point.year,
    };
  }

  /** Cost by area and by year; what belongs to all is shared by the homes, or falls into the first year. */
  function shares() {
    const areaOf = targets.map((target) => target.area ?? null);
    const keys = [...new Set(areaOf.filter((_, i) => nodeOf[i]! >= 0))];
    const counts = new Map(keys.map((key) => [key, { targets: 0, passed: 0, connected: 0 }]));
    const all = new Map<string | null, number>();
    targets.forEach((_, i) => {
      if (nodeOf[i]! < 0) return;
      const count = counts.get(areaOf[i]!)!;
      count.targets++;
      count.passed += homes[i]!;
      if (built[i]) count.connected += homes[i]!;
      all.set(areaOf[i]!, (all.get(areaOf[i]!) ?? 0) + homes[i]!);
    });
    const popCents = atEachLevel((level) => 100 * newPops * priceOf(prices, 'pop')[level]);
    const linkCents = atEachLevel((level) => 100 * popLinkM * priceOf(prices, 'drop')[level]);
    const below = keys.length > 1 ? homesBelow(rooted, nodeOf, homes, areaOf, keys) : null;
    const byArea: CostShare[] = [
      { costCents: popCents, weights: all },
      { costCents: linkCents, weights: all },
      ...Array.from(cents, ([e, costCents]) => ({ costCents, weights: below?.(e) ?? all })),
      ...sized.groups.map((group, g) => ({
        costCents: groupCents[g]!,
        weights: weigh(group.targets.map((i) => [areaOf[i]!, homes[i]!])),
      })),
      ...targets.map((_, i) => ({ costCents: dropCents[i]!, weights: new Map([[areaOf[i]!, 1]]) })),
    ].filter((share) => share.costCents.high > 0);
    const areas = areaCosts(keys, divideCost(costCents, keys, byArea), counts);
    return { areas, phases: years ? phasesOf(years, [popCents, linkCents]) : [] };
  }

  function phasesOf(when: PhaseYears, first: readonly LevelCents[]): PlanPhase[] {
    const { firstYear, years: count } = request.phases!;
    const keys = Array.from({ length: count }, (_, i) => firstYear + i);
    const at = (year: number) => new Map([[year, 1]]);
    const byYear: CostShare[] = [
      ...first.map((costCents) => ({ costCents, weights: at(firstYear) })),
      ...Array.from(cents, ([e, costCents]) => ({ costCents, weights: at(when.edges.get(e)!) })),
      ...groupCents.map((costCents, g) => ({ costCents, weights: at(when.groups[g]!) })),
      ...targets.flatMap((_, i) =>
        nodeOf[i]! < 0 ? [] : [{ costCents: dropCents[i]!, weights: at(when.groups[sized.groupOf[i]!]!) }],
      ),
    ];
    const parts = divideCost(costCents, keys, byYear);
    return keys.map((year, i) => {
      const groups = sized.groups.filter((_, g) => when.groups[g] === year);
      return {
        year,
        trenchM: sum(planEdges, (edge) =>
          edge.year === year && edge.kind !== 'existing-duct' ? edge.lengthM : 0,
        ),
        targets: sum(groups, (group) => group.targets.length),
        homes: sum(groups, (group) => group.homes),
        costCents: parts[i]!,
      };
    });
  }

  function waysOf() {
    const ways = drops.map(({ distributionPoint, wayM }) => {
      const point = points[Number(distributionPoint.slice(1)) - 1]!;
      return point.feederM + wayM;
    });
    return {
      checked: ways.length,
      farthestM: ways.reduce((most, wayM) => Math.max(most, wayM), 0),
      beyondReach: ways.filter((wayM) => wayM > rules.maxReachM).length,
    };
  }
}

function amountsOf(
  { request, snapped, problem }: PreparedNetwork,
  edges: Int32Array,
  sized: Dimensioned,
  built: readonly boolean[],
  popLinkM: number,
): Map<string, number> {
  const { graph, positions } = problem;
  const amounts = new Map<string, number>();
  const add = (item: string, amount: number) => amounts.set(item, (amounts.get(item) ?? 0) + amount);
  for (const e of edges) {
    const { surface, byPiece, newDuct, kind } = positions[e]!;
    add(surface, byPiece ? 1 : graph.lengthM[e]!);
    if (newDuct) add('duct', graph.lengthM[e]!);
    if (kind === 'existing-duct') continue;
    for (const { item, count } of sized.flow.get(e)?.ducts ?? []) add(item, count * graph.lengthM[e]!);
  }
  for (const [fibres, lengthM] of sized.cableM) add(`cable-${fibres}`, lengthM);
  for (const group of sized.groups) {
    add('cabinet', group.cabinets);
    if (request.rules.topology === 'splitter')
      add('splitter', Math.ceil(group.homes / request.rules.splitterPorts));
  }
  add('drop', popLinkM);
  built.forEach((isBuilt, i) => {
    if (!isBuilt) return;
    add('drop', snapped.dropM[i]!);
    add('house-entry', 1);
  });
  return amounts;
}

function centsOfDrop({ request: { prices } }: PreparedNetwork, lengthM: number | null): LevelCents {
  if (lengthM === null) return { low: 0, expected: 0, high: 0 };
  const [drop, entry] = [priceOf(prices, 'drop'), priceOf(prices, 'house-entry')];
  return atEachLevel((level) => 100 * (lengthM * drop[level] + entry[level]));
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
