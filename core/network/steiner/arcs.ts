import type { Graph } from '../graph.ts';

/** Node each arc leaves: arc `2e` runs from `from[e]` to `to[e]`, arc `2e + 1` back. */
export function arcTails({ edges, from, to }: Graph): Int32Array {
  const tail = new Int32Array(2 * edges);
  for (let e = 0; e < edges; e++) {
    tail[2 * e] = from[e];
    tail[2 * e + 1] = to[e];
  }
  return tail;
}

/** By adjacency slot of a node: the arc that enters the node through it. */
export function enteringArcs({ nodes, start, edgeAt, from }: Graph): Int32Array {
  const entering = new Int32Array(edgeAt.length);
  for (let v = 0; v < nodes; v++)
    for (let q = start[v]; q < start[v + 1]; q++)
      entering[q] = from[edgeAt[q]] === v ? 2 * edgeAt[q] + 1 : 2 * edgeAt[q];
  return entering;
}

/** Marks the arcs of a tree that lead away from `root`. */
export function arcsAwayFrom(root: number, tree: Iterable<number>, graph: Graph): Uint8Array {
  const { start, neighbour, edgeAt, from, nodes, edges } = graph;
  const inTree = new Uint8Array(edges);
  for (const e of tree) inTree[e] = 1;
  const marked = new Uint8Array(2 * edges);
  const seen = new Uint8Array(nodes);
  const order = [root];
  seen[root] = 1;
  for (const v of order) {
    for (let q = start[v]; q < start[v + 1]; q++) {
      const e = edgeAt[q];
      const w = neighbour[q];
      if (!inTree[e] || seen[w]) continue;
      seen[w] = 1;
      marked[from[e] === v ? 2 * e : 2 * e + 1] = 1;
      order.push(w);
    }
  }
  return marked;
}

/** Mask of the edges that a dual pays for in full, in one direction at least. */
export function saturatedEdges(reducedCost: Float64Array): Uint8Array {
  const mask = new Uint8Array(reducedCost.length / 2);
  for (let e = 0; e < mask.length; e++)
    if (reducedCost[2 * e] === 0 || reducedCost[2 * e + 1] === 0) mask[e] = 1;
  return mask;
}
