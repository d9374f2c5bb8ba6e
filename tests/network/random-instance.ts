import type { SteinerInstance } from '#core/network/graph.ts';
import { seededRandom } from '#core/network/steiner/random.ts';

/** A connected instance: a jittered grid (`street`) or a random graph, with parallel edges, ties and costs of 0. */
export function randomInstance(
  seed: number,
  street: boolean,
  nodes: number,
  terminals: number,
): SteinerInstance {
  const random = seededRandom(seed);
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const top = random() < 0.4 ? 4 : 200;
  const free = random() < 0.3 ? 0 : 1;
  const add = (u: number, v: number): void => {
    from.push(u);
    to.push(v);
    cost.push(free + Math.floor(random() * top));
  };
  const side = Math.ceil(Math.sqrt(nodes));
  const n = street ? side * side : nodes;
  if (street) {
    for (let v = 0; v < n; v++) {
      // The first row and column stay whole, so that the grid hangs together.
      if (v % side < side - 1 && (v < side || random() > 0.2)) add(v, v + 1);
      if (v < n - side) add(v, v + side);
    }
  } else {
    for (let v = 1; v < n; v++) add(Math.floor(random() * v), v);
    for (let i = 0; i < n; i++) add(Math.floor(random() * n), Math.floor(random() * n));
  }
  const chosen = new Set<number>();
  while (chosen.size < terminals) chosen.add(Math.floor(random() * n));
  return {
    nodes: n,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(cost),
    terminals: Int32Array.from(chosen),
  };
}

/** Small networks that hang together by single nodes or single roads, some of them without a terminal. */
export function randomVillages(seed: number, villages: number, terminals: number): SteinerInstance {
  const random = seededRandom(seed);
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const add = (u: number, v: number): void => {
    from.push(u);
    to.push(v);
    cost.push(Math.floor(random() * 30));
  };
  let nodes = 1;
  for (let village = 0; village < villages; village++) {
    const places = [Math.floor(random() * nodes)];
    if (random() < 0.4) {
      add(places[0]!, nodes);
      places[0] = nodes++;
    }
    const size = 2 + Math.floor(random() * 4);
    for (let i = 0; i < size; i++) places.push(nodes++);
    for (let i = 0; i < places.length; i++) add(places[i]!, places[(i + 1) % places.length]!);
    if (random() < 0.5) add(places[0]!, places[2]!);
  }
  const chosen = new Set<number>();
  while (chosen.size < terminals) chosen.add(Math.floor(random() * nodes));
  return {
    nodes,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    cost: Float64Array.from(cost),
    terminals: Int32Array.from(chosen),
  };
}
