import { Heap } from './heap.ts';
import type { WorkingGraph } from './working-graph.ts';

/** How many nearest terminals every node knows. */
const NEAREST = 4;

/**
 * Upper bounds of special (bottleneck Steiner) distances (Duin & Volgenant 1989; Polzin & Vahdati 2001): on a walk that
 * may rest at terminals only the longest stretch between rests counts. Every node knows its `width` nearest terminals; the
 * terminals' own bottlenecks come from the minimum spanning tree of their distance network (Mehlhorn 1988).
 *
 * The bounds stay valid while the graph only loses edges by special-distance tests, loses nodes by replacement, or is
 * contracted.
 */
export class SpecialDistance {
  readonly width = NEAREST;
  /** Entry `v * width + i`: the i-th nearest terminal of node v, −1 where there is none. */
  readonly terminal: Int32Array;
  readonly distance: Float64Array;
  private readonly joinedTo: Int32Array;
  private readonly joinedAt: Float64Array;

  constructor(graph: WorkingGraph) {
    const { width } = this;
    const n = graph.nodeAlive.length;
    this.terminal = new Int32Array(n * width).fill(-1);
    this.distance = new Float64Array(n * width).fill(Number.POSITIVE_INFINITY);
    this.joinedTo = new Int32Array(n).fill(-1);
    this.joinedAt = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    this.findNearest(graph);
    this.spanTerminals(graph);
  }

  /** An upper bound of the special distance of u and v by way of terminals, infinite where none is below `limit`. */
  bound(u: number, v: number, limit: number): number {
    const { width } = this;
    let best = Number.POSITIVE_INFINITY;
    let most = limit;
    for (let i = u * width; i < (u + 1) * width; i++) {
      const du = this.distance[i];
      if (du > most) break;
      for (let j = v * width; j < (v + 1) * width; j++) {
        const dv = this.distance[j];
        if (dv > most) break;
        const between = this.bottleneck(this.terminal[i], this.terminal[j], most);
        const bound = Math.max(du, dv, between);
        if (bound <= most && bound < best) best = most = bound;
      }
    }
    return best;
  }

  /** Longest edge between two terminals in their spanning tree, or something above `limit`. */
  private bottleneck(s: number, t: number, limit: number): number {
    let most = 0;
    while (s !== t) {
      // Join costs grow upwards, so the lower climbs first.
      if (this.joinedAt[s] > this.joinedAt[t]) [s, t] = [t, s];
      most = this.joinedAt[s];
      if (most > limit) return Number.POSITIVE_INFINITY;
      s = this.joinedTo[s];
      if (s < 0) return Number.POSITIVE_INFINITY;
    }
    return most;
  }

  private findNearest(graph: WorkingGraph): void {
    const { width } = this;
    const n = graph.nodeAlive.length;
    const heap = new Heap(1024);
    const labelNode: number[] = [];
    const labelTerminal: number[] = [];
    const count = new Uint8Array(n);
    for (let v = 0; v < n; v++) {
      if (!graph.nodeAlive[v] || !graph.isTerminal[v]) continue;
      heap.push(0, labelNode.length);
      labelNode.push(v);
      labelTerminal.push(v);
    }
    while (heap.size > 0) {
      const label = heap.pop();
      const d = heap.key;
      const v = labelNode[label];
      const t = labelTerminal[label];
      if (count[v] === width || this.knows(v, t, count[v])) continue;
      this.terminal[v * width + count[v]] = t;
      this.distance[v * width + count[v]] = d;
      count[v]++;
      for (let h = graph.first[v]; h >= 0; h = graph.next[h]) {
        const x = graph.far(h);
        if (count[x] === width || this.knows(x, t, count[x])) continue;
        heap.push(d + graph.cost[h >> 1], labelNode.length);
        labelNode.push(x);
        labelTerminal.push(t);
      }
    }
  }

  private knows(v: number, t: number, count: number): boolean {
    for (let i = v * this.width; i < v * this.width + count; i++) if (this.terminal[i] === t) return true;
    return false;
  }

  /** Kruskal; union by size keeps the climb of `bottleneck` short. */
  private spanTerminals(graph: WorkingGraph): void {
    const { width } = this;
    const edges: number[] = [];
    const length: number[] = [];
    for (let e = 0; e < graph.alive.length; e++) {
      if (!graph.alive[e]) continue;
      const u = graph.from[e] * width;
      const v = graph.to[e] * width;
      if (this.terminal[u] < 0 || this.terminal[v] < 0 || this.terminal[u] === this.terminal[v]) continue;
      length.push(this.distance[u] + graph.cost[e] + this.distance[v]);
      edges.push(e);
    }
    const order = Int32Array.from(edges, (_, i) => i).sort((a, b) => length[a] - length[b]);
    const size = new Int32Array(graph.nodeAlive.length).fill(1);
    const root = (t: number): number => {
      let r = t;
      while (this.joinedTo[r] >= 0) r = this.joinedTo[r];
      return r;
    };
    for (const i of order) {
      let a = root(this.terminal[graph.from[edges[i]] * width]);
      let b = root(this.terminal[graph.to[edges[i]] * width]);
      if (a === b) continue;
      if (size[a] > size[b]) [a, b] = [b, a];
      this.joinedTo[a] = b;
      this.joinedAt[a] = length[i];
      size[b] += size[a];
    }
  }
}
