import type { SpecialDistance } from './special-distance.ts';
import type { WorkingGraph } from './working-graph.ts';

/**
 * Tests that find edges of some optimal tree and contract them. Nearest vertex (Beasley 1984): the cheapest edge of a
 * terminal leads towards another terminal before its second cheapest edge could. Short links (Polzin & Vahdati 2001):
 * the same for the cheapest way out of a terminal's Voronoi region. `near` is of the graph as it is. Returns the number of
 * contractions.
 */
export function reduceByContraction(graph: WorkingGraph, near: SpecialDistance): number {
  const { width } = near;
  const n = graph.nodeAlive.length;
  const first = new Int32Array(n).fill(-1);
  const second = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const leave = (t: number, e: number): void => {
    if (first[t] < 0 || graph.cost[e] < graph.cost[first[t]]) {
      if (first[t] >= 0) second[t] = graph.cost[first[t]];
      first[t] = e;
    } else if (graph.cost[e] < second[t]) second[t] = graph.cost[e];
  };
  for (let e = 0; e < graph.alive.length; e++) {
    if (!graph.alive[e]) continue;
    const s = near.terminal[graph.from[e] * width];
    const t = near.terminal[graph.to[e] * width];
    if (s === t || s < 0 || t < 0) continue;
    leave(s, e);
    leave(t, e);
  }
  const contractions: [edge: number, s: number, t: number][] = [];
  for (let t = 0; t < n; t++) {
    if (!graph.nodeAlive[t] || !graph.isTerminal[t]) continue;
    if (first[t] >= 0) {
      const e = first[t];
      const u = graph.from[e] * width;
      const v = graph.to[e] * width;
      const length = near.distance[u] + graph.cost[e] + near.distance[v];
      if (length <= second[t]) contractions.push([e, near.terminal[u], near.terminal[v]]);
    }
    nearestVertex(graph, near, t, contractions);
  }
  // One contraction a terminal and pass: the next one must see the merged terminals.
  const used = new Uint8Array(n);
  let done = 0;
  for (const [e, s, t] of contractions) {
    if (used[s] || used[t] || !graph.alive[e]) continue;
    used[s] = used[t] = 1;
    graph.contract(e, true);
    done++;
  }
  return done;
}

function nearestVertex(
  graph: WorkingGraph,
  near: SpecialDistance,
  t: number,
  contractions: [number, number, number][],
): void {
  const { width } = near;
  let best = -1;
  let second = Number.POSITIVE_INFINITY;
  for (let h = graph.first[t]; h >= 0; h = graph.next[h]) {
    const e = h >> 1;
    if (best < 0 || graph.cost[e] < graph.cost[best]) {
      if (best >= 0) second = graph.cost[best];
      best = e;
    } else if (graph.cost[e] < second) second = graph.cost[e];
  }
  if (best < 0) return;
  const v = graph.from[best] === t ? graph.to[best] : graph.from[best];
  for (let i = v * width; i < (v + 1) * width; i++) {
    const other = near.terminal[i];
    if (other === t || other < 0) continue;
    if (graph.cost[best] + near.distance[i] <= second) contractions.push([best, t, other]);
    return;
  }
}
