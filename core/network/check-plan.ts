import { dropCrosses } from './check-drops.ts';
import type { LevelCents, NetworkPlan, NetworkRequest, Place, PlanEdge } from './plan.ts';

const LEVELS = ['low', 'expected', 'high'] as const;

/**
 * Recomputes a plan from its own lines and the request, sharing no code with the planner: one cycle-free network per
 * feeding point that reaches every drop, lengths, cost by price, ways, capacities, tubes and fibres along every path, sums
 * of areas and years, wishes kept. Returns what is wrong in words, nothing where all is well.
 */
export function checkPlan(request: NetworkRequest, plan: NetworkPlan): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: () => string): void => {
    if (!holds) faults.push(fault());
  };
  const walk = new Walk(plan);
  checkEdges(request, plan, must);
  checkWays(request, plan, walk, must);
  checkTubes(request, plan, walk, must);
  checkCost(request, plan, must);
  checkYears(request, plan, walk, must);
  for (const { target, line } of plan.drops) {
    const [foot, house] = line;
    must(
      !dropCrosses(request.buildings ?? [], house, foot),
      () => `the drop to ${target} crosses a building`,
    );
  }
  const told = new Set([
    ...plan.drops.map((drop) => drop.target),
    ...plan.leftOut.map((left) => left.target),
  ]);
  for (const { id } of request.targets)
    must(told.has(id), () => `target ${id} is neither connected nor left out`);
  must(plan.connected === plan.drops.length, () => 'connected is not the number of drops');
  must(told.size === request.targets.length, () => 'a target is told twice or made up');
  return faults;
}

type Must = (holds: boolean, fault: () => string) => void;

/** Ways along the lines of a plan, by places to the millimetre, from the feeding points outwards (breadth first). */
class Walk {
  readonly parent = new Map<string, { readonly at: string; readonly edge: PlanEdge }>();
  readonly distanceM = new Map<string, number>();

  constructor(plan: NetworkPlan) {
    const around = new Map<string, PlanEdge[]>();
    for (const edge of plan.edges)
      for (const end of [edge.line[0]!, edge.line.at(-1)!])
        around.set(keyOf(end), [...(around.get(keyOf(end)) ?? []), edge]);
    const roots = plan.pops.map((pop) => keyOf(pop.foot));
    // Shortest first, so that rings that were locked are walked as the planner walks them.
    const open = new Map(roots.map((at) => [at, 0]));
    while (open.size > 0) {
      const [at, reachM] = [...open].reduce((least, next) => (next[1] < least[1] ? next : least));
      open.delete(at);
      this.distanceM.set(at, reachM);
      for (const edge of around.get(at) ?? []) {
        const other = keyOf(edge.line[0]!) === at ? keyOf(edge.line.at(-1)!) : keyOf(edge.line[0]!);
        if (this.distanceM.has(other) || (open.get(other) ?? Infinity) <= reachM + lengthOf(edge.line))
          continue;
        open.set(other, reachM + lengthOf(edge.line));
        this.parent.set(other, { at, edge });
      }
    }
  }

  /** Edges from a place up to its feeding point. */
  up(place: Place): PlanEdge[] {
    const edges: PlanEdge[] = [];
    for (let step = this.parent.get(keyOf(place)); step; step = this.parent.get(step.at))
      edges.push(step.edge);
    return edges;
  }

  between(a: Place, b: Place): PlanEdge[] {
    const [up, down] = [new Set(this.up(a)), new Set(this.up(b))];
    return [...[...up].filter((edge) => !down.has(edge)), ...[...down].filter((edge) => !up.has(edge))];
  }

  reaches(place: Place): boolean {
    return this.distanceM.has(keyOf(place));
  }
}

function checkEdges(request: NetworkRequest, plan: NetworkPlan, must: Must): void {
  const ids = new Set(plan.edges.map((edge) => edge.id));
  must(ids.size === plan.edges.length, () => 'an edge occurs twice');
  for (const edge of plan.edges)
    must(
      Math.abs(lengthOf(edge.line) - edge.lengthM) < 1e-6,
      () => `edge ${edge.id} is not ${edge.lengthM} m long`,
    );
  for (const id of request.forbidden ?? []) must(!ids.has(id), () => `forbidden edge ${id} is dug`);
  const ends = plan.edges.map((edge) => [keyOf(edge.line[0]!), keyOf(edge.line.at(-1)!)] as const);
  const group = new Map<string, string>();
  const find = (at: string): string => {
    let x = at;
    while ((group.get(x) ?? x) !== x) x = group.get(x)!;
    return x;
  };
  ends.forEach(([a, b], i) => {
    const [x, y] = [find(a), find(b)];
    must(x !== y || (request.locked ?? []).length > 0, () => `edge ${plan.edges[i]!.id} closes a ring`);
    group.set(x, y);
  });
  const { certificate } = plan;
  must(certificate.lowerBoundCents <= certificate.valueCents, () => 'the bound exceeds the value');
  const cents = plan.edges.reduce((sum, edge) => sum + edge.costCents.expected, 0);
  must(
    certificate.discounted || cents === certificate.valueCents,
    () => `the trenches cost ${cents}, not ${certificate.valueCents}`,
  );
}

function checkWays(request: NetworkRequest, plan: NetworkPlan, walk: Walk, must: Must): void {
  const { rules } = request;
  const homes = new Map(request.targets.map((target) => [target.id, Math.max(1, target.homes)]));
  const total = (edges: readonly PlanEdge[]) => edges.reduce((sum, edge) => sum + lengthOf(edge.line), 0);
  const points = new Map(plan.distributionPoints.map((point) => [point.id, point]));
  const drops = Map.groupBy(plan.drops, (drop) => drop.distributionPoint);
  for (const point of plan.distributionPoints) {
    const served = drops.get(point.id) ?? [];
    const sum = served.reduce((all, drop) => all + homes.get(drop.target)!, 0);
    const feederM = total(walk.up(point.place));
    must(
      walk.reaches(point.place) || plan.edges.length === 0,
      () => `${point.id} has no way to a feeding point`,
    );
    must(
      Math.abs(feederM - point.feederM) < 1e-3,
      () => `${point.id} is ${feederM} m from its feeding point`,
    );
    must(sum === point.homes && served.length === point.targets, () => `${point.id} serves ${sum} homes`);
    must(sum <= point.cabinets * rules.homesPerDistributionPoint, () => `${point.id} holds more than it can`);
    const ports = rules.topology === 'splitter' ? point.splitters * rules.splitterPorts : sum;
    must(ports >= sum, () => `${point.id} has too few splitters`);
    const used = rules.topology === 'splitter' ? Math.ceil(sum / rules.splitterPorts) : sum;
    must(
      point.feederFibres >= used * (1 + rules.fibreReserve) - 1e-6,
      () => `${point.id} has too few feeder fibres`,
    );
    must(add(point.feederCables) >= point.feederFibres, () => `${point.id} has too thin a cable`);
  }
  for (const drop of plan.drops) {
    const point = points.get(drop.distributionPoint);
    must(point !== undefined, () => `${drop.target} has no distribution point`);
    if (!point) continue;
    const trenchM = total(walk.between(point.place, drop.line[0]));
    must(walk.reaches(drop.line[0]), () => `${drop.target} is not reached`);
    must(
      Math.abs(trenchM + lengthOf(drop.line) - drop.wayM) < 1e-3,
      () => `the way to ${drop.target} is ${trenchM} m`,
    );
    must(trenchM <= rules.maxDropWayM + 1e-6, () => `${drop.target} is too far from ${point.id}`);
    const needed = homes.get(drop.target)! * rules.fibresPerHome * (1 + rules.fibreReserve);
    must(
      drop.fibres >= needed - 1e-6 && add(drop.cables) >= drop.fibres,
      () => `${drop.target} has too few fibres`,
    );
  }
}

function checkTubes(request: NetworkRequest, plan: NetworkPlan, walk: Walk, must: Must): void {
  const { rules } = request;
  const lies = new Map<PlanEdge, { small: number; large: number; fibres: number }>();
  const lay = (edges: readonly PlanEdge[], cables: readonly number[], fibres: number, thin: number): void => {
    const large = cables.filter((size) => size > thin).length;
    for (const edge of edges) {
      const sum = lies.get(edge) ?? { small: 0, large: 0, fibres: 0 };
      sum.small += cables.length - large;
      sum.large += large;
      sum.fibres += fibres;
      lies.set(edge, sum);
    }
  };
  const places = new Map(plan.distributionPoints.map((point) => [point.id, point.place]));
  for (const point of plan.distributionPoints)
    lay(walk.up(point.place), point.feederCables, point.feederFibres, 0);
  for (const drop of plan.drops)
    lay(
      walk.between(places.get(drop.distributionPoint)!, drop.line[0]),
      drop.cables,
      drop.fibres,
      rules.dropTubeMaxFibres,
    );
  for (const edge of plan.edges) {
    const { small, large, fibres } = lies.get(edge) ?? { small: 0, large: 0, fibres: 0 };
    const held = (kind: 'dropTubes' | 'feederTubes') =>
      edge.flow.ducts.reduce(
        (sum, { item, count }) => sum + count * rules.ducts.find((duct) => duct.item === item)![kind],
        0,
      );
    const withReserve = 1 + rules.tubeReserve;
    must(held('dropTubes') >= small * withReserve - 1e-6, () => `edge ${edge.id} has too few small tubes`);
    must(held('feederTubes') >= large * withReserve - 1e-6, () => `edge ${edge.id} has too few large tubes`);
    must(edge.flow.fibres === fibres, () => `edge ${edge.id} carries ${fibres} fibres`);
  }
}

function checkCost(request: NetworkRequest, plan: NetworkPlan, must: Must): void {
  const amounts = new Map<string, number>();
  const count = (item: string, amount: number) => amounts.set(item, (amounts.get(item) ?? 0) + amount);
  for (const edge of plan.edges) {
    count(edge.surface, edge.kind === 'crossing' ? 1 : lengthOf(edge.line));
    if (edge.kind === 'existing-duct') continue;
    count('duct', lengthOf(edge.line));
    for (const duct of edge.flow.ducts) count(duct.item, duct.count * lengthOf(edge.line));
  }
  for (const drop of plan.drops.filter(({ built }) => built)) {
    count('drop', lengthOf(drop.line));
    count('house-entry', 1);
  }
  for (const point of plan.distributionPoints) count('cabinet', point.cabinets);
  const given = request.pops ?? [];
  count('pop', given.length === 0 ? 1 : given.filter((pop) => !pop.exists).length);
  const linked = plan.quantities.find(({ item }) => item === 'drop');
  for (const { item, unit, amount, costCents } of plan.quantities) {
    const price = request.prices.items.find(({ id }) => id === item)!;
    const isOwn = unit === 'share' || item.startsWith('cable-') || item === 'splitter';
    const known = amounts.get(item) ?? 0;
    // Drops also hold the way from a feeding point to its street.
    const agrees = linked?.item === item ? amount >= known - 1e-6 : Math.abs(known - amount) < 1e-6;
    must(isOwn || agrees, () => `${item}: ${known} counted, ${amount} told`);
    if (unit === 'share') continue;
    for (const level of LEVELS)
      must(
        Math.abs(costCents[level] - 100 * amount * price[level]) <= 0.5 + 1e-6,
        () => `${item} is mispriced`,
      );
  }
  for (const level of LEVELS) {
    const sum = add(plan.quantities.map(({ costCents }) => costCents[level]));
    must(sum === plan.costCents[level], () => `positions add up to ${sum} at ${level}`);
  }
  sameSum(plan.areas, plan.costCents, 'areas', must);
}

function checkYears(request: NetworkRequest, plan: NetworkPlan, walk: Walk, must: Must): void {
  if (!request.phases) return;
  const { firstYear, years } = request.phases;
  sameSum(plan.phases, plan.costCents, 'years', must);
  const isWithin = (year: number | null) => year !== null && year >= firstYear && year < firstYear + years;
  for (const edge of plan.edges) must(isWithin(edge.year), () => `edge ${edge.id} is dug in no year`);
  for (const point of plan.distributionPoints) {
    must(isWithin(point.year), () => `${point.id} is built in no year`);
    const late = walk.up(point.place).find((edge) => edge.year! > point.year!);
    must(!late, () => `${point.id} is built before edge ${late!.id}`);
  }
  const points = new Map(plan.distributionPoints.map((point) => [point.id, point]));
  for (const drop of plan.drops) {
    const point = points.get(drop.distributionPoint)!;
    const late = walk.between(point.place, drop.line[0]).find((edge) => edge.year! > drop.year!);
    must(!late, () => `${drop.target} is connected before edge ${late!.id}`);
  }
}

function sameSum(
  parts: readonly { costCents: LevelCents }[],
  whole: LevelCents,
  name: string,
  must: Must,
): void {
  for (const level of LEVELS) {
    const sum = add(parts.map(({ costCents }) => costCents[level]));
    must(sum === whole[level], () => `${name} add up to ${sum} at ${level}`);
  }
}

const keyOf = ([eastingM, northingM]: Place) => `${eastingM.toFixed(3)} ${northingM.toFixed(3)}`;
const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const lengthOf = (line: readonly Place[]) =>
  line.reduce(
    (sum, [x, y], i) => (i === 0 ? 0 : sum + Math.hypot(x - line[i - 1]![0], y - line[i - 1]![1])),
    0,
  );
