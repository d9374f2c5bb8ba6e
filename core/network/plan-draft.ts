import { type Dimensioned, dimension } from './dimension.ts';
import { atEachLevel, edgeCents } from './edge-prices.ts';
import type { LevelCents } from './plan.ts';
import { type PreparedNetwork, streetEdges } from './prepare-network.ts';
import { priceOf } from './price-catalogue.ts';
import { type PopChoice, proposePops } from './propose-pop.ts';
import { type RootedPlan, rootPlan } from './rooted-plan.ts';

/** What hangs on a trench tree, before it is put into words and sums. Costs are cents without planning on top. */
export interface PlanDraft {
  readonly prepared: PreparedNetwork;
  /** Chosen edges of the street graph. */
  readonly edges: Int32Array;
  readonly homes: readonly number[];
  /** Node by target, −1 where it is left out. */
  readonly nodeOf: Int32Array;
  readonly popNodes: Int32Array;
  readonly proposals: readonly PopChoice[];
  readonly newPops: number;
  /** Way from given feeding points to their streets, metres. */
  readonly popLinkM: number;
  readonly rooted: RootedPlan;
  readonly sized: Dimensioned;
  /** Whether the drop of a target is built now. */
  readonly built: readonly boolean[];
  readonly edgeCents: ReadonlyMap<number, LevelCents>;
  /** By target; 0 where nothing is built. */
  readonly dropCents: readonly LevelCents[];
  /** Cabinets, by group of the distribution points. */
  readonly groupCents: readonly LevelCents[];
  /** Feeding points with their way to the street. */
  readonly popCents: LevelCents;
}

export function draftPlan(prepared: PreparedNetwork, solvedEdges: Int32Array): PlanDraft {
  const { request, snapped, problem } = prepared;
  const { targets, prices, rules, pops: given = [] } = request;
  const { graph } = problem;
  const edges = streetEdges(problem, solvedEdges);
  const homes = targets.map((target) => Math.max(1, target.homes));
  const nodeOf = Int32Array.from(targets, (_, i) => (problem.isConnected(i) ? snapped.node[i]! : -1));
  const proposals = given.length > 0 ? [] : proposePops(graph, edges, nodeOf, homes);
  const popNodes = given.length > 0 ? snapped.node.slice(targets.length) : Int32Array.of(proposals[0]!.node);
  const rooted = rootPlan(graph, problem.instance, edges, popNodes);
  const sized = dimension(rooted, nodeOf, homes, snapped.dropM, rules);
  const built = targets.map((target, i) => nodeOf[i]! >= 0 && target.connect !== false);
  const newPops = given.length > 0 ? given.filter((pop) => !pop.exists).length : 1;
  const popLinkM = given.reduce((sum, _, i) => sum + snapped.dropM[targets.length + i]!, 0);
  const [pop, drop] = [priceOf(prices, 'pop'), priceOf(prices, 'drop')];
  const [entry, cabinet] = [priceOf(prices, 'house-entry'), priceOf(prices, 'cabinet')];
  return {
    prepared,
    edges,
    homes,
    nodeOf,
    popNodes,
    proposals,
    newPops,
    popLinkM,
    rooted,
    sized,
    built,
    edgeCents: new Map(
      Array.from(edges, (e) => [e, edgeCents(prices, problem.positions[e]!, graph.lengthM[e]!)]),
    ),
    dropCents: targets.map((_, i) =>
      atEachLevel((level) => (built[i] ? 100 * (snapped.dropM[i]! * drop[level] + entry[level]) : 0)),
    ),
    groupCents: sized.groups.map((group) => atEachLevel((level) => 100 * group.cabinets * cabinet[level])),
    popCents: atEachLevel((level) => 100 * (newPops * pop[level] + popLinkM * drop[level])),
  };
}

/** Amounts by item of the price catalogue. */
export function amountsOf(draft: PlanDraft): Map<string, number> {
  const { prepared, edges, sized, built } = draft;
  const { request, snapped, problem } = prepared;
  const { graph, positions } = problem;
  const amounts = new Map<string, number>([
    ['pop', draft.newPops],
    ['drop', draft.popLinkM],
  ]);
  const add = (item: string, amount: number) => amounts.set(item, (amounts.get(item) ?? 0) + amount);
  for (const e of edges) {
    const { surface, byPiece, newDuct } = positions[e]!;
    add(surface, byPiece ? 1 : graph.lengthM[e]!);
    if (!newDuct) continue;
    add('duct', graph.lengthM[e]!);
    for (const { item, count } of sized.flow.get(e)?.ducts ?? []) add(item, count * graph.lengthM[e]!);
  }
  for (const [fibres, lengthM] of sized.cableM) add(`cable-${fibres}`, lengthM);
  for (const group of sized.groups) {
    add('cabinet', group.cabinets);
    if (request.rules.topology === 'splitter')
      add('splitter', Math.ceil(group.homes / request.rules.splitterPorts));
  }
  built.forEach((isBuilt, i) => {
    if (!isBuilt) return;
    add('drop', snapped.dropM[i]!);
    add('house-entry', 1);
  });
  return amounts;
}
