import type { PopProposal } from './plan.ts';
import { type RootedPlan, rootPlan } from './rooted-plan.ts';
import type { StreetGraph } from './street-graph.ts';

/** Proposals lie at least this far apart, metres. */
const APART_M = 300;

export interface PopChoice extends PopProposal {
  readonly node: number;
}

/**
 * Places on a chosen tree with the least fibre: the sum over homes of their way along the trenches. The trench tree costs
 * the same wherever on it the feeding point stands. The first is the best there is; the others lie apart from it.
 */
export function proposePops(
  graph: StreetGraph,
  edges: Int32Array,
  nodeOf: ArrayLike<number>,
  homes: readonly number[],
  most = 3,
): PopChoice[] {
  const first = Array.from(nodeOf).find((v) => v >= 0);
  if (first === undefined) return [];
  const nodes = { nodes: graph.eastingM.length };
  const plan = rootPlan(graph, nodes, edges, Int32Array.of(first));
  const fibreM = fibreFrom(plan, nodeOf, homes);
  const ranked = Array.from(plan.order).sort((a, b) => fibreM[a]! - fibreM[b]! || a - b);
  const chosen: number[] = [];
  for (const v of ranked) {
    const isApart = chosen.every(
      (w) =>
        Math.hypot(graph.eastingM[v]! - graph.eastingM[w]!, graph.northingM[v]! - graph.northingM[w]!) >=
        APART_M,
    );
    if (isApart) chosen.push(v);
    if (chosen.length === most) break;
  }
  return chosen.map((node) => {
    const { distanceM } = rootPlan(graph, nodes, edges, Int32Array.of(node));
    let farthestM = 0;
    for (let i = 0; i < nodeOf.length; i++)
      if (nodeOf[i]! >= 0) farthestM = Math.max(farthestM, distanceM[nodeOf[i]!]!);
    return { node, place: [graph.eastingM[node]!, graph.northingM[node]!], fibreM: fibreM[node]!, farthestM };
  });
}

/** Home-metres to every node of a tree: up for the root, then down by how many homes come nearer. */
function fibreFrom(plan: RootedPlan, nodeOf: ArrayLike<number>, homes: readonly number[]): Float64Array {
  const below = new Float64Array(plan.parent.length);
  const sum = new Float64Array(plan.parent.length);
  const root = plan.order[0]!;
  let all = 0;
  for (let i = 0; i < nodeOf.length; i++) {
    if (nodeOf[i]! < 0) continue;
    below[nodeOf[i]!]! += homes[i]!;
    all += homes[i]!;
    sum[root]! += homes[i]! * plan.distanceM[nodeOf[i]!]!;
  }
  for (let i = plan.order.length - 1; i > 0; i--)
    below[plan.parent[plan.order[i]!]!]! += below[plan.order[i]!]!;
  for (const v of plan.order) {
    const up = plan.parent[v]!;
    if (up < 0) continue;
    sum[v] = sum[up]! + (all - 2 * below[v]!) * (plan.distanceM[v]! - plan.distanceM[up]!);
  }
  return sum;
}
