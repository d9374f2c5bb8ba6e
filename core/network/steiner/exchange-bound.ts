import { type Graph, type SteinerTree, terminalsApart } from '../graph.ts';
import { dualAscent, type Potentials, type SteinerDual } from './dual-ascent.ts';
import { DualExchange } from './dual-exchange.ts';
import { guidedTree } from './guided-tree.ts';
import { searchSupport } from './improve-round.ts';
import { projectDual } from './project-dual.ts';
import { fixableEdges } from './reduced-cost-fixing.ts';
import type { SearchState } from './search-state.ts';
import { validateDual } from './validate-dual.ts';
import type { CompactGraph } from './working-graph.ts';

/** Arcs looked at in one turn, per arc of the graph: about the time that one tree takes to find. */
const WORK_PER_ARC = 50;
/** Turns that close less than this share of the gap each, on the whole, were not worth their time. */
const WORTH_SHARE = 0.001;
/** Share of the edges that must be fixable: the trees known and the dual have to be carried over each time. */
const WORTH_FIXING = 0.1;
/** What counts of the turns before. */
const MEMORY = 0.8;

/** Raises the bound of a search by exchange on a dual of its graph, turn by turn; rests longer where that gains little. */
export class ExchangeBound {
  private exchange: DualExchange | null = null;
  /** The snapshot that the exchange works on, or that has none because an ascent settled it. */
  private compact: CompactGraph | null = null;
  private ascended: { readonly graph: Graph; readonly dual: SteinerDual | null } | null = null;
  private followed: SteinerTree | null = null;
  private rest = 0;
  private pause = 1;
  /** Share of the gap closed by a turn, the last ones counting most. */
  private lately = 1;
  private readonly search: SearchState;
  private readonly random: () => number;
  private readonly stop: () => boolean;

  constructor(search: SearchState, random: () => number, stop: () => boolean) {
    this.search = search;
    this.random = random;
    this.stop = stop;
  }

  /** A first bound by one dual ascent; the exchange goes on from it where the graph stays. */
  first(): void {
    const { graph } = this.search;
    if (graph.terminals.length < 2) return;
    this.ascended = { graph, dual: dualAscent(graph, graph.terminals[0]) };
    if (this.ascended.dual) this.claim(this.ascended.dual);
  }

  /** Whether the last turn gained too little to go on at once, or there is nothing to exchange. */
  get isResting(): boolean {
    return this.rest > 0 || (this.compact === this.search.compact && this.exchange === null);
  }

  /** One turn. */
  raise(): void {
    const { search } = this;
    if (search.proven || search.graph.terminals.length < 2) return;
    if (this.compact !== search.compact) this.begin();
    if (!this.exchange || this.rest-- > 0) return;
    const best = search.pool[0];
    if (best && best !== this.followed) {
      this.exchange.followTree(best.edges);
      this.followed = best;
    }
    const missing = search.cutoff - this.exchange.bound;
    const work = WORK_PER_ARC * 2 * search.graph.edges;
    const gain = this.exchange.improve(work, this.random, this.stop);
    this.lately = MEMORY * this.lately + (1 - MEMORY) * (gain / missing);
    this.pause = this.lately < WORTH_SHARE ? Math.min(16, 2 * this.pause) : 1;
    this.rest = this.pause - 1;
    this.claim(this.exchange.dual());
  }

  /** A tree by way of the dual; null before the first turn on the graph as it is now. */
  tree(): SteinerTree | null {
    return this.exchange?.graph === this.search.graph ? guidedTree(this.exchange, this.random) : null;
  }

  /** A tree searched where the dual pays for edges in full; null before the first turn on the graph as it is now. */
  searchSupport(): SteinerTree | null {
    const { exchange, search } = this;
    return exchange?.graph === search.graph
      ? searchSupport(search, exchange.reducedCost, this.random, this.stop)
      : null;
  }

  /** Takes edges out that no better tree can hold, by the dual as it stands; true where they were enough to be worth it. */
  fix(): boolean {
    const { exchange, search } = this;
    if (exchange?.graph !== search.graph || search.proven) return false;
    const gone = fixableEdges(search.graph, exchange.dual(), search.cutoff);
    if (gone.reduce((sum, is) => sum + is, 0) < WORTH_FIXING * gone.length) return false;
    search.removeEdges(gone, this.stop);
    return true;
  }

  /** Only what the dual proves is claimed. */
  private claim(dual: Potentials): void {
    const bound = validateDual(this.search.graph, dual);
    if (!(bound >= 0)) throw new Error('a dual is not feasible');
    this.search.raiseBound(bound);
  }

  /** On a graph that has become smaller the exchange goes on from what it had. */
  private begin(): void {
    const { compact, work } = this.search;
    const { graph } = compact;
    const isSmall = graph.terminals.length < 3;
    // Fixing may have cut the terminals apart; an ascent finds that out.
    const projected =
      this.exchange && this.compact && !isSmall && terminalsApart(graph).length === 0
        ? projectDual(this.exchange.dual(), this.compact, compact, work)
        : null;
    if (!projected && this.ascended?.graph !== graph)
      this.ascended = { graph, dual: dualAscent(graph, graph.terminals[0]) };
    const dual = projected ?? this.ascended!.dual;
    this.ascended = null;
    // There is no tree cheaper than the best where there is none at all; and between two terminals one ascent is exact.
    if (!dual) this.search.raiseBound(Number.POSITIVE_INFINITY);
    else if (isSmall) this.claim(dual);
    this.exchange = dual && !isSmall ? new DualExchange(graph, dual) : null;
    this.compact = compact;
    this.followed = null;
    this.rest = 0;
    this.pause = 1;
    this.lately = 1;
  }
}
