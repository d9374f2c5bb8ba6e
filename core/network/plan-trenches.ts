import { IssueError } from '../issue.ts';
import { buildGraph, graphComponents, type SteinerInstance } from './graph.ts';
import {
  PRICE_LEVELS,
  type PriceCatalogue,
  type PriceLevel,
  priceOf,
  trenchItemOf,
} from './price-catalogue.ts';
import { type SteinerProgress, solveSteiner } from './solve-steiner.ts';
import { type Point, type Snapped, type StreetGraph, snapPoints } from './street-graph.ts';

export interface TrenchRequest {
  readonly streets: StreetGraph;
  /** Buildings to connect. */
  readonly targets: readonly Point[];
  /** Feeding point; without one the network only has to hang together. */
  readonly pop?: Point | null;
  readonly prices: PriceCatalogue;
  /** Farthest drop, metres; a target farther from any street is reported, not connected. */
  readonly maxDropM?: number;
  readonly seconds?: number;
  readonly seed?: number;
  /** Ends as soon as the certified gap is no larger (share of the value). */
  readonly gapGoal?: number;
  readonly onProgress?: (progress: SteinerProgress) => void;
  readonly shouldStop?: () => boolean;
}

/** One position of the bill of quantities. */
export interface Quantity {
  readonly item: string;
  readonly unit: string;
  readonly amount: number;
  /** Whole cents. */
  readonly costCents: Readonly<Record<PriceLevel, number>>;
}

export interface TrenchPlan {
  readonly snapped: Snapped;
  /** Nodes of the snapped graph that had to be joined. */
  readonly terminals: Int32Array;
  /** Edges of the snapped graph that are dug, ascending. */
  readonly edges: Int32Array;
  readonly lengthM: number;
  readonly dropLengthM: number;
  /** Expected cost of the trench tree in cents, and the proved bound: no tree along these streets is cheaper. */
  readonly treeCents: number;
  readonly lowerBoundCents: number;
  readonly gap: number;
  readonly quantities: readonly Quantity[];
  readonly costCents: Readonly<Record<PriceLevel, number>>;
  readonly targets: number;
  readonly connected: number;
  /** Targets that were left out, with the reason. */
  readonly leftOut: { readonly noStreetNear: number; readonly isolatedPart: number };
}

const MAX_DROP_M = 150;

/**
 * The cheapest trenches that join all targets (and the POP) along the streets, by expected price per metre of each
 * street's trench and ducts. The bound covers the trench tree; drops, house entries and planning are added to the cost
 * and are the same for every tree. Targets in a part of the network without the POP (or outside the part with most
 * targets) are left out and counted.
 *
 * @throws IssueError `network-no-targets`, `network-no-street-near`
 */
export function planTrenches(request: TrenchRequest): TrenchPlan {
  const { streets, targets, prices, pop = null } = request;
  const mayDig = (edge: number) => trenchItemOf(prices, streets.class[edge]!) !== null;
  const points = pop ? [...targets, pop] : targets;
  if (targets.length === 0) throw failed('network-no-targets', 'area', {});
  const snapped = snapPoints(streets, points, request.maxDropM ?? MAX_DROP_M, mayDig);
  const { graph, node } = snapped;
  if (pop && node[targets.length] === -1) {
    throw failed('network-no-street-near', '--pop', { distanceM: request.maxDropM ?? MAX_DROP_M });
  }
  const home = homePart(graph, prices, node, targets.length, pop !== null);
  const isConnected = (i: number) => node[i]! >= 0 && home.component[node[i]!] === home.part;
  const terminals = new Set<number>();
  for (let i = 0; i < points.length; i++) if (isConnected(i)) terminals.add(node[i]!);
  if (terminals.size === 0) {
    throw failed('network-no-street-near', 'area', { distanceM: request.maxDropM ?? MAX_DROP_M });
  }
  const solved = solveSteiner(instanceOf(graph, prices, terminals), {
    ...(request.seconds === undefined ? {} : { seconds: request.seconds }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.gapGoal === undefined ? {} : { gapGoal: request.gapGoal }),
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
    ...(request.shouldStop ? { shouldStop: request.shouldStop } : {}),
    forbidden: forbiddenEdges(graph, prices),
  });
  let connected = 0;
  let dropLengthM = 0;
  let noStreetNear = 0;
  for (let i = 0; i < targets.length; i++) {
    if (node[i]! < 0) noStreetNear++;
    if (!isConnected(i)) continue;
    connected++;
    dropLengthM += snapped.dropM[i]!;
  }
  const quantities = quantitiesOf(graph, prices, solved.edges, dropLengthM, connected);
  return {
    snapped,
    terminals: Int32Array.from(terminals),
    edges: solved.edges,
    lengthM: solved.edges.reduce((sum, e) => sum + graph.lengthM[e]!, 0),
    dropLengthM,
    treeCents: solved.value,
    lowerBoundCents: solved.lowerBound,
    gap: solved.gap,
    quantities,
    costCents: atEachLevel((level) => quantities.reduce((sum, q) => sum + q.costCents[level], 0)),
    targets: targets.length,
    connected,
    leftOut: { noStreetNear, isolatedPart: targets.length - connected - noStreetNear },
  };
}

/** The part of the network to plan in: that of the POP, else the one with most targets (the first of equals). */
function homePart(
  graph: StreetGraph,
  prices: PriceCatalogue,
  node: Int32Array,
  targets: number,
  hasPop: boolean,
): { component: Int32Array; part: number } {
  const mask = new Uint8Array(graph.from.length).fill(1);
  for (const e of forbiddenEdges(graph, prices)) mask[e] = 0;
  const { component, components } = graphComponents(buildGraph(instanceOf(graph, prices, []), mask));
  if (hasPop) return { component, part: component[node[targets]!]! };
  const held = new Uint32Array(components);
  for (let i = 0; i < targets; i++) if (node[i]! >= 0) held[component[node[i]!]!]!++;
  return { component, part: held.reduce((best, count, part) => (count > held[best]! ? part : best), 0) };
}

/** What was solved, for a solver or checker of one's own; edges with `mask` 0 must not be dug. */
export function trenchInstance(
  { graph }: Snapped,
  prices: PriceCatalogue,
  terminals: Int32Array,
): { instance: SteinerInstance; mask: Uint8Array } {
  const mask = new Uint8Array(graph.from.length).fill(1);
  for (const e of forbiddenEdges(graph, prices)) mask[e] = 0;
  return { instance: instanceOf(graph, prices, terminals), mask };
}

function instanceOf(
  graph: StreetGraph,
  prices: PriceCatalogue,
  terminals: Iterable<number>,
): SteinerInstance {
  const duct = priceOf(prices, 'duct').expected;
  const perM = (streetClass: string | null) => {
    const item = trenchItemOf(prices, streetClass);
    return item === null ? 0 : priceOf(prices, item).expected + duct;
  };
  return {
    nodes: graph.eastingM.length,
    from: Int32Array.from(graph.from),
    to: Int32Array.from(graph.to),
    cost: Float64Array.from(graph.lengthM, (m, e) => Math.round(100 * m * perM(graph.class[e]!))),
    terminals: Int32Array.from(terminals),
  };
}

function forbiddenEdges(graph: StreetGraph, prices: PriceCatalogue): Int32Array {
  const forbidden: number[] = [];
  graph.class.forEach((streetClass, e) => {
    if (trenchItemOf(prices, streetClass) === null) forbidden.push(e);
  });
  return Int32Array.from(forbidden);
}

function quantitiesOf(
  graph: StreetGraph,
  prices: PriceCatalogue,
  edges: Int32Array,
  dropLengthM: number,
  connected: number,
): Quantity[] {
  const amounts = new Map<string, number>();
  for (const e of edges) {
    const item = trenchItemOf(prices, graph.class[e]!)!;
    amounts.set(item, (amounts.get(item) ?? 0) + graph.lengthM[e]!);
    amounts.set('duct', (amounts.get('duct') ?? 0) + graph.lengthM[e]!);
  }
  amounts.set('drop', dropLengthM);
  amounts.set('house-entry', connected);
  const quantities = [...amounts].map(([item, amount]): Quantity => {
    const price = priceOf(prices, item);
    return {
      item,
      unit: price.unit,
      amount,
      costCents: atEachLevel((level) => Math.round(100 * amount * price[level])),
    };
  });
  const planning = priceOf(prices, 'planning');
  const built = atEachLevel((level) => quantities.reduce((sum, q) => sum + q.costCents[level], 0));
  quantities.push({
    item: planning.id,
    unit: planning.unit,
    amount: 1,
    costCents: atEachLevel((level) => Math.round(built[level] * planning[level])),
  });
  return quantities;
}

function atEachLevel(value: (level: PriceLevel) => number): Record<PriceLevel, number> {
  return Object.fromEntries(PRICE_LEVELS.map((level) => [level, value(level)])) as Record<PriceLevel, number>;
}

function failed(code: string, where: string, params: Record<string, number>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
