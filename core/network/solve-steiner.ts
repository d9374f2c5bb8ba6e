import type { SteinerInstance, SteinerTree } from './graph.ts';
import { boundAndFix } from './steiner/bound-and-fix.ts';
import { boundRaiser } from './steiner/destructive-bound.ts';
import { ExchangeBound } from './steiner/exchange-bound.ts';
import { freshTree, recombine } from './steiner/improve-round.ts';
import { applyLocks, refuseUnsolvable } from './steiner/locks.ts';
import { seededRandom } from './steiner/random.ts';
import { reduceGraph } from './steiner/reduce.ts';
import { SearchState } from './steiner/search-state.ts';

export interface SteinerOptions {
  /** Time after which the best tree so far is returned. Default 10. */
  readonly seconds?: number;
  /** Rounds of improvement after the first bound; the same number and seed give the same tree, if time suffices. */
  readonly workLimit?: number;
  readonly seed?: number;
  /** Stop once the proved gap is no larger than this share of the value. Default 0: go on until proved optimal. */
  readonly gapGoal?: number;
  readonly onProgress?: (progress: SteinerStep) => void;
  /** Asked often; true ends the search with the best tree so far. */
  readonly shouldStop?: () => boolean;
  /** Edges of an earlier plan to start from; edges that are forbidden now are left out. */
  readonly warmStart?: Int32Array;
  /** Edges that must be in the tree (locks). Both their ends are joined. */
  readonly forced?: Int32Array;
  /** Edges that must not be in the tree. */
  readonly forbidden?: Int32Array;
  /** A bound proved elsewhere for this very problem or a looser one, in units of cost. */
  readonly knownBound?: number;
}

export interface SteinerProgress {
  readonly value: number;
  readonly lowerBound: number;
  /** (value − lowerBound) / value, 0 where proved optimal. */
  readonly gap: number;
  readonly seconds: number;
}

/** Told while the search runs. */
export interface SteinerStep extends SteinerProgress {
  /** Edges of the best tree so far, ascending. */
  readonly edges: () => Int32Array;
}

export interface SteinerSolution extends SteinerProgress {
  /** Edge numbers of the instance, ascending. */
  readonly edges: Int32Array;
  readonly rounds: number;
  /** Size after the last reduction. */
  readonly reduced: { readonly nodes: number; readonly edges: number; readonly terminals: number };
}

/** A gap of a large graph from which on the bound is raised before anything else. */
const FAR = 0.012;
/** Edges from which on a graph is large: smaller ones are fixed in no time. */
const FAR_EDGES = 4000;
/** Rounds between two looks at what the raised dual fixes, and between two searches in its support. */
const FIX_EVERY = 6;
const SUPPORT_EVERY = 8;
/** Combining three trees already gives a better one than any fresh one. */
const ENOUGH_TO_COMBINE = 3;
/** Rounds of improvement between two attempts to raise the bound. */
const RAISE_EVERY = 3;

/**
 * The cheapest tree joining all terminals, with a proved lower bound (issue codes: `steiner-no-terminals`,
 * `steiner-disconnected`, `steiner-cost-not-whole`, `steiner-costs-too-large`).
 *
 * Exact reductions, shortest-path heuristic and local search, dual ascent with reduced-cost fixing in turns, then rounds:
 * the bound is raised by exchange, a tree comes from a fresh start, from the dual or from combining others, and what no
 * better tree can hold goes. The schedule counts rounds; time only cuts it off.
 * @throws IssueError
 */
export function solveSteiner(instance: SteinerInstance, options: SteinerOptions = {}): SteinerSolution {
  const search = steinerSteps(instance, options);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
    options.onProgress?.(step.value);
  }
}

/**
 * The same search step by step, so that a host can breathe in between: yields after each round, also where nothing was
 * gained, and does not call `onProgress` itself.
 * @throws IssueError as `solveSteiner`
 */
export function* steinerSteps(
  instance: SteinerInstance,
  options: SteinerOptions = {},
): Generator<SteinerStep, SteinerSolution, void> {
  const began = Date.now();
  const seconds = (): number => (Date.now() - began) / 1000;
  const limit = options.seconds ?? 10;
  let state: SearchState | null = null;
  const stop = (): boolean => (state?.best !== null && seconds() >= limit) || options.shouldStop?.() === true;
  const random = seededRandom(options.seed ?? 1);
  const { effective, mask, forcedCost, forced } = applyLocks(instance, options);
  refuseUnsolvable(effective, mask);
  const search = new SearchState(effective, mask);
  state = search;
  const figures = (): SteinerProgress => {
    const value = search.best!.cost + forcedCost;
    const lowerBound = search.lowerBound + forcedCost;
    return { value, lowerBound, gap: value > 0 ? (value - lowerBound) / value : 0, seconds: seconds() };
  };
  const edges = (): Int32Array => Int32Array.from(new Set<number>([...search.best!.edges, ...forced])).sort();
  const step = (): SteinerStep => ({ ...figures(), edges });
  const goalReached = (): boolean => search.proven || figures().gap <= (options.gapGoal ?? 0);

  // So far apart, nothing can be fixed, and trees by way of a better dual are better.
  const isFar = (): boolean => figures().gap > FAR && search.graph.edges > FAR_EDGES;

  const exchange = new ExchangeBound(search, seededRandom((options.seed ?? 1) + 2), stop);
  const isWarm = options.warmStart !== undefined && options.knownBound !== undefined;
  reduceGraph(search.work, isWarm ? 1 : 8, () => seconds() >= limit / 2);
  search.refresh();
  const learn = (): void => {
    if (options.knownBound === undefined || !search.best) return;
    const known = Math.min(options.knownBound - forcedCost, search.best.cost);
    search.lowerBound = Math.max(search.lowerBound, known);
  };
  const warm = options.warmStart?.filter((e) => !mask || mask[e]);
  if (warm) search.offerGiven(warm);
  if (search.work.terminalsAlive > 1) {
    if (warm) search.offer(search.project(warm));
    learn();
    // A plan changed in one place is good enough as it is mended; otherwise it is one start among others.
    for (let i = 0; i < 4 && !(search.best && (goalReached() || isFar())) && !(i > 0 && stop()); i++) {
      search.offer(freshTree(search, random, i === 0 ? 0 : 0.2));
      // A first bound at once, so that even a search cut short has one.
      if (i === 0) exchange.first();
    }
  }
  learn();
  yield step();
  if (!goalReached() && !isFar()) yield* fixUntilDry(search, 6, random, stop, step);
  const raise = boundRaiser(search, seededRandom((options.seed ?? 1) + 1), stop);
  let rounds = 0;
  let fixedAt = search.best!.cost;
  const most = options.workLimit ?? Number.POSITIVE_INFINITY;
  while (!goalReached() && !stop() && rounds < most) {
    rounds++;
    exchange.raise();
    if (goalReached()) break;
    const tree = nextTree(search, exchange, rounds, random, stop);
    search.offer(tree);
    yield step();
    if (rounds % FIX_EVERY === 0 && exchange.fix()) yield step();
    // By contradiction only where the exchange gains little: it costs more.
    if (rounds % RAISE_EVERY === 0 && exchange.isResting && !goalReached()) {
      raise();
      yield step();
    }
    // Ascents from other roots fix other edges.
    if (rounds % 12 === 0 && exchange.isResting && (search.best!.cost < fixedAt || rounds % 48 === 0)) {
      fixedAt = search.best!.cost;
      yield* fixUntilDry(search, 4, random, stop, step);
    }
  }
  const { graph } = search;
  return {
    ...figures(),
    edges: edges(),
    rounds,
    reduced: { nodes: graph.nodes, edges: graph.edges, terminals: graph.terminals.length },
  };
}

/** Fresh trees and trees by way of the dual keep the good ones apart, of which combinations make better ones. */
function nextTree(
  search: SearchState,
  exchange: ExchangeBound,
  round: number,
  random: () => number,
  stop: () => boolean,
): SteinerTree | null {
  if (round % SUPPORT_EVERY === 0) return exchange.searchSupport();
  if (round % 3 !== 1 && search.pool.length >= ENOUGH_TO_COMBINE) return recombine(search, random, stop);
  const guided = round % 6 === 4 ? null : exchange.tree();
  return guided ?? freshTree(search, random, 0.1 + 0.5 * random());
}

function* fixUntilDry(
  search: SearchState,
  roots: number,
  random: () => number,
  stop: () => boolean,
  step: () => SteinerStep,
): Generator<SteinerStep, void, void> {
  for (let pass = 0; pass < 12 && !search.proven && !stop(); pass++) {
    // A first look: where two roots fix next to nothing, six do not either.
    const share = boundAndFix(search, pass === 0 ? 2 : roots, random, stop);
    yield step();
    if (share < (pass === 0 ? 0.005 : 0.02)) return;
  }
}
