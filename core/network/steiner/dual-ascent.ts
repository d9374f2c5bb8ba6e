import type { Graph } from '../graph.ts';
import { Heap } from './heap.ts';

/**
 * A feasible dual of the directed cut relaxation, kept as one potential per terminal and node: `potential` of terminal
 * `terminals[i]` at `node[k]`, for `k` in `start[i] … start[i + 1] - 1`, is how much it raised cuts that hold the node.
 * `validateDual` proves the bound from these alone.
 */
export interface SteinerDual {
  readonly root: number;
  readonly bound: number;
  readonly terminals: Int32Array;
  readonly start: Int32Array;
  readonly node: Int32Array;
  readonly potential: Float64Array;
  /** What is left of each arc's cost: arc `2e` runs from `from[e]` to `to[e]`, arc `2e + 1` back. */
  readonly reducedCost: Float64Array;
}

/** A dual without what is left of the costs: enough to prove its bound, and to find that out again. */
export type Potentials = Omit<SteinerDual, 'reducedCost'>;

/**
 * Dual ascent (Wong 1984) with kept cut sets (after Pajor, Uchoa & Werneck 2018): the terminal with the smallest cut
 * raises it until an arc is used up; nodes then join its side for good, so neither side nor cut is ever rebuilt.
 * A terminal that is reached from the root or from another waiting terminal is done. Returns null where the root cannot
 * reach a terminal.
 */
export function dualAscent(graph: Graph, root: number): SteinerDual | null {
  const { start, neighbour, edgeAt, from, to, isTerminal, terminals } = graph;
  const reducedCost = new Float64Array(2 * graph.edges);
  for (let e = 0; e < graph.edges; e++) reducedCost[2 * e] = reducedCost[2 * e + 1] = graph.cost[e];
  const k = terminals.length;
  const waiting = new Uint8Array(graph.nodes);
  const side: number[][] = [];
  const joinedAt: number[][] = [];
  const cut: number[][] = [];
  const raised = new Float64Array(k);
  const heap = new Heap(4 * k + 8);
  for (let i = 0; i < k; i++) {
    const t = terminals[i];
    side.push([t]);
    joinedAt.push([0]);
    cut.push([]);
    if (t === root) continue;
    waiting[t] = 1;
    for (let q = start[t]; q < start[t + 1]; q++)
      cut[i].push(from[edgeAt[q]] === t ? 2 * edgeAt[q] + 1 : 2 * edgeAt[q]);
    heap.push(cut[i].length, i);
  }
  const mark = new Int32Array(graph.nodes);
  let stamp = 0;
  let bound = 0;
  while (heap.size > 0) {
    const i = heap.pop();
    const t = terminals[i];
    const nodes = side[i];
    const joined = joinedAt[i];
    const arcs = cut[i];
    stamp++;
    for (const v of nodes) mark[v] = stamp;
    for (;;) {
      // Drop arcs whose tail has joined, let the tails of used-up arcs join, find the least reduced cost of the rest.
      let count = 0;
      let least = Number.POSITIVE_INFINITY;
      let reached = false;
      for (let a = 0; a < arcs.length; a++) {
        const arc = arcs[a];
        const tail = arc & 1 ? to[arc >> 1] : from[arc >> 1];
        if (mark[tail] === stamp) continue;
        const left = reducedCost[arc];
        if (left > 0) {
          arcs[count++] = arc;
          if (left < least) least = left;
          continue;
        }
        if (tail === root || (isTerminal[tail] && waiting[tail])) {
          reached = true;
          break;
        }
        mark[tail] = stamp;
        nodes.push(tail);
        joined.push(raised[i]);
        for (let q = start[tail]; q < start[tail + 1]; q++) {
          if (mark[neighbour[q]] === stamp) continue;
          const e = edgeAt[q];
          arcs.push(from[e] === tail ? 2 * e + 1 : 2 * e);
        }
      }
      if (reached) {
        waiting[t] = 0;
        break;
      }
      // Arcs whose tail joined later in the same round are still in the list; they go now.
      let kept = 0;
      least = Number.POSITIVE_INFINITY;
      for (let a = 0; a < count; a++) {
        const arc = arcs[a];
        if (mark[arc & 1 ? to[arc >> 1] : from[arc >> 1]] === stamp) continue;
        arcs[kept++] = arc;
        if (reducedCost[arc] < least) least = reducedCost[arc];
      }
      arcs.length = kept;
      if (kept === 0) return null;
      if (heap.size > 0 && kept > heap.keys[0] * 1.1 + 1) {
        heap.push(kept, i);
        break;
      }
      for (let a = 0; a < kept; a++) reducedCost[arcs[a]] -= least;
      raised[i] += least;
      bound += least;
    }
  }
  return packDual(root, bound, terminals, side, joinedAt, raised, reducedCost);
}

function packDual(
  root: number,
  bound: number,
  terminals: Int32Array,
  side: readonly number[][],
  joinedAt: readonly number[][],
  raised: Float64Array,
  reducedCost: Float64Array,
): SteinerDual {
  const start = new Int32Array(terminals.length + 1);
  for (let i = 0; i < terminals.length; i++)
    start[i + 1] = start[i] + (terminals[i] === root ? 0 : side[i].length);
  const node = new Int32Array(start[terminals.length]);
  const potential = new Float64Array(node.length);
  for (let i = 0; i < terminals.length; i++) {
    for (let j = 0, p = start[i]; p < start[i + 1]; j++, p++) {
      node[p] = side[i][j];
      potential[p] = raised[i] - joinedAt[i][j];
    }
  }
  return { root, bound, terminals, start, node, potential, reducedCost };
}
