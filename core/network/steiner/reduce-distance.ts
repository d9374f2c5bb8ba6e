import { Heap } from './heap.ts';
import type { SpecialDistance } from './special-distance.ts';
import type { WorkingGraph } from './working-graph.ts';

/**
 * Special-distance test and replacement of nodes of degree 3 (Duin & Volgenant 1989; Polzin & Vahdati 2001). An edge
 * dearer than the special distance of its ends is in no optimal tree; a non-terminal of degree 3 whose star costs no
 * less than the spanning tree of its neighbours' special distances is no branching point of some optimal tree and
 * becomes a triangle. `special` may be of the graph before its last contractions. Returns how many edges and nodes went.
 *
 * What stays is not looked at again by its surroundings until it changes: a graph that has lost edges has no shorter ways.
 */
export function reduceByDistance(graph: WorkingGraph, special: SpecialDistance): number {
  const local = new LocalDistance(graph);
  const { isNewEdge, isNewStar } = graph;
  let gone = 0;
  for (let e = 0; e < graph.alive.length; e++) {
    if (!graph.alive[e]) continue;
    const u = graph.from[e];
    const v = graph.to[e];
    const cost = graph.cost[e];
    // Strictly below by way of terminals (all such edges may go at once), no dearer on a path of other edges.
    if (special.bound(u, v, cost) < cost || (isNewEdge[e] && local.between(u, v, cost, e, -1) <= cost)) {
      graph.remove(e);
      gone++;
    }
    isNewEdge[e] = 0;
  }
  for (let v = 0; v < graph.nodeAlive.length; v++) {
    if (!graph.nodeAlive[v] || graph.isTerminal[v] || graph.degree[v] !== 3 || !isNewStar[v]) continue;
    gone += replaceStar(graph, v, special, local);
    isNewStar[v] = 0;
  }
  return gone;
}

function replaceStar(graph: WorkingGraph, v: number, special: SpecialDistance, local: LocalDistance): number {
  const h0 = graph.first[v];
  const h1 = graph.next[h0];
  const h2 = graph.next[h1];
  const [a, b, c] = [graph.far(h0), graph.far(h1), graph.far(h2)];
  const [e, f, g] = [h0 >> 1, h1 >> 1, h2 >> 1];
  const [ca, cb, cc] = [graph.cost[e], graph.cost[f], graph.cost[g]];
  const star = ca + cb + cc;
  const distance = (x: number, y: number): number =>
    Math.min(special.bound(x, y, star), local.between(x, y, star, -1, v));
  const ab = distance(a, b);
  const ac = distance(a, c);
  if (ab > star && ac > star) return 0;
  const bc = distance(b, c);
  if (Math.min(ab + ac, ab + bc, ac + bc) > star) return 0;
  const traces = [graph.join(e, f), graph.join(e, g), graph.join(f, g)];
  graph.removeNode(v);
  graph.replace(e, a, b, ca + cb, traces[0]);
  graph.replace(f, a, c, ca + cc, traces[1]);
  graph.replace(g, b, c, cb + cc, traces[2]);
  return 1;
}

/** Most edges looked at in one search; more finds little more on street graphs. */
const MOST_SCANS = 160;

/** Lengths of short paths by a Dijkstra search that gives up early. */
class LocalDistance {
  private readonly graph: WorkingGraph;
  private readonly distance: Float64Array;
  private readonly heap = new Heap(256);
  private readonly visited: number[] = [];

  constructor(graph: WorkingGraph) {
    this.graph = graph;
    this.distance = new Float64Array(graph.nodeAlive.length).fill(Number.POSITIVE_INFINITY);
  }

  /** Length of a path from u to v within `limit`, without the edge and the node given; infinite if none was found. */
  between(u: number, v: number, limit: number, withoutEdge: number, withoutNode: number): number {
    const { graph, distance, heap, visited } = this;
    heap.clear();
    distance[u] = 0;
    visited.push(u);
    heap.push(0, u);
    let scans = 0;
    while (heap.size > 0 && scans < MOST_SCANS) {
      const x = heap.pop();
      const d = heap.key;
      if (d > distance[x]) continue;
      if (x === v) break;
      for (let h = graph.first[x]; h >= 0; h = graph.next[h]) {
        scans++;
        const y = graph.far(h);
        const reach = d + graph.cost[h >> 1];
        if (reach > limit || reach >= distance[y] || h >> 1 === withoutEdge || y === withoutNode) continue;
        if (distance[y] === Number.POSITIVE_INFINITY) visited.push(y);
        distance[y] = reach;
        heap.push(reach, y);
      }
    }
    const found = distance[v];
    for (const x of visited) distance[x] = Number.POSITIVE_INFINITY;
    visited.length = 0;
    return found;
  }
}
