import { buildPlan } from './build-plan.ts';
import { edgeId, edgesOfIds } from './edge-id.ts';
import type { NetworkPlan, NetworkProgress, NetworkRequest } from './plan.ts';
import { type PreparedNetwork, prepareNetwork, streetEdges } from './prepare-network.ts';
import { type SteinerOptions, steinerSteps } from './solve-steiner.ts';
import type { TrenchProblem } from './trench-problem.ts';

/**
 * The cheapest trenches that join all targets and feeding points along the streets, with everything that hangs on them:
 * distribution points, tubes, cables, quantities, cost, phases. The certificate covers the trench tree with the standard
 * duct at expected prices; drops, house entries, cabinets and feeding points are added to the cost. Where no feeding point
 * is given the place with the least fibre is proposed and taken.
 *
 * @throws IssueError `network-no-targets`, `network-no-street-near`, `network-pop-off-street`, `network-bad-value`,
 *   `network-target-twice`
 */
export function planNetwork(request: NetworkRequest): NetworkPlan {
  const steps = planNetworkSteps(request);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    request.onProgress?.(step.value);
  }
}

/**
 * The same, giving the host a breath after every step, so that messages (of a worker) arrive and `shouldStop` may turn
 * true. `breathe` resolves when the search may go on.
 * @throws IssueError as `planNetwork`
 */
export async function planNetworkAsync(
  request: NetworkRequest,
  breathe: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
): Promise<NetworkPlan> {
  const steps = planNetworkSteps(request);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    request.onProgress?.(step.value);
    await breathe();
  }
}

/** The search step by step; does not call `onProgress` itself. */
export function* planNetworkSteps(request: NetworkRequest): Generator<NetworkProgress, NetworkPlan, void> {
  const began = Date.now();
  const prepared = prepareNetwork(request);
  const { problem } = prepared;
  const taken = (Date.now() - began) / 1000;
  const options = solverOptions(prepared, Math.max(0, (request.seconds ?? 10) - taken));
  const search = steinerSteps(problem.instance, options);
  for (;;) {
    const step = search.next();
    if (step.done)
      return buildPlan(prepared, step.value, (Date.now() - began) / 1000, options.knownBound ?? null);
    const { value, lowerBound, gap, edges } = step.value;
    const tree = () => Array.from(streetEdges(problem, edges()), (e) => treeEdge(problem, e));
    yield { value, lowerBound, gap, seconds: (Date.now() - began) / 1000, tree };
  }
}

function treeEdge({ graph }: TrenchProblem, e: number) {
  const place = (v: number) => [graph.eastingM[v]!, graph.northingM[v]!] as const;
  return { id: edgeId(graph, e), line: [place(graph.from[e]!), place(graph.to[e]!)] };
}

function solverOptions(prepared: PreparedNetwork, seconds: number): SteinerOptions {
  const { request, problem } = prepared;
  const { previous } = request;
  const base: SteinerOptions = {
    seconds,
    forced: problem.locked,
    forbidden: problem.forbidden,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.workLimit === undefined ? {} : { workLimit: request.workLimit }),
    ...(request.gapGoal === undefined ? {} : { gapGoal: request.gapGoal }),
    ...(request.shouldStop ? { shouldStop: request.shouldStop } : {}),
  };
  if (!previous) return base;
  const knownBound = boundOf(prepared);
  const warmStart = warmEdges(prepared);
  return { ...base, warmStart, ...(knownBound === null ? {} : { knownBound }) };
}

/** The previous bound holds where the problem is the same and every old lock and prohibition is still there. */
function boundOf({ request, fingerprint: own }: PreparedNetwork): number | null {
  const { certificate } = request.previous!;
  const isTighter =
    certificate.problem === own &&
    certificate.locked.every((id) => request.locked?.includes(id)) &&
    certificate.forbidden.every((id) => request.forbidden?.includes(id));
  return isTighter ? certificate.lowerBoundCents : null;
}

/** Edges of the last plan, and what joins the feeding points. */
function warmEdges({ request, problem }: PreparedNetwork): Int32Array {
  const { graph, instance } = problem;
  const ids = request.previous!.edges.map(({ id }) => id);
  const edges = [...edgesOfIds(graph, ids).edges];
  for (let e = graph.from.length; e < instance.from.length; e++) edges.push(e);
  return Int32Array.from(edges);
}
