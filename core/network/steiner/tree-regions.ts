import type { Graph } from '../graph.ts';
import { Heap } from './heap.ts';
import type { RootedTree } from './rooted-tree.ts';
import { voronoiRegions } from './voronoi-regions.ts';

/** A question to `TreeRegions.reconnect`. */
export interface Removal {
  /** Nodes taken out of the tree. */
  readonly drop: readonly number[];
  /** Roots of the subtrees cut off; what is in none of them is the rest, above. */
  readonly parts: readonly number[];
  readonly above: number;
  /** Cost of what is taken out. */
  readonly removed: number;
  readonly need: readonly number[];
  /** Heap of links leaving each part, by part. */
  readonly heaps: readonly Heap[];
  /** Node at which links between the parts meet, −1 where there is one part only. */
  readonly linksAt: number;
}

/**
 * Voronoi regions of a tree's nodes and the links between them: an edge between two regions joins their two tree nodes
 * by way of shortest paths. Taking tree nodes out leaves orphaned regions, which `reconnect` shares out among their
 * neighbours before it looks for the cheapest links (Uchoa & Werneck 2010).
 */
export class TreeRegions {
  private readonly graph: Graph;
  private readonly rooted: RootedTree;
  private readonly cost: Float64Array;
  private readonly base: Int32Array;
  private readonly distance: Float64Array;
  private readonly via: Int32Array;
  private readonly nextInRegion: Int32Array;
  private readonly firstInRegion: Int32Array;
  /** Links of each tree node: link `2i` and `2i + 1` are the two ends of edge `linkEdge[i]`. */
  readonly firstLink: Int32Array;
  readonly nextLink: number[] = [];
  readonly linkEdge: number[] = [];
  private readonly firstMeeting: Int32Array;
  private readonly nextMeeting: Int32Array;
  private readonly orphan: Int32Array;
  private readonly dropped: Int32Array;
  private readonly newDistance: Float64Array;
  private readonly newBase: Int32Array;
  private readonly newVia: Int32Array;
  private readonly heap = new Heap(256);
  private stamp = 0;

  constructor(graph: Graph, rooted: RootedTree, cost: Float64Array) {
    const n = graph.nodes;
    this.graph = graph;
    this.rooted = rooted;
    this.cost = cost;
    this.nextInRegion = new Int32Array(n).fill(-1);
    this.firstInRegion = new Int32Array(n).fill(-1);
    this.firstLink = new Int32Array(n).fill(-1);
    this.firstMeeting = new Int32Array(n).fill(-1);
    this.orphan = new Int32Array(n);
    this.dropped = new Int32Array(n);
    this.newDistance = new Float64Array(n);
    this.newBase = new Int32Array(n);
    this.newVia = new Int32Array(n);
    const { base, distance, via, settled } = voronoiRegions(graph, rooted.postorder, cost);
    this.base = base;
    this.distance = distance;
    this.via = via;
    for (const v of settled) {
      this.nextInRegion[v] = this.firstInRegion[base[v]];
      this.firstInRegion[base[v]] = v;
    }
    this.collectLinks();
    this.nextMeeting = new Int32Array(this.linkEdge.length);
    this.collectMeetings();
  }

  /** Length of the way between two tree nodes through the edge. */
  linkLength(e: number): number {
    return this.distance[this.graph.from[e]] + this.cost[e] + this.distance[this.graph.to[e]];
  }

  /** The cheapest way to join the parts again, where it is cheaper than what was removed. */
  reconnect(
    removal: Removal,
  ): { gain: number; drop: readonly number[]; need: number[]; add: number[] } | null {
    const { from, to } = this.graph;
    const { parts, removed } = removal;
    this.stamp++;
    for (const x of removal.drop) this.dropped[x] = this.stamp;
    const candidates: [length: number, edge: number, a: number, b: number][] = [];
    this.repair(removal, candidates);
    if (removal.linksAt >= 0) {
      for (let i = this.firstMeeting[removal.linksAt]; i >= 0; i = this.nextMeeting[i]) {
        this.addCandidate(this.linkEdge[i], parts, removed, candidates);
      }
    }
    for (let i = 0; i < parts.length; i++) this.addWayUp(removal, i, candidates);
    // Kruskal over the parts and the rest.
    candidates.sort((x, y) => x[0] - y[0]);
    const group = Int32Array.from({ length: parts.length + 1 }, (_, i) => i);
    let missing = parts.length;
    let length = 0;
    const chosen: number[] = [];
    for (const [c, e, a, b] of candidates) {
      const ga = group[a];
      const gb = group[b];
      if (ga === gb) continue;
      length += c;
      if (length >= removed) return null;
      for (let i = 0; i < group.length; i++) if (group[i] === gb) group[i] = ga;
      chosen.push(e);
      if (--missing === 0) break;
    }
    if (missing > 0 || length >= removed - 1e-9 * removed) return null;
    const add: number[] = [];
    const need = [...removal.need];
    for (const e of chosen) for (const end of [from[e], to[e]]) need.push(this.walkToBase(end, add));
    return { gain: removed - length, drop: removal.drop, need, add };
  }

  /** Nodes from `v` to its tree node are appended to `path`; returns the tree node. */
  private walkToBase(v: number, path: number[]): number {
    let x = v;
    for (;;) {
      const via = this.orphan[x] === this.stamp ? this.newVia[x] : this.via[x];
      if (via < 0) return x;
      path.push(x);
      x = this.graph.from[via] === x ? this.graph.to[via] : this.graph.from[via];
    }
  }

  /** Number of the part a tree node lies in, `parts.length` for the rest. */
  private partOf(b: number, parts: readonly number[]): number {
    const { enter, leave } = this.rooted;
    for (let i = 0; i < parts.length; i++)
      if (enter[b] >= enter[parts[i]] && enter[b] < leave[parts[i]]) return i;
    return parts.length;
  }

  private addCandidate(
    e: number,
    parts: readonly number[],
    limit: number,
    out: [number, number, number, number][],
  ): void {
    const length = this.linkLength(e);
    if (length >= limit) return;
    const u = this.base[this.graph.from[e]];
    const v = this.base[this.graph.to[e]];
    if (this.dropped[u] === this.stamp || this.dropped[v] === this.stamp) return;
    const a = this.partOf(u, parts);
    const b = this.partOf(v, parts);
    if (a !== b) out.push([length, e, a, b]);
  }

  /** The cheapest link of a part that leaves the whole subtree; links inside it are useless from here on up and go. */
  private addWayUp(removal: Removal, part: number, out: [number, number, number, number][]): void {
    const { enter, leave } = this.rooted;
    const heap = removal.heaps[part];
    const subtree = removal.linksAt >= 0 ? removal.linksAt : removal.parts[0];
    const inside = (b: number): boolean => enter[b] >= enter[subtree] && enter[b] < leave[subtree];
    const aside: number[] = [];
    while (heap.size > 0 && heap.keys[0] < removal.removed) {
      const e = heap.values[0];
      const length = heap.keys[0];
      const u = this.base[this.graph.from[e]];
      const v = this.base[this.graph.to[e]];
      if (inside(u) && inside(v)) {
        heap.pop();
        continue;
      }
      if (this.dropped[u] !== this.stamp && this.dropped[v] !== this.stamp) {
        out.push([length, e, part, removal.parts.length]);
        break;
      }
      heap.pop();
      aside.push(length, e);
    }
    for (let i = 0; i < aside.length; i += 2) heap.push(aside[i], aside[i + 1]);
  }

  /** Shares the regions of the dropped nodes out and collects the links that come about. */
  private repair(removal: Removal, out: [number, number, number, number][]): void {
    const { start, neighbour, edgeAt } = this.graph;
    const { stamp, heap } = this;
    const orphans: number[] = [];
    for (const x of removal.drop) {
      for (let v = this.firstInRegion[x]; v >= 0; v = this.nextInRegion[v]) {
        orphans.push(v);
        this.orphan[v] = stamp;
        this.newDistance[v] = Number.POSITIVE_INFINITY;
        this.newBase[v] = -1;
        this.newVia[v] = -1;
      }
    }
    heap.clear();
    for (const v of orphans) {
      for (let q = start[v]; q < start[v + 1]; q++) {
        const w = neighbour[q];
        if (this.orphan[w] === stamp || this.base[w] < 0) continue;
        const reach = this.distance[w] + this.cost[edgeAt[q]];
        if (reach >= this.newDistance[v]) continue;
        this.newDistance[v] = reach;
        this.newBase[v] = this.base[w];
        this.newVia[v] = edgeAt[q];
      }
      if (this.newDistance[v] < removal.removed) heap.push(this.newDistance[v], v);
    }
    while (heap.size > 0) {
      const v = heap.pop();
      const d = heap.key;
      if (d > this.newDistance[v]) continue;
      for (let q = start[v]; q < start[v + 1]; q++) {
        const w = neighbour[q];
        const reach = d + this.cost[edgeAt[q]];
        if (this.orphan[w] !== stamp || reach >= this.newDistance[w] || reach >= removal.removed) continue;
        this.newDistance[w] = reach;
        this.newBase[w] = this.newBase[v];
        this.newVia[w] = edgeAt[q];
        heap.push(reach, w);
      }
    }
    for (const v of orphans) {
      if (this.newBase[v] < 0) continue;
      const a = this.partOf(this.newBase[v], removal.parts);
      for (let q = start[v]; q < start[v + 1]; q++) {
        const w = neighbour[q];
        const other = this.orphan[w] === stamp;
        if (other && w < v) continue;
        const base = other ? this.newBase[w] : this.base[w];
        if (base < 0) continue;
        const length =
          this.newDistance[v] + this.cost[edgeAt[q]] + (other ? this.newDistance[w] : this.distance[w]);
        if (length >= removal.removed) continue;
        const b = this.partOf(base, removal.parts);
        if (a !== b) out.push([length, edgeAt[q], a, b]);
      }
    }
  }

  private collectLinks(): void {
    const { start, neighbour, edgeAt, nodes } = this.graph;
    const { base } = this;
    for (let v = 0; v < nodes; v++) {
      if (base[v] < 0) continue;
      for (let q = start[v]; q < start[v + 1]; q++) {
        const w = neighbour[q];
        if (w < v || base[w] < 0 || base[w] === base[v]) continue;
        const i = this.linkEdge.push(edgeAt[q]) - 1;
        this.nextLink.push(this.firstLink[base[v]], this.firstLink[base[w]]);
        this.firstLink[base[v]] = 2 * i;
        this.firstLink[base[w]] = 2 * i + 1;
      }
    }
  }

  /** Files every link under the lowest common ancestor of its two tree nodes (Tarjan's offline method). */
  private collectMeetings(): void {
    const { rooted, base } = this;
    const { from, to } = this.graph;
    const upTo = new Int32Array(this.graph.nodes).fill(-1);
    const find = (x: number): number => {
      let r = x;
      while (upTo[r] >= 0) r = upTo[r];
      for (let y = x; y !== r; ) {
        const next = upTo[y];
        upTo[y] = r;
        y = next;
      }
      return r;
    };
    const done = new Uint8Array(this.graph.nodes);
    for (const v of rooted.postorder) {
      for (let l = this.firstLink[v]; l >= 0; l = this.nextLink[l]) {
        const e = this.linkEdge[l >> 1];
        const other = base[from[e]] === v ? base[to[e]] : base[from[e]];
        if (!done[other]) continue;
        const meeting = find(other);
        if (meeting === v) continue;
        this.nextMeeting[l >> 1] = this.firstMeeting[meeting];
        this.firstMeeting[meeting] = l >> 1;
      }
      done[v] = 1;
      if (v !== rooted.root) upTo[v] = rooted.parent[v];
    }
  }
}
