import type { WorkingGraph } from './working-graph.ts';

/**
 * Degree tests (Beasley 1984; Duin & Volgenant 1989), all exact: a non-terminal of degree 0 or 1 goes, one of degree 2
 * becomes a single edge, the only edge of a terminal is in every tree, an edge of cost 0 is free to take. Works through
 * `graph.touched` until nothing changes.
 */
export function reduceDegrees(graph: WorkingGraph): void {
  const { touched } = graph;
  while (touched.length > 0) {
    const v = touched.pop()!;
    if (!graph.nodeAlive[v]) continue;
    const degree = graph.degree[v];
    if (!graph.isTerminal[v]) {
      if (degree < 2) graph.removeNode(v);
      else if (degree === 2) spliceOut(graph, v);
    } else if (degree === 1 && graph.terminalsAlive > 1) {
      graph.contract(graph.first[v] >> 1, true);
      continue;
    }
    if (!graph.nodeAlive[v]) continue;
    for (let h = graph.first[v]; h >= 0; h = graph.next[h]) {
      if (graph.cost[h >> 1] > 0) continue;
      graph.contract(h >> 1, false);
      break;
    }
  }
}

/** Replaces a non-terminal of degree 2 by one edge between its neighbours. */
function spliceOut(graph: WorkingGraph, v: number): void {
  const h = graph.first[v];
  const k = graph.next[h];
  const e = h >> 1;
  const f = k >> 1;
  const x = graph.far(h);
  const y = graph.far(k);
  const cost = graph.cost[e] + graph.cost[f];
  graph.remove(e);
  graph.remove(f);
  graph.nodeAlive[v] = 0;
  graph.replace(e, x, y, cost, graph.join(e, f));
}
