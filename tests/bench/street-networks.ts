import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Delaunator from 'delaunator';
import type { SteinerInstance } from '#core/network/graph.ts';
import { seededRandom } from '#core/network/steiner/random.ts';

const NODES = 35_771;
const EDGES = 42_545;
const TERMINALS = 100;

/**
 * Towns and scattered places joined by their relative neighbourhood graph (Toussaint 1980), which has the shape of road
 * networks: few crossings of more than three streets, blocks of every size, dead ends. A spanning tree and the shortest
 * other streets, so that blocks close in towns; with `links: 'any'` others at random, so that half of the ways around are
 * missing everywhere: a harder network than a real one. Costs are lengths in decimetres.
 */
export function generatedNetwork(links: 'shortest' | 'any'): SteinerInstance {
  const random = seededRandom(20261124);
  const x = new Float64Array(NODES);
  const y = new Float64Array(NODES);
  const towns = Array.from({ length: 60 }, () => [
    random() * 60_000,
    random() * 60_000,
    500 + 2500 * random(),
  ]);
  for (let i = 0; i < NODES; i++) {
    const town = random() < 0.75 ? towns[Math.floor(random() * towns.length)]! : null;
    const distance = town ? town[2]! * Math.sqrt(-Math.log(1 - random())) : 0;
    const bearing = 2 * Math.PI * random();
    x[i] = town ? town[0]! + distance * Math.cos(bearing) : random() * 60_000;
    y[i] = town ? town[1]! + distance * Math.sin(bearing) : random() * 60_000;
  }
  const streets = neighbourhood(x, y).sort((a, b) => a[2] - b[2]);
  // A minimum spanning tree first, so that the network hangs together; then the shortest others until there are enough.
  const group = Int32Array.from(x, (_, i) => i);
  const find = (v: number): number => {
    let root = v;
    while (group[root] !== root) {
      group[root] = group[group[root]!]!;
      root = group[root]!;
    }
    return root;
  };
  const needed = new Set(
    streets.filter(([u, v]) => {
      const [a, b] = [find(u), find(v)];
      group[a] = b;
      return a !== b;
    }),
  );
  const others = streets.filter((street) => !needed.has(street));
  for (let i = others.length - 1; links === 'any' && i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [others[i], others[j]] = [others[j]!, others[i]!];
  }
  const chosen = [...needed, ...others.slice(0, EDGES - needed.size)];
  return {
    nodes: NODES,
    from: Int32Array.from(chosen, ([u]) => u),
    to: Int32Array.from(chosen, ([, v]) => v),
    cost: Float64Array.from(chosen, ([, , lengthM]) => Math.max(1, Math.round(10 * lengthM))),
    terminals: drawn(NODES, random),
  };
}

/** Edges of the Delaunay triangulation with no third point nearer to both ends than they are to each other. */
function neighbourhood(x: Float64Array, y: Float64Array): [u: number, v: number, lengthM: number][] {
  const { triangles, halfedges } = new Delaunator(
    Float64Array.from({ length: 2 * x.length }, (_, k) => (k % 2 ? y : x)[k >> 1]!),
  );
  const around: number[][] = Array.from(x, () => []);
  const pairs: [number, number][] = [];
  for (let h = 0; h < triangles.length; h++) {
    if (h < halfedges[h]!) continue;
    const u = triangles[h]!;
    const v = triangles[h % 3 === 2 ? h - 2 : h + 1]!;
    around[u]!.push(v);
    around[v]!.push(u);
    pairs.push([u, v]);
  }
  const between = (a: number, b: number) => Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);
  return pairs.flatMap(([u, v]) => {
    const length = between(u, v);
    const isCovered = [...around[u]!, ...around[v]!].some(
      (w) => w !== u && w !== v && Math.max(between(u, w), between(v, w)) < length,
    );
    return isCovered ? [] : [[u, v, length] as [number, number, number]];
  });
}

/** The street graph of the Region Hannover with as many terminals at random, or null where it is not there. */
export function regionNetwork(sharedDir: string | undefined, seed: number): SteinerInstance | null {
  const file = join(sharedDir ?? '', 'data', 'region_hannover_street_graph_25832.gpkg');
  if (!sharedDir || !existsSync(file)) return null;
  const sql = 'select from_node, to_node, length_m from edges';
  const csv = execFileSync('ogr2ogr', ['-f', 'CSV', '/vsistdout/', file, '-sql', sql], {
    maxBuffer: 2 ** 28,
  });
  const number = new Map<string, number>();
  const node = (name: string): number => {
    if (!number.has(name)) number.set(name, number.size);
    return number.get(name)!;
  };
  const streets = csv
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))
    .filter(([from, to]) => from !== to)
    .map(([from, to, lengthM]) => [node(from!), node(to!), Number(lengthM)] as const);
  return {
    nodes: number.size,
    from: Int32Array.from(streets, ([u]) => u),
    to: Int32Array.from(streets, ([, v]) => v),
    cost: Float64Array.from(streets, ([, , lengthM]) => Math.max(1, Math.round(10 * lengthM))),
    terminals: drawn(number.size, seededRandom(seed)),
  };
}

function drawn(nodes: number, random: () => number): Int32Array {
  const terminals = new Set<number>();
  while (terminals.size < TERMINALS) terminals.add(Math.floor(random() * nodes));
  return Int32Array.from(terminals);
}
