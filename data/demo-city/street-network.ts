import type { Position, StreetClass } from './demo-city.ts';
import { QUARTERS } from './facts.ts';
import { noiseAt, type Random } from './random.ts';
import type { Terrain } from './terrain.ts';

/** The network as a graph: nodes with a place, edges between them. Joined at shared nodes, in one piece. */
export interface Network {
  readonly nodes: Position[];
  readonly quarterOfNode: number[];
  readonly edges: NetworkEdge[];
}

export interface NetworkEdge {
  readonly a: number;
  readonly b: number;
  /** Edges of one lattice line belong to one street; unique per line. */
  readonly line: string;
  class: StreetClass;
}

/**
 * Lays a bent grid of its own direction and block size into every quarter, links neighbouring quarters, makes the
 * roads that carry most paths from the edge to the centre into main roads, and adds the express ring.
 */
export function layStreets(terrain: Terrain, seed: number, random: Random): Network {
  const network: Network = { nodes: [], quarterOfNode: [], edges: [] };
  for (let quarter = 0; quarter < QUARTERS.length; quarter++)
    layQuarter(network, terrain, quarter, seed, random);
  linkQuarters(network, terrain);
  const whole = joinPieces(network);
  raiseMainRoads(whole, terrain);
  addExpressRing(whole, terrain, seed);
  return whole;
}

function layQuarter(network: Network, terrain: Terrain, quarter: number, seed: number, random: Random): void {
  const [ce, cn] = terrain.seeds[quarter]!;
  const away = Math.hypot(ce - terrain.centre[0], cn - terrain.centre[1]);
  const inner = Math.exp(-away / 4000);
  // Inner quarters look to the centre; outer ones have a direction of their own.
  const toCentre = Math.atan2(terrain.centre[1] - cn, terrain.centre[0] - ce);
  const turn = away < 600 ? 0.3 : toCentre + random.between(-0.5, 0.5);
  const blockU = 150 - 60 * inner + random.between(-12, 22);
  const blockV = 96 - 26 * inner + random.between(-8, 14);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const reach = 40;
  const at = new Map<number, number>();
  const key = (i: number, j: number) => (i + 200) * 1000 + j + 200;
  for (let i = -reach; i <= reach; i++) {
    for (let j = -reach; j <= reach; j++) {
      const u = i * blockU;
      const v = j * blockV;
      let e = ce + u * cos - v * sin;
      let n = cn + u * sin + v * cos;
      const bend = 75 - 35 * inner;
      e += bend * noiseAt(e, n, 620, seed + 41);
      n += bend * noiseAt(e, n, 620, seed + 43);
      if (terrain.quarterAt(e, n) !== quarter || !terrain.isBuilt(e, n)) continue;
      at.set(key(i, j), network.nodes.length);
      network.nodes.push([round(e), round(n)]);
      network.quarterOfNode.push(quarter);
    }
  }
  const skip = 0.05 + 0.14 * (1 - inner);
  for (const [k, a] of at) {
    const i = Math.floor(k / 1000) - 200;
    const j = (k % 1000) - 200;
    for (const [ni, nj, line] of [
      [i + 1, j, `u${j}`],
      [i, j + 1, `v${i}`],
    ] as const) {
      const b = at.get(key(ni, nj));
      if (b === undefined || random.chance(line.startsWith('v') ? skip : skip * 0.35)) continue;
      if (crossesVoid(terrain, network.nodes[a]!, network.nodes[b]!)) continue;
      network.edges.push({ a, b, line: `${quarter}${line}`, class: 'residential' });
    }
  }
}

/** Joins nodes at the rim of a quarter to the nearest node of another quarter. */
function linkQuarters(network: Network, terrain: Terrain): void {
  const degree = new Int32Array(network.nodes.length);
  for (const { a, b } of network.edges) {
    degree[a]!++;
    degree[b]!++;
  }
  const cells = gridOf(network.nodes, 160);
  network.nodes.forEach((point, a) => {
    if (degree[a]! >= 4) return;
    let best = -1;
    let bestDistance = 165;
    for (const b of cells.near(point)) {
      if (network.quarterOfNode[b] === network.quarterOfNode[a] || a > b) continue;
      const distance = Math.hypot(network.nodes[b]![0] - point[0], network.nodes[b]![1] - point[1]);
      if (distance < bestDistance && distance > 8 && !crossesVoid(terrain, point, network.nodes[b]!)) {
        bestDistance = distance;
        best = b;
      }
    }
    if (best >= 0) network.edges.push({ a, b: best, line: `link${a}`, class: 'residential' });
  });
}

/** Drops scraps, and joins what is large enough to the main piece by a road over land or a bridge. */
function joinPieces(network: Network): Network {
  for (;;) {
    const { piece, sizes } = pieces(network);
    const main = sizes.indexOf(Math.max(...sizes));
    const other = sizes.findIndex((size, id) => id !== main && size >= 12);
    if (other < 0) return keep(network, (node) => piece[node] === main);
    let best: [number, number] = [-1, -1];
    let bestCost = Infinity;
    const all = network.nodes.flatMap((_, node) => (piece[node] === other ? [node] : []));
    const mine = all.filter((_, i) => i % Math.ceil(all.length / 80) === 0);
    network.nodes.forEach((point, a) => {
      if (piece[a] === other) return;
      for (const b of mine) {
        const distance = Math.hypot(network.nodes[b]![0] - point[0], network.nodes[b]![1] - point[1]);
        if (distance < bestCost) {
          bestCost = distance;
          best = [a, b];
        }
      }
    });
    network.edges.push({ a: best[0], b: best[1], line: `road${other}-${best[0]}`, class: 'tertiary' });
  }
}

function pieces({ nodes, edges }: Network): { piece: Int32Array; sizes: number[] } {
  const parent = Int32Array.from(nodes, (_, i) => i);
  const find = (x: number): number => {
    let root = x;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  for (const { a, b } of edges) parent[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  const ids = new Map<number, number>();
  const sizes: number[] = [];
  const piece = Int32Array.from(nodes, (_, i) => {
    const root = find(i);
    if (!ids.has(root)) {
      ids.set(root, sizes.length);
      sizes.push(0);
    }
    const id = ids.get(root)!;
    sizes[id]!++;
    return id;
  });
  return { piece, sizes };
}

function keep(network: Network, wanted: (node: number) => boolean): Network {
  const renumber = new Int32Array(network.nodes.length).fill(-1);
  const result: Network = { nodes: [], quarterOfNode: [], edges: [] };
  network.nodes.forEach((point, node) => {
    if (!wanted(node)) return;
    renumber[node] = result.nodes.length;
    result.nodes.push(point);
    result.quarterOfNode.push(network.quarterOfNode[node]!);
  });
  for (const edge of network.edges) {
    if (renumber[edge.a]! >= 0 && renumber[edge.b]! >= 0)
      result.edges.push({ ...edge, a: renumber[edge.a]!, b: renumber[edge.b]! });
  }
  return result;
}

/** Shortest paths from every quarter to the centre, each preferring what earlier ones used. */
function raiseMainRoads(network: Network, terrain: Terrain): void {
  const { nodes, edges } = network;
  const incident: number[][] = nodes.map(() => []);
  edges.forEach((edge, i) => {
    incident[edge.a]!.push(i);
    incident[edge.b]!.push(i);
  });
  const nearest = (e: number, n: number) =>
    nodes.reduce(
      (best, [x, y], i) =>
        Math.hypot(x - e, y - n) < Math.hypot(nodes[best]![0] - e, nodes[best]![1] - n) ? i : best,
      0,
    );
  const hub = nearest(...(terrain.centre as [number, number]));
  const uses = new Int32Array(edges.length);
  const order = QUARTERS.map((_, q) => q).sort(
    (p, q) => distance(terrain.seeds[q]!, terrain.centre) - distance(terrain.seeds[p]!, terrain.centre),
  );
  for (const quarter of order) {
    let node = nearest(...(terrain.seeds[quarter] as [number, number]));
    const via = shortestPaths(network, incident, hub, uses);
    for (let guard = 0; node !== hub && guard < 2000; guard++) {
      const edge = via[node]!;
      if (edge < 0) break;
      uses[edge]!++;
      node = edges[edge]!.a === node ? edges[edge]!.b : edges[edge]!.a;
    }
  }
  edges.forEach((edge, i) => {
    if (uses[i]! >= 5) edge.class = 'primary';
    else if (uses[i]! >= 2) edge.class = 'secondary';
    else if (uses[i] === 1) edge.class = 'tertiary';
  });
}

function shortestPaths(
  { nodes, edges }: Network,
  incident: number[][],
  from: number,
  uses: Int32Array,
): Int32Array {
  const cost = new Float64Array(nodes.length).fill(Infinity);
  const via = new Int32Array(nodes.length).fill(-1);
  const heap: [number, number][] = [[0, from]];
  cost[from] = 0;
  while (heap.length > 0) {
    const [c, node] = pop(heap);
    if (c > cost[node]!) continue;
    for (const i of incident[node]!) {
      const other = edges[i]!.a === node ? edges[i]!.b : edges[i]!.a;
      const next = c + distance(nodes[node]!, nodes[other]!) * (uses[i]! > 0 ? 0.5 : 1);
      if (next < cost[other]!) {
        cost[other] = next;
        via[other] = i;
        push(heap, [next, other]);
      }
    }
  }
  return via;
}

/** A closed express road around the inner city, tied in where it passes main roads. */
function addExpressRing(network: Network, terrain: Terrain, seed: number): void {
  const steps = 96;
  const first = network.nodes.length;
  for (let k = 0; k < steps; k++) {
    const angle = (2 * Math.PI * k) / steps;
    const radius =
      4300 +
      700 * Math.sin(2 * angle + 0.6) +
      350 * noiseAt(Math.cos(angle) * 3000, Math.sin(angle) * 3000, 1800, seed + 53);
    network.nodes.push([
      round(terrain.centre[0] + radius * Math.cos(angle)),
      round(terrain.centre[1] + radius * Math.sin(angle)),
    ]);
    network.quarterOfNode.push(terrain.quarterAt(...network.nodes.at(-1)!));
  }
  for (let k = 0; k < steps; k++) {
    network.edges.push({ a: first + k, b: first + ((k + 1) % steps), line: 'express', class: 'motorway' });
    if (k % 8 !== 0) continue;
    const [e, n] = network.nodes[first + k]!;
    let best = 0;
    for (let i = 0; i < first; i++)
      if (distance(network.nodes[i]!, [e, n]) < distance(network.nodes[best]!, [e, n])) best = i;
    network.edges.push({ a: first + k, b: best, line: `ramp${k}`, class: 'secondary' });
  }
}

function crossesVoid(terrain: Terrain, a: Position, b: Position): boolean {
  for (let t = 0.1; t < 1; t += 0.2) {
    if (terrain.isVoid(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))) return true;
  }
  return false;
}

function gridOf(points: readonly Position[], cellM: number) {
  const cells = new Map<string, number[]>();
  points.forEach(([e, n], i) => {
    const key = `${Math.floor(e / cellM)},${Math.floor(n / cellM)}`;
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  });
  return {
    *near([e, n]: Position) {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++)
          yield* cells.get(`${Math.floor(e / cellM) + dx},${Math.floor(n / cellM) + dy}`) ?? [];
      }
    },
  };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function push(heap: [number, number][], item: [number, number]): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    if (heap[up]![0] <= item[0]) break;
    heap[at] = heap[up]!;
    at = up;
  }
  heap[at] = item;
}

function pop(heap: [number, number][]): [number, number] {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]![0] < heap[child]![0]) child++;
    if (heap[child]![0] >= last[0]) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
