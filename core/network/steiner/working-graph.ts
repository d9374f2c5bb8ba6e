import { buildGraph, type Graph, type SteinerInstance } from '../graph.ts';

/** A snapshot of the working graph, without gaps: `workEdge[e]` and `workNode[v]` stand behind edge `e` and node `v`. */
export interface CompactGraph {
  readonly graph: Graph;
  readonly workEdge: Int32Array;
  readonly workNode: Int32Array;
}

/**
 * A graph that reductions may change: adjacency in doubly linked lists of half-edges (half-edge `2e` lies at `from[e]`,
 * `2e + 1` at `to[e]`), at most one edge between two nodes. Every edge carries a trace, from which the edges of the
 * given instance behind it are found again exactly; edges that belong to some optimal tree are contracted and remembered.
 */
export class WorkingGraph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Float64Array;
  readonly alive: Uint8Array;
  readonly nodeAlive: Uint8Array;
  readonly isTerminal: Uint8Array;
  readonly degree: Int32Array;
  /** First half-edge of each node, −1 at the end. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly trace: Int32Array;
  /** Trace `m + i` stands for both `left[i]` and `right[i]`; traces below `m` are edges of the instance. */
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly fixed: number[] = [];
  /** Cost of the contracted edges. */
  offset = 0;
  edgesAlive = 0;
  terminalsAlive = 0;
  /** Nodes whose degree changed; the degree tests start from them. */
  readonly touched: number[] = [];
  /** Edges and nodes that changed (their cost, ends or edges) since the tests by distance last looked at them. */
  readonly isNewEdge: Uint8Array;
  readonly isNewStar: Uint8Array;
  private readonly edgeTo: Int32Array;
  /** The node that a contracted one became part of, −1 where it was not. */
  private readonly mergedInto: Int32Array;

  constructor(instance: SteinerInstance, mask?: Uint8Array) {
    const n = instance.nodes;
    const m = instance.from.length;
    this.from = new Int32Array(m);
    this.to = new Int32Array(m);
    this.cost = new Float64Array(m);
    this.alive = new Uint8Array(m);
    this.nodeAlive = new Uint8Array(n).fill(1);
    this.isTerminal = new Uint8Array(n);
    this.degree = new Int32Array(n);
    this.first = new Int32Array(n).fill(-1);
    this.next = new Int32Array(2 * m);
    this.previous = new Int32Array(2 * m);
    this.trace = Int32Array.from({ length: m }, (_, e) => e);
    this.edgeTo = new Int32Array(n).fill(-1);
    this.mergedInto = new Int32Array(n).fill(-1);
    this.isNewEdge = new Uint8Array(m);
    this.isNewStar = new Uint8Array(n);
    for (const t of instance.terminals)
      if (!this.isTerminal[t]) this.terminalsAlive += this.isTerminal[t] = 1;
    for (let e = 0; e < m; e++) {
      if (!mask || mask[e]) this.insert(e, instance.from[e], instance.to[e], instance.cost[e]);
    }
    this.dropParallels();
    for (let v = 0; v < n; v++) this.touched.push(v);
  }

  /** Node at the far end of a half-edge. */
  far(half: number): number {
    return half & 1 ? this.from[half >> 1] : this.to[half >> 1];
  }

  /** Edge between two nodes, −1 where there is none. */
  find(u: number, v: number): number {
    const a = this.degree[u] <= this.degree[v] ? u : v;
    const b = a === u ? v : u;
    for (let h = this.first[a]; h >= 0; h = this.next[h]) if (this.far(h) === b) return h >> 1;
    return -1;
  }

  remove(e: number): void {
    this.alive[e] = 0;
    this.edgesAlive--;
    this.unlink(2 * e, this.from[e]);
    this.unlink(2 * e + 1, this.to[e]);
  }

  /** Removes a node that no longer matters; its edges go with it. */
  removeNode(v: number): void {
    while (this.first[v] >= 0) this.remove(this.first[v] >> 1);
    this.nodeAlive[v] = 0;
  }

  /**
   * Takes the edge: both ends become one node, which the tree must reach where the edge is `required` (it belongs to
   * some optimal tree; an edge of cost 0 is merely free). Returns the node that stays.
   */
  contract(e: number, required: boolean): number {
    this.fixed.push(this.trace[e]);
    this.offset += this.cost[e];
    let keep = this.from[e];
    let gone = this.to[e];
    if (this.degree[gone] > this.degree[keep]) [keep, gone] = [gone, keep];
    this.remove(e);
    for (let h = this.first[keep]; h >= 0; h = this.next[h]) this.edgeTo[this.far(h)] = h >> 1;
    while (this.first[gone] >= 0) {
      const moved = this.first[gone] >> 1;
      const x = this.far(this.first[gone]);
      const cost = this.cost[moved];
      this.remove(moved);
      const other = this.edgeTo[x];
      if (other >= 0 && this.cost[other] <= cost) continue;
      if (other >= 0) this.remove(other);
      this.insert(moved, keep, x, cost);
      this.edgeTo[x] = moved;
    }
    for (let h = this.first[keep]; h >= 0; h = this.next[h]) this.edgeTo[this.far(h)] = -1;
    this.nodeAlive[gone] = 0;
    this.mergedInto[gone] = keep;
    if (this.isTerminal[gone]) {
      this.isTerminal[gone] = 0;
      if (this.isTerminal[keep]) this.terminalsAlive--;
      this.isTerminal[keep] = 1;
    }
    if (required) this.requireNode(keep);
    this.touched.push(keep);
    return keep;
  }

  /** The node that `v` is part of now. */
  mergedNode(v: number): number {
    let node = v;
    while (this.mergedInto[node] >= 0) node = this.mergedInto[node];
    return node;
  }

  /** Makes a node one that the tree must reach. */
  requireNode(v: number): void {
    if (this.isTerminal[v]) return;
    this.isTerminal[v] = 1;
    this.terminalsAlive++;
  }

  /** The trace of two edges used together. */
  join(e: number, f: number): number {
    this.left.push(this.trace[e]);
    this.right.push(this.trace[f]);
    return this.trace.length + this.left.length - 1;
  }

  /** Puts an edge into the free slot `e`, unless a parallel edge is no dearer. */
  replace(e: number, u: number, v: number, cost: number, trace: number): void {
    const other = this.find(u, v);
    if (other >= 0) {
      if (this.cost[other] <= cost) return;
      this.remove(other);
    }
    this.insert(e, u, v, cost);
    this.trace[e] = trace;
  }

  /** The edges of the given instance behind the contracted edges and the given working edges, each once. */
  expand(workEdges: Iterable<number>): Int32Array {
    const m = this.trace.length;
    const seen = new Uint8Array(m + this.left.length);
    const result: number[] = [];
    const stack = [...this.fixed];
    for (const e of workEdges) stack.push(this.trace[e]);
    while (stack.length > 0) {
      const t = stack.pop()!;
      if (seen[t]) continue;
      seen[t] = 1;
      if (t < m) result.push(t);
      else stack.push(this.left[t - m], this.right[t - m]);
    }
    return Int32Array.from(result).sort();
  }

  /** The edges of the given instance behind one working edge. */
  origins(e: number): number[] {
    const m = this.trace.length;
    const result: number[] = [];
    const stack = [this.trace[e]];
    while (stack.length > 0) {
      const t = stack.pop()!;
      if (t < m) result.push(t);
      else stack.push(this.left[t - m], this.right[t - m]);
    }
    return result;
  }

  compact(): CompactGraph {
    const id = new Int32Array(this.nodeAlive.length).fill(-1);
    const terminals: number[] = [];
    const workNode: number[] = [];
    for (let v = 0; v < id.length; v++) {
      if (!this.nodeAlive[v] || (this.degree[v] === 0 && !this.isTerminal[v])) continue;
      id[v] = workNode.push(v) - 1;
      if (this.isTerminal[v]) terminals.push(id[v]);
    }
    const workEdge = new Int32Array(this.edgesAlive);
    let m = 0;
    for (let e = 0; e < this.alive.length; e++) if (this.alive[e]) workEdge[m++] = e;
    const graph = buildGraph({
      nodes: workNode.length,
      from: workEdge.map((e) => id[this.from[e]]),
      to: workEdge.map((e) => id[this.to[e]]),
      cost: Float64Array.from(workEdge, (e) => this.cost[e]),
      terminals: Int32Array.from(terminals),
    });
    return { graph, workEdge, workNode: Int32Array.from(workNode) };
  }

  private insert(e: number, u: number, v: number, cost: number): void {
    if (u === v) return;
    this.from[e] = u;
    this.to[e] = v;
    this.cost[e] = cost;
    this.alive[e] = 1;
    this.edgesAlive++;
    this.isNewEdge[e] = 1;
    this.link(2 * e, u);
    this.link(2 * e + 1, v);
  }

  private link(half: number, v: number): void {
    const old = this.first[v];
    this.next[half] = old;
    this.previous[half] = -1;
    if (old >= 0) this.previous[old] = half;
    this.first[v] = half;
    this.degree[v]++;
    this.isNewStar[v] = 1;
  }

  private unlink(half: number, v: number): void {
    const before = this.previous[half];
    const after = this.next[half];
    if (before >= 0) this.next[before] = after;
    else this.first[v] = after;
    if (after >= 0) this.previous[after] = before;
    this.degree[v]--;
    this.isNewStar[v] = 1;
    this.touched.push(v);
  }

  private dropParallels(): void {
    for (let v = 0; v < this.first.length; v++) {
      let h = this.first[v];
      while (h >= 0) {
        const following = this.next[h];
        const x = this.far(h);
        const other = this.edgeTo[x];
        if (other < 0) this.edgeTo[x] = h >> 1;
        else if (this.cost[other] <= this.cost[h >> 1]) this.remove(h >> 1);
        else {
          this.remove(other);
          this.edgeTo[x] = h >> 1;
        }
        h = following;
      }
      for (h = this.first[v]; h >= 0; h = this.next[h]) this.edgeTo[this.far(h)] = -1;
    }
  }
}
