import { buildGraph, type SteinerInstance } from './graph.ts';

/**
 * Edges without which the network falls into two parts that both hold terminals: the only way for somebody (bridges, by
 * low points of a depth-first search; Tarjan 1974). Mask by edge number.
 */
export function bridgesOf(instance: SteinerInstance, forbidden: Int32Array): Uint8Array {
  const mask = new Uint8Array(instance.from.length).fill(1);
  for (const e of forbidden) mask[e] = 0;
  const { nodes, start, neighbour, edgeAt, isTerminal, terminals } = buildGraph(instance, mask);
  const bridges = new Uint8Array(instance.from.length);
  const seenAt = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const held = new Int32Array(nodes);
  const slot = start.slice();
  const via = new Int32Array(nodes).fill(-1);
  const root = terminals[0]!;
  const path = [root];
  let time = 0;
  seenAt[root] = low[root] = time++;
  held[root] = isTerminal[root]!;
  while (path.length > 0) {
    const v = path.at(-1)!;
    if (slot[v]! < start[v + 1]!) {
      const q = slot[v]!++;
      const w = neighbour[q]!;
      if (edgeAt[q] === via[v]) continue;
      if (seenAt[w] !== -1) {
        low[v] = Math.min(low[v]!, seenAt[w]!);
        continue;
      }
      seenAt[w] = low[w] = time++;
      held[w] = isTerminal[w]!;
      via[w] = edgeAt[q]!;
      path.push(w);
      continue;
    }
    path.pop();
    const up = path.at(-1);
    if (up === undefined) break;
    low[up] = Math.min(low[up]!, low[v]!);
    held[up]! += held[v]!;
    if (low[v]! > seenAt[up]! && held[v]! > 0) bridges[via[v]!] = 1;
  }
  return bridges;
}
