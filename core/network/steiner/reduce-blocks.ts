import type { WorkingGraph } from './working-graph.ts';

/**
 * Tests on the blocks of the graph (biconnected components; Hopcroft & Tarjan 1973), all exact: a block that only leads to
 * nodes that are no terminals goes; a node between blocks that both lead to terminals is in every tree, so it becomes a
 * terminal itself; an edge that is such a block of its own, a bridge, is in every tree and is contracted. Street networks
 * have many such places: villages at the end of one road, blocks behind one bridge. Returns how many nodes and edges were
 * settled. Does nothing where the graph has fallen apart between its terminals.
 */
export function reduceBlocks(graph: WorkingGraph): number {
  const { nodeAlive, isTerminal, next } = graph;
  const root = isTerminal.findIndex((is, v) => is === 1 && nodeAlive[v] === 1);
  if (root < 0 || graph.terminalsAlive < 2) return 0;
  const n = nodeAlive.length;
  /** Nodes in the order of a depth-first search; `place` is the inverse, −1 where the search never came. */
  const order: number[] = [];
  const place = new Int32Array(n).fill(-1);
  /** The first place reached from below a node by one edge that is not of the search's tree. */
  const reaches = new Int32Array(n);
  const terminalsBelow = new Int32Array(n);
  const half = graph.first.slice();
  const path: number[] = [];
  const edgeAbove: number[] = [];
  const enter = (v: number, edge: number): void => {
    place[v] = reaches[v] = order.length;
    order.push(v);
    terminalsBelow[v] = isTerminal[v];
    path.push(v);
    edgeAbove.push(edge);
  };
  const bridges: number[] = [];
  const between: number[] = [];
  const idle: number[] = [];
  enter(root, -1);
  while (path.length > 0) {
    const v = path[path.length - 1];
    const h = half[v];
    if (h >= 0) {
      half[v] = next[h];
      const w = graph.far(h);
      if (place[w] < 0) enter(w, h >> 1);
      else if (h >> 1 !== edgeAbove[edgeAbove.length - 1] && place[w] < reaches[v]) reaches[v] = place[w];
      continue;
    }
    path.pop();
    const edge = edgeAbove.pop()!;
    if (edge < 0) break;
    const above = path[path.length - 1];
    terminalsBelow[above] += terminalsBelow[v];
    if (reaches[v] < reaches[above]) reaches[above] = reaches[v];
    if (reaches[v] < place[above]) continue;
    // They are the last of the order; only `above` still knows them, and has nothing more to learn from their places.
    if (terminalsBelow[v] === 0) while (order.length > place[v]) idle.push(order.pop()!);
    else if (reaches[v] > place[above]) bridges.push(edge);
    else between.push(above);
  }
  if (terminalsBelow[root] < graph.terminalsAlive) return 0;
  const terminalsBefore = graph.terminalsAlive;
  for (const v of between) graph.requireNode(v);
  const required = graph.terminalsAlive - terminalsBefore;
  for (const v of idle) graph.removeNode(v);
  // Contracting one bridge leaves the others in place: they have no parallel edges.
  for (const e of bridges) graph.contract(e, true);
  return required + idle.length + bridges.length;
}
