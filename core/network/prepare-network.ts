import { IssueError } from '../issue.ts';
import { BuildingIndex } from './building-index.ts';
import { positionsOf } from './edge-prices.ts';
import { networkStreets } from './network-streets.ts';
import type { NetworkRequest } from './plan.ts';
import { refuseBadRequest } from './refuse-bad-request.ts';
import { type SnappedTargets, snapTargets } from './snap-targets.ts';
import { fingerprint, type TrenchProblem, trenchProblem } from './trench-problem.ts';

const MAX_DROP_M = 150;
const PREFERRED_DISCOUNT = 0.2;

/** A request with its streets made ready: the graph, who is joined where, and the Steiner tree problem. */
export interface PreparedNetwork {
  readonly request: NetworkRequest;
  readonly snapped: SnappedTargets;
  readonly problem: TrenchProblem;
  /** Dead ends that were joined to the street they nearly reach. */
  readonly joinedEnds: number;
  /** Fingerprint of the problem without locks and prohibitions. */
  readonly fingerprint: string;
}

/** Streets, snapping and prices: everything before the search. */
export function prepareNetwork(request: NetworkRequest): PreparedNetwork {
  const { targets, pops = [], prices } = request;
  const maxDropM = request.maxDropM ?? MAX_DROP_M;
  if (targets.length === 0) throw failed('network-no-targets', 'area', {});
  refuseBadRequest(request);
  const { graph: streets, joinedEnds } = networkStreets(request);
  const mayJoin = (edge: number) => {
    const { kind } = streets.origin[edge]!;
    return kind !== 'crossing' && positionsOf(prices, streets.origin[edge]!) !== null;
  };
  const buildings = request.buildings?.length ? new BuildingIndex(request.buildings) : null;
  const snapped = snapTargets(streets, [...targets, ...pops], maxDropM, mayJoin, buildings);
  const targetNode = snapped.node.slice(0, targets.length);
  const popNode = snapped.node.slice(targets.length);
  popNode.forEach((node, i) => {
    if (node >= 0) return;
    const eastingM = Math.round(pops[i]!.eastingM);
    const northingM = Math.round(pops[i]!.northingM);
    const params = { number: i + 1, eastingM, northingM, distanceM: maxDropM };
    throw failed('network-pop-off-street', `pops[${i}]`, params);
  });
  const problem = trenchProblem({
    graph: snapped.graph,
    targetNode,
    popNode,
    prices,
    preferredDiscount: request.preferredDiscount ?? PREFERRED_DISCOUNT,
    locked: request.locked ?? [],
    forbidden: request.forbidden ?? [],
    preferred: request.preferred ?? [],
  });
  if (problem.instance.terminals.length === 0 || !targets.some((_, i) => problem.isConnected(i)))
    throw failed('network-no-street-near', 'area', { distanceM: maxDropM });
  return { request, snapped, problem, joinedEnds, fingerprint: fingerprint(problem.instance) };
}

/** Edges of streets, without those that only join feeding points. */
export function streetEdges({ graph }: TrenchProblem, edges: Int32Array): Int32Array {
  return edges.filter((e) => e < graph.from.length);
}

function failed(code: string, where: string, params: Record<string, number>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
