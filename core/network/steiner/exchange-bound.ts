import type { Graph, SteinerTree } from '../graph.ts';
import { dualAscent, type SteinerDual } from './dual-ascent.ts';
import { DualExchange } from './dual-exchange.ts';
import { guidedTree } from './guided-tree.ts';
import type { SearchState } from './search-state.ts';
import { validateDual } from './validate-dual.ts';

/** Arcs looked at in one turn, per arc of the graph: about the time that one tree takes to find. */
const WORK_PER_ARC = 50;
/** Turns that close less than this share of the gap each, on the whole, were not worth their time. */
const WORTH_SHARE = 0.001;
/** What counts of the turns before. */
const MEMORY = 0.8;

/** Raises the bound of a search by exchange on a dual of its graph, turn by turn; rests longer where that gains little. */
export class ExchangeBound {
  private exchange: DualExchange | null = null;
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

  /** Whether the last turn gained too little to go on at once. */
  get isResting(): boolean {
    return this.rest > 0;
  }

  /** One turn. */
  raise(): void {
    const { search } = this;
    if (search.proven || search.graph.terminals.length < 3) return;
    if (this.exchange?.graph !== search.graph) this.begin();
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

  /** Only what the dual proves is claimed. */
  private claim(dual: SteinerDual): void {
    const bound = validateDual(this.search.graph, dual);
    if (!(bound >= 0)) throw new Error('a dual is not feasible');
    this.search.raiseBound(bound);
  }

  private begin(): void {
    const { graph } = this.search;
    if (this.ascended?.graph !== graph)
      this.ascended = { graph, dual: dualAscent(graph, graph.terminals[0]) };
    const { dual } = this.ascended;
    this.ascended = null;
    this.exchange = dual && new DualExchange(graph, dual);
    this.followed = null;
    this.rest = 0;
    this.pause = 1;
    this.lately = 1;
  }
}
