import { edgesOfIds } from './edge-id.ts';
import type { NetworkPlan } from './plan.ts';
import type { PreparedNetwork } from './prepare-network.ts';
import { Heap } from './steiner/heap.ts';

/** What it would take to do without an edge of a plan, everything else staying. */
export interface EdgeDetour {
  /** The stretch that would fall away with it, up to the next branching or house on both sides, metres and cents. */
  readonly stretchM: number;
  readonly stretchCents: number;
  /** The cheapest other way between what is left; null where there is none: the edge is the only way. */
  readonly detour: { readonly lengthM: number; readonly cents: number; readonly extraCents: number } | null;
}

/**
 * Why an edge is there, in figures: its stretch against the cheapest other way, both at the expected price of trench and
 * standard duct. An upper bound of what forbidding it would cost, as a new plan may change more than this one way. Null
 * where the plan has no such edge.
 */
export function edgeDetour(
  { problem }: PreparedNetwork,
  plan: Pick<NetworkPlan, 'edges' | 'pops'>,
  id: string,
): EdgeDetour | null {
  const { graph, instance, forbidden } = problem;
  const ids = plan.edges.map((edge) => edge.id);
  if (!ids.includes(id)) return null;
  const used = new Set<number>(edgesOfIds(graph, ids).edges);
  const [first] = edgesOfIds(graph, [id]).edges;
  if (first === undefined) return null;
  for (let e = graph.from.length; e < instance.from.length; e++) used.add(e);
  const around = adjacency(instance.nodes, instance.from, instance.to);
  const other = (e: number, v: number) => (instance.from[e] === v ? instance.to[e]! : instance.from[e]!);
  const usedAt = (v: number) => around[v]!.filter((e) => used.has(e));
  const terminals = new Set(instance.terminals);
  const stretch = new Set([first]);
  const ends = [instance.from[first]!, instance.to[first]!].map((end) => {
    let v = end;
    for (let via = first; !terminals.has(v); ) {
      const on = usedAt(v).filter((e) => e !== via);
      if (on.length !== 1) break;
      via = on[0]!;
      stretch.add(via);
      v = other(via, v);
    }
    return v;
  });
  const near = new Set([ends[0]!]);
  for (const v of near) for (const e of usedAt(v)) if (!stretch.has(e)) near.add(other(e, v));
  const cents = (e: number) => instance.cost[e]!;
  const stretchM = lengthOf(stretch);
  const stretchCents = [...stretch].reduce((sum, e) => sum + cents(e), 0);
  if (near.has(ends[1]!))
    return { stretchM, stretchCents, detour: { lengthM: 0, cents: 0, extraCents: -stretchCents } };
  const far = new Set([ends[1]!]);
  for (const v of far) for (const e of usedAt(v)) if (!stretch.has(e)) far.add(other(e, v));
  const closed = new Set([...forbidden, first]);
  const reach = new Float64Array(instance.nodes).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(instance.nodes).fill(-1);
  const heap = new Heap(1024);
  for (const v of near) {
    reach[v] = 0;
    heap.push(0, v);
  }
  while (heap.size > 0) {
    const v = heap.pop();
    const d = heap.key;
    if (d > reach[v]!) continue;
    if (far.has(v)) {
      const way = new Set<number>();
      for (let x = v; via[x]! >= 0; x = other(via[x]!, x)) way.add(via[x]!);
      return {
        stretchM,
        stretchCents,
        detour: { lengthM: lengthOf(way), cents: d, extraCents: d - stretchCents },
      };
    }
    for (const e of around[v]!) {
      const w = other(e, v);
      if (closed.has(e) || d + cents(e) >= reach[w]!) continue;
      reach[w] = d + cents(e);
      via[w] = e;
      heap.push(reach[w]!, w);
    }
  }
  return { stretchM, stretchCents, detour: null };

  function lengthOf(edges: ReadonlySet<number>): number {
    return [...edges].reduce((sum, e) => sum + (graph.lengthM[e] ?? 0), 0);
  }
}

function adjacency(nodes: number, from: Int32Array, to: Int32Array): number[][] {
  const around: number[][] = Array.from({ length: nodes }, () => []);
  for (let e = 0; e < from.length; e++) {
    around[from[e]!]!.push(e);
    around[to[e]!]!.push(e);
  }
  return around;
}
