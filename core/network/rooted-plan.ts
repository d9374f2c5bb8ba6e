import type { SteinerInstance } from './graph.ts';
import { Heap } from './steiner/heap.ts';
import type { StreetGraph } from './street-graph.ts';

/** The chosen edges seen from the feeding points: who hangs below whom. */
export interface RootedPlan {
  /** Nodes reached, from the roots outwards. */
  readonly order: Int32Array;
  /** Node and edge towards the feeding point, −1 at roots and outside. */
  readonly parent: Int32Array;
  readonly parentEdge: Int32Array;
  /** Metres along the trenches from the feeding point. */
  readonly distanceM: Float64Array;
  /** Index of the feeding point. */
  readonly root: Int32Array;
}

/**
 * Shortest ways from the nearest of the `roots` along the chosen edges: on a tree the only ones. Edges that close a ring
 * are nobody's way and carry nothing.
 */
export function rootPlan(
  graph: StreetGraph,
  instance: Pick<SteinerInstance, 'nodes'>,
  edges: Int32Array,
  roots: Int32Array,
): RootedPlan {
  // Edges at a node as a linked list: entry 2i belongs to the first end of `edges[i]`, 2i + 1 to the other.
  const first = new Int32Array(instance.nodes).fill(-1);
  const next = new Int32Array(2 * edges.length);
  for (let i = edges.length - 1; i >= 0; i--) {
    for (const [entry, v] of [
      [2 * i, graph.from[edges[i]!]!],
      [2 * i + 1, graph.to[edges[i]!]!],
    ] as const) {
      next[entry] = first[v]!;
      first[v] = entry;
    }
  }
  const parent = new Int32Array(instance.nodes).fill(-1);
  const parentEdge = new Int32Array(instance.nodes).fill(-1);
  const root = new Int32Array(instance.nodes).fill(-1);
  const distanceM = new Float64Array(instance.nodes).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(instance.nodes);
  const order: number[] = [];
  const heap = new Heap(256);
  roots.forEach((v, i) => {
    if (root[v] !== -1) return;
    root[v] = i;
    distanceM[v] = 0;
    heap.push(0, v);
  });
  while (heap.size > 0) {
    const v = heap.pop();
    if (done[v]) continue;
    done[v] = 1;
    order.push(v);
    for (let entry = first[v]!; entry >= 0; entry = next[entry]!) {
      const e = edges[entry >> 1]!;
      const w = graph.from[e] === v ? graph.to[e]! : graph.from[e]!;
      const reachM = distanceM[v]! + graph.lengthM[e]!;
      if (done[w] || reachM >= distanceM[w]!) continue;
      distanceM[w] = reachM;
      parent[w] = v;
      parentEdge[w] = e;
      root[w] = root[v]!;
      heap.push(reachM, w);
    }
  }
  return { order: Int32Array.from(order), parent, parentEdge, distanceM, root };
}

/** Calls `visit` with each edge on the way between two nodes of one feeding point; returns its length in metres. */
export function wayBetween(plan: RootedPlan, a: number, b: number, visit?: (edge: number) => void): number {
  let lengthM = 0;
  let [v, w] = [a, b];
  while (v !== w) {
    // The node farther from the root cannot be above the other one.
    if (plan.distanceM[v]! < plan.distanceM[w]!) [v, w] = [w, v];
    const up = plan.parent[v]!;
    if (up < 0) throw new RangeError(`nodes ${a} and ${b} have no way between them`);
    lengthM += plan.distanceM[v]! - plan.distanceM[up]!;
    visit?.(plan.parentEdge[v]!);
    v = up;
  }
  return lengthM;
}
