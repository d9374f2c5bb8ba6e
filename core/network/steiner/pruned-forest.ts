import type { Graph, SteinerTree } from '../graph.ts';

/**
 * Cheapest cycle-free selection of the given edges (Kruskal), without pieces that hold no terminal and without loose
 * ends that are none. A tree wherever the edges join all terminals.
 */
export function prunedForest(graph: Graph, edges: Int32Array): SteinerTree {
  const { nodes, from, to, cost, isTerminal } = graph;
  const group = new Int32Array(nodes);
  for (let v = 0; v < nodes; v++) group[v] = v;
  const find = (v: number): number => {
    let x = v;
    while (group[x] !== x) {
      group[x] = group[group[x]];
      x = group[x];
    }
    return x;
  };
  const degree = new Int32Array(nodes);
  const at = new Map<number, number[]>();
  const kept = new Set<number>();
  const note = (v: number, e: number): void => {
    degree[v]++;
    const list = at.get(v);
    if (list) list.push(e);
    else at.set(v, [e]);
  };
  for (const e of edges.slice().sort((a, b) => cost[a] - cost[b])) {
    const a = find(from[e]);
    const b = find(to[e]);
    if (a === b) continue;
    group[a] = b;
    kept.add(e);
    note(from[e], e);
    note(to[e], e);
  }
  const ends = [...at.keys()].filter((v) => degree[v] === 1 && !isTerminal[v]);
  while (ends.length > 0) {
    const v = ends.pop()!;
    const e = at.get(v)!.find((edge) => kept.has(edge));
    if (e === undefined) continue;
    kept.delete(e);
    const w = from[e] === v ? to[e] : from[e];
    degree[v]--;
    if (--degree[w] === 1 && !isTerminal[w]) ends.push(w);
  }
  let total = 0;
  for (const e of kept) total += cost[e];
  return { cost: total, edges: Int32Array.from(kept) };
}
