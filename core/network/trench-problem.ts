import { edgesOfIds } from './edge-id.ts';
import { type EdgePositions, edgeCents, positionsOf } from './edge-prices.ts';
import { buildGraph, graphComponents, type SteinerInstance } from './graph.ts';
import type { EdgeWishes } from './plan.ts';
import type { PriceCatalogue } from './price-catalogue.ts';
import type { StreetGraph } from './street-graph.ts';

/** The Steiner tree problem behind a plan. Edges from `graph.from.length` on join feeding points and cost nothing. */
export interface TrenchProblem {
  readonly graph: StreetGraph;
  readonly instance: SteinerInstance;
  /** Positions by edge, null where nobody digs. */
  readonly positions: readonly (EdgePositions | null)[];
  /** What must be dug, and what must not or cannot. */
  readonly locked: Int32Array;
  readonly preferred: Int32Array;
  readonly forbidden: Int32Array;
  readonly unknownEdges: readonly string[];
  /** Targets that hang together with a feeding point, or with most of the others. */
  readonly isConnected: (target: number) => boolean;
  /** Part number of each node, and of the part(s) planned in. */
  readonly component: Int32Array;
}

export interface ProblemInput extends EdgeWishes {
  readonly graph: StreetGraph;
  /** Node of each target, −1 where it has none. */
  readonly targetNode: Int32Array;
  readonly popNode: Int32Array;
  readonly prices: PriceCatalogue;
  readonly preferredDiscount: number;
}

/** Prices edges, finds the part to plan in and gathers what must be joined. */
export function trenchProblem(input: ProblemInput): TrenchProblem {
  const { graph, targetNode, popNode, prices } = input;
  const positions = graph.origin.map(cached((origin) => positionsOf(prices, origin)));
  const wishes = {
    locked: edgesOfIds(graph, input.locked ?? []),
    forbidden: edgesOfIds(graph, input.forbidden ?? []),
    preferred: edgesOfIds(graph, input.preferred ?? []),
  };
  const closed = new Set<number>(wishes.forbidden.edges);
  positions.forEach((position, e) => {
    if (position === null) closed.add(e);
  });
  const preferred = new Set(wishes.preferred.edges);
  const cost = graph.lengthM.map((lengthM, e) => {
    const position = positions[e]!;
    if (position === null) return 0;
    const cents = edgeCents(prices, position, lengthM).expected;
    return preferred.has(e) ? Math.round(cents * (1 - input.preferredDiscount)) : cents;
  });
  const from = graph.from.slice();
  const to = graph.to.slice();
  for (let i = 1; i < popNode.length; i++) {
    if (popNode[i] === popNode[0]) continue;
    from.push(popNode[0]!);
    to.push(popNode[i]!);
    cost.push(0);
  }
  const bare: SteinerInstance = {
    nodes: graph.eastingM.length,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(cost),
    terminals: new Int32Array(0),
  };
  const mask = new Uint8Array(from.length).fill(1);
  for (const e of closed) mask[e] = 0;
  const { component, components } = graphComponents(buildGraph(bare, mask));
  const home = popNode.length > 0 ? component[popNode[0]!]! : fullest(component, components, targetNode);
  const isConnected = (target: number) => targetNode[target]! >= 0 && component[targetNode[target]!] === home;
  const terminals = new Set<number>(popNode);
  for (let i = 0; i < targetNode.length; i++) if (isConnected(i)) terminals.add(targetNode[i]!);
  const locked = wishes.locked.edges.filter((e) => !closed.has(e) && component[from[e]!] === home);
  return {
    graph,
    instance: { ...bare, terminals: Int32Array.from(terminals) },
    positions,
    locked,
    preferred: wishes.preferred.edges,
    forbidden: Int32Array.from(closed).sort(),
    unknownEdges: [...wishes.locked.unknown, ...wishes.forbidden.unknown, ...wishes.preferred.unknown],
    isConnected,
    component,
  };
}

/** The part with most targets, the first of equals. */
function fullest(component: Int32Array, components: number, targetNode: Int32Array): number {
  const held = new Uint32Array(components);
  for (const v of targetNode) if (v >= 0) held[component[v]!]!++;
  return held.reduce((best, count, part) => (count > held[best]! ? part : best), 0);
}

/** Origins are shared by many edges: what is known of one is asked once. */
function cached<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, work(key));
    return known.get(key)!;
  };
}

/** Fingerprint (FNV-1a, 64 bits in two halves) of an instance: same numbers, same text. */
export function fingerprint({ nodes, from, to, cost, terminals }: SteinerInstance): string {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  const mix = (value: number): void => {
    a = Math.imul(a ^ (value | 0), 0x01000193);
    b = Math.imul(b ^ (value | 0), 0x85ebca6b) ^ (b >>> 13);
  };
  mix(nodes);
  for (let e = 0; e < from.length; e++) {
    mix(from[e]!);
    mix(to[e]!);
    mix(cost[e]! % 2 ** 31);
    mix(cost[e]! / 2 ** 31);
  }
  for (const t of [...terminals].sort((x, y) => x - y)) mix(t);
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
