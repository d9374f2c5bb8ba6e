import type { Graph } from '../graph.ts';
import { arcsAwayFrom, arcTails, enteringArcs } from './arcs.ts';
import type { Potentials, SteinerDual } from './dual-ascent.ts';
import { LocalAscent } from './local-ascent.ts';
import { terminalNeighbours } from './terminal-neighbours.ts';

/** Most terminals whose part of the dual is made anew at once. */
const MOST_AT_ONCE = 6;
/** Of this many terminals drawn at random, the one that failed least often is tried. */
const DRAWN = 5;
/** Whose turn it is in an ascent is shifted by a factor between e^−2 and e^2. */
const SPREAD = 2;
/** What a move counts for besides the arcs looked at, so that a turn ends also where cuts are tiny. */
const LEAST_WORK = 100;

/** What one terminal contributes: its potentials, and what they use of which arcs. */
interface Part {
  readonly node: Int32Array;
  readonly potential: Float64Array;
  readonly raised: number;
  readonly arc: Int32Array;
  readonly use: Float64Array;
}

/**
 * Local search on a feasible dual. One dual ascent leaves a gap of some percent where terminals are few and far between,
 * because it never takes back what it gave to whom. Here a few neighbouring terminals give back all they used and
 * ascend anew in another order; what is no worse stays. The dual is feasible after every move.
 */
export class DualExchange {
  readonly graph: Graph;
  bound: number;
  private readonly root: number;
  private readonly left: Float64Array;
  private readonly parts: Part[];
  private readonly around: readonly (readonly number[])[];
  private readonly failures: Int32Array;
  private readonly entering: Int32Array;
  private readonly ascent: LocalAscent;
  private readonly at: Float64Array;
  /** Room for the arcs one part uses: each at most once. */
  private readonly usedArc: Int32Array;
  private readonly usedOf: Float64Array;
  private onTree: Uint8Array;

  constructor(graph: Graph, dual: Potentials) {
    this.graph = graph;
    this.bound = dual.bound;
    this.root = dual.root;
    this.left = Float64Array.from({ length: 2 * graph.edges }, (_, arc) => graph.cost[arc >> 1]);
    this.around = terminalNeighbours(graph);
    this.failures = new Int32Array(graph.terminals.length);
    this.entering = enteringArcs(graph);
    this.ascent = new LocalAscent(
      graph,
      dual.root,
      { tail: arcTails(graph), entering: this.entering },
      MOST_AT_ONCE,
    );
    this.at = new Float64Array(graph.nodes);
    this.usedArc = new Int32Array(2 * graph.edges);
    this.usedOf = new Float64Array(2 * graph.edges);
    this.onTree = new Uint8Array(2 * graph.edges);
    this.parts = Array.from(dual.terminals, (t, i) => {
      const node = dual.node.subarray(dual.start[i], dual.start[i + 1]);
      const potential = dual.potential.subarray(dual.start[i], dual.start[i + 1]);
      // A terminal is inside all the cuts it raised.
      const own = node.indexOf(t);
      return this.partOf(node, potential, own < 0 ? 0 : potential[own]);
    });
    for (const part of this.parts) this.take(part);
  }

  /** What is left of each arc's cost, as in `SteinerDual`. */
  get reducedCost(): Float64Array {
    return this.left;
  }

  /** The tree that ascents go by: cuts it crosses once come first. */
  followTree(edges: Iterable<number>): void {
    this.onTree = arcsAwayFrom(this.root, edges, this.graph);
  }

  /** Moves until about `work` arcs were looked at; returns what the bound gained. */
  improve(work: number, random: () => number, stop: () => boolean): number {
    const before = this.bound;
    const begun = this.ascent.work;
    for (let moves = 0; this.ascent.work - begun + moves * LEAST_WORK < work && !stop(); moves++) {
      const first = this.draw(random);
      const chosen = this.cluster(first, random);
      if (this.move(chosen, random) > 0) {
        for (const i of chosen) {
          this.failures[i] = 0;
          for (const j of this.around[i]) this.failures[j] = Math.min(this.failures[j], 1);
        }
      } else this.failures[first]++;
    }
    return this.bound - before;
  }

  /** The dual as it stands; it shares the reduced costs with the exchange. */
  dual(): SteinerDual {
    const start = new Int32Array(this.parts.length + 1);
    this.parts.forEach(({ node }, i) => {
      start[i + 1] = start[i] + node.length;
    });
    const node = new Int32Array(start[this.parts.length]);
    const potential = new Float64Array(node.length);
    this.parts.forEach((part, i) => {
      node.set(part.node, start[i]);
      potential.set(part.potential, start[i]);
    });
    const { bound, root } = this;
    return {
      root,
      bound,
      terminals: this.graph.terminals,
      start,
      node,
      potential,
      reducedCost: this.left,
    };
  }

  private draw(random: () => number): number {
    const { failures } = this;
    let best = Math.floor(random() * failures.length);
    for (let c = 1; c < DRAWN; c++) {
      const other = Math.floor(random() * failures.length);
      if (failures[other] < failures[best]) best = other;
    }
    return best;
  }

  /** Two to six terminals that hang together. */
  private cluster(first: number, random: () => number): number[] {
    const chosen = [first];
    const want = 2 + Math.floor(random() * (MOST_AT_ONCE - 1));
    for (let tries = 0; chosen.length < want && tries < 5 * MOST_AT_ONCE; tries++) {
      const near = this.around[chosen[Math.floor(random() * chosen.length)]];
      const next = near[Math.floor(random() * near.length)];
      if (next !== undefined && !chosen.includes(next)) chosen.push(next);
    }
    return chosen;
  }

  /** Makes the parts of the chosen anew; keeps them where the bound is no lower, else leaves all as it was. */
  private move(chosen: readonly number[], random: () => number): number {
    const { ascent, parts, left } = this;
    let gain = 0;
    for (const i of chosen) {
      this.giveBack(parts[i]);
      gain -= parts[i].raised;
    }
    const weight = chosen.map(() => Math.exp(SPREAD * (2 * random() - 1)));
    ascent.run(
      chosen.map((i) => this.graph.terminals[i]),
      weight,
      left,
      this.onTree,
    );
    const made = chosen.map((_, j) => {
      const { node, potential } = ascent.potentials(j);
      return this.partOf(node, potential, ascent.raised[j]);
    });
    for (const { raised } of made) gain += raised;
    if (gain >= 0) {
      chosen.forEach((i, j) => {
        parts[i] = made[j];
      });
      this.bound += gain;
    } else {
      for (const part of made) this.giveBack(part);
      for (const i of chosen) this.take(parts[i]);
    }
    return gain;
  }

  /** A part with its use of the arcs: the drop of the potential along each. */
  private partOf(node: Int32Array, potential: Float64Array, raised: number): Part {
    const { at, entering } = this;
    const { start, neighbour } = this.graph;
    let count = 0;
    for (let x = 0; x < node.length; x++) at[node[x]] = potential[x];
    for (let x = 0; x < node.length; x++) {
      const v = node[x];
      for (let q = start[v]; q < start[v + 1]; q++) {
        const drop = potential[x] - at[neighbour[q]];
        if (drop <= 0) continue;
        this.usedArc[count] = entering[q];
        this.usedOf[count++] = drop;
      }
    }
    for (let x = 0; x < node.length; x++) at[node[x]] = 0;
    return { node, potential, raised, arc: this.usedArc.slice(0, count), use: this.usedOf.slice(0, count) };
  }

  private giveBack({ arc, use }: Part): void {
    for (let i = 0; i < arc.length; i++) this.left[arc[i]] += use[i];
  }

  private take({ arc, use }: Part): void {
    for (let i = 0; i < arc.length; i++) this.left[arc[i]] -= use[i];
  }
}
