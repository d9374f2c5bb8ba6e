import { buildGraph, type Graph, type SteinerInstance, type SteinerTree } from '../graph.ts';
import { improveTree } from './local-search.ts';
import { prunedForest } from './pruned-forest.ts';
import { reduceGraph } from './reduce.ts';
import { shortestPathTree, spanningTree } from './shortest-path-heuristic.ts';
import { type CompactGraph, WorkingGraph } from './working-graph.ts';

/** Elite trees kept for recombination. */
const POOL = 16;

/** A tree of the reduced graph that remembers its edges in the given graph. */
interface PoolTree extends SteinerTree {
  readonly given: Int32Array;
}

/**
 * What a search knows: the given graph, its reduced form, the best tree and the best bound, and a pool of good trees.
 * Trees of the pool live in the current reduced graph; the best tree is kept in edges of the given graph.
 */
export class SearchState {
  readonly given: Graph;
  readonly work: WorkingGraph;
  compact: CompactGraph;
  best: SteinerTree | null = null;
  lowerBound = 0;
  pool: PoolTree[] = [];

  constructor(instance: SteinerInstance, mask?: Uint8Array) {
    this.given = buildGraph(instance, mask);
    this.work = new WorkingGraph(instance, mask);
    this.compact = this.work.compact();
  }

  get graph(): Graph {
    return this.compact.graph;
  }

  /** True once the best tree cannot be beaten. */
  get proven(): boolean {
    return this.best !== null && this.lowerBound >= this.best.cost;
  }

  /** Cost that a tree of the reduced graph must stay below to beat the best tree. */
  get cutoff(): number {
    return this.best ? this.best.cost - this.work.offset : Number.POSITIVE_INFINITY;
  }

  /** A bound of the reduced graph; it holds for all trees but those already found. */
  raiseBound(reducedBound: number): void {
    const bound = this.work.offset + reducedBound;
    this.lowerBound = Math.max(this.lowerBound, this.best ? Math.min(bound, this.best.cost) : bound);
  }

  /** Takes a tree of the reduced graph into the pool and, where it is the best so far, into the given graph. */
  offer(tree: SteinerTree | null): boolean {
    if (!tree) return false;
    if (!this.pool.some((other) => other.cost === tree.cost)) {
      this.pool.push({ ...tree, given: this.givenEdges(tree) });
      this.pool.sort((a, b) => a.cost - b.cost);
      if (this.pool.length > POOL) this.pool.pop();
    }
    if (tree.cost >= this.cutoff) return false;
    return this.offerGiven(this.givenEdges(tree));
  }

  /** Takes edges of the given graph that join all terminals. */
  offerGiven(edges: Int32Array): boolean {
    // First without what hangs on nothing: free edges that were contracted far from any terminal would make a spanning
    // tree of all their nodes go out of its way.
    const joined = prunedForest(this.given, edges);
    const marked = new Uint8Array(this.given.nodes);
    for (const t of this.given.terminals) marked[t] = 1;
    for (const e of joined.edges) marked[this.given.from[e]] = marked[this.given.to[e]] = 1;
    const tree = spanningTree(this.given, marked);
    if (!tree || (this.best && tree.cost >= this.best.cost)) return false;
    this.best = tree;
    return true;
  }

  /** Takes edges of the reduced graph out, given as a mask, and what can go with them. */
  removeEdges(gone: Uint8Array, stop: () => boolean): void {
    const { workEdge } = this.compact;
    for (let e = 0; e < gone.length; e++) if (gone[e]) this.work.remove(workEdge[e]);
    reduceGraph(this.work, 3, stop);
    this.refresh();
  }

  /** After the working graph has changed: takes a new snapshot and carries the pool over. */
  refresh(): void {
    const carried = this.pool.map((tree) => tree.given);
    this.compact = this.work.compact();
    this.pool = [];
    if (this.work.terminalsAlive < 2) {
      this.offerGiven(this.work.expand([]));
      this.raiseBound(0);
      return;
    }
    for (const edges of carried) this.offer(this.project(edges));
  }

  private givenEdges(tree: SteinerTree): Int32Array {
    return this.work.expand(Array.from(tree.edges, (e) => this.compact.workEdge[e]));
  }

  /** The tree of the reduced graph nearest to edges of the given graph. */
  project(edges: Int32Array): SteinerTree | null {
    const used = new Uint8Array(this.given.edges);
    for (const e of edges) used[e] = 1;
    const { graph, workEdge } = this.compact;
    const cost = graph.cost.map((c, e) =>
      this.work.origins(workEdge[e]).every((o) => used[o]) ? c * 0.01 : c,
    );
    const tree = shortestPathTree(graph, graph.terminals[0], cost);
    return tree && improveTree(graph, tree, 4);
  }
}
