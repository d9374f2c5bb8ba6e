import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { checkSteiner } from '#core/network/check-steiner.ts';
import { buildGraph, type SteinerInstance } from '#core/network/graph.ts';
import { solveSteiner } from '#core/network/solve-steiner.ts';
import { costsAtLeast } from '#core/network/steiner/destructive-bound.ts';
import { dualAscent } from '#core/network/steiner/dual-ascent.ts';
import { DualExchange } from '#core/network/steiner/dual-exchange.ts';
import { ExchangeBound } from '#core/network/steiner/exchange-bound.ts';
import { guidedTree } from '#core/network/steiner/guided-tree.ts';
import { freshTree } from '#core/network/steiner/improve-round.ts';
import { projectDual } from '#core/network/steiner/project-dual.ts';
import { seededRandom } from '#core/network/steiner/random.ts';
import { reduceGraph } from '#core/network/steiner/reduce.ts';
import { reduceBlocks } from '#core/network/steiner/reduce-blocks.ts';
import { SearchState } from '#core/network/steiner/search-state.ts';
import { validateDual } from '#core/network/steiner/validate-dual.ts';
import { WorkingGraph } from '#core/network/steiner/working-graph.ts';
import { parseSteinerFile } from '#core/network/stp-format.ts';
import { runCommand } from '../cli/run-command.ts';
import { steinerOptimum } from './dreyfus-wagner.ts';
import { randomInstance, randomVillages } from './random-instance.ts';

const instanceOf = (text: string): SteinerInstance => {
  const { instance, issues } = parseSteinerFile(text);
  if (!instance) throw new IssueError(issues);
  return instance;
};
const TRIANGLE =
  'Nodes 4\nEdges 5\nE 1 2 3\nE 2 3 3\nE 3 1 3\nE 1 4 2\nE 2 4 2\nTerminals 3\nT 1\nT 2\nT 3\n';
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    expect(issueSentence(error.issues[0]!, 'de')).not.toMatch(
      /\{\w+\}|\b(line|lines|a whole|a sum|at most|node from)\b/,
    );
    return error.issues[0]!.code;
  }
  return 'no error';
};

describe('solveSteiner', () => {
  it('finds the optimum of small instances, proves a bound that is none above it, and gives a true tree', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      street: fc.boolean(),
      nodes: fc.integer({ min: 9, max: 40 }),
      terminals: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(shapes, ({ seed, street, nodes, terminals }) => {
        const instance = randomInstance(seed, street, nodes, terminals);
        const found = solveSteiner(instance, { seconds: 5, workLimit: 20 });
        const optimum = steinerOptimum(instance);
        expect(checkSteiner(instance, found).faults).toEqual([]);
        expect(found.lowerBound).toBeLessThanOrEqual(optimum);
        expect(found.value).toBe(optimum);
      }),
      { seed: 20261124, numRuns: 400 },
    );
  });

  it('settles what hangs on single nodes and single roads without losing the optimum', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      villages: fc.integer({ min: 2, max: 8 }),
      terminals: fc.integer({ min: 2, max: 6 }),
    });
    let settled = 0;
    fc.assert(
      fc.property(shapes, ({ seed, villages, terminals }) => {
        const instance = randomVillages(seed, villages, terminals);
        const optimum = steinerOptimum(instance);
        const graph = new WorkingGraph(instance);
        settled += reduceBlocks(graph);
        const { graph: left } = graph.compact();
        const rest = left.terminals.length > 1 ? steinerOptimum(left) : 0;
        expect(graph.offset + rest).toBe(optimum);
        // The edges of a tree of what is left are a tree of what was given.
        const found = solveSteiner(instance, { seconds: 5, workLimit: 20 });
        expect(checkSteiner(instance, found).faults).toEqual([]);
        expect(found.value).toBe(optimum);
      }),
      { seed: 20261126, numRuns: 300 },
    );
    expect(settled).toBeGreaterThan(300);
  });

  it('takes a bridge, keeps the node between two villages, and lets go of what leads nowhere', () => {
    // A triangle 0 1 2 with terminal 0, the bridge 2–3, a triangle 3 4 5 with terminal 4, and a triangle 1 6 7 with nothing.
    const graph = new WorkingGraph(
      instanceOf(
        'Nodes 8\nEdges 10\nE 1 2 3\nE 2 3 3\nE 3 1 3\nE 3 4 9\nE 4 5 3\nE 5 6 3\nE 6 4 3\nE 2 7 1\nE 7 8 1\nE 8 2 1\nTerminals 2\nT 1\nT 5\n',
      ),
    );
    // The bridge, its far end (a terminal at once), and the two nodes of the third triangle.
    expect(reduceBlocks(graph)).toBe(4);
    expect(graph.offset).toBe(9);
    expect([6, 7].map((v) => graph.nodeAlive[v])).toEqual([0, 0]);
    // What was the bridge is one node now, and must be reached; node 1 stays free to be left out.
    expect(graph.terminalsAlive).toBe(3);
    expect(graph.isTerminal[1]).toBe(0);
    expect(reduceBlocks(graph)).toBe(0);
  });

  it('never undercuts what is forbidden, keeps what is locked, and says the price of both', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      lock: fc.nat(1000),
      ban: fc.nat(1000),
    });
    fc.assert(
      fc.property(shapes, ({ seed, lock, ban }) => {
        const instance = randomInstance(seed, true, 25, 5);
        const free = solveSteiner(instance, { seconds: 5, workLimit: 20 });
        const forced = Int32Array.of(lock % instance.from.length);
        const forbidden = Int32Array.of(ban % instance.from.length);
        if (forced[0] === forbidden[0]) return;
        let found: ReturnType<typeof solveSteiner>;
        try {
          found = solveSteiner(instance, { seconds: 5, workLimit: 20, forced, forbidden });
        } catch (error) {
          // A forbidden bridge cuts a terminal off.
          expect((error as IssueError).issues[0]!.code).toBe('steiner-disconnected');
          return;
        }
        expect([...found.edges]).toContain(forced[0]);
        expect([...found.edges]).not.toContain(forbidden[0]);
        expect(found.value).toBeGreaterThanOrEqual(free.lowerBound);
        expect(found.lowerBound).toBeLessThanOrEqual(found.value);
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('raises bounds by contradiction as far as the optimum and never beyond', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      street: fc.boolean(),
      nodes: fc.integer({ min: 9, max: 40 }),
      terminals: fc.integer({ min: 2, max: 7 }),
    });
    let reached = 0;
    fc.assert(
      fc.property(shapes, ({ seed, street, nodes, terminals }) => {
        const instance = randomInstance(seed, street, nodes, terminals);
        const graph = buildGraph(instance);
        const optimum = steinerOptimum(instance);
        const claims = (trial: number) => costsAtLeast(graph, trial, seededRandom(seed), () => false);
        expect(claims(optimum + 1)).toBe(false);
        if (claims(optimum)) reached++;
      }),
      { seed: 20261124, numRuns: 300 },
    );
    expect(reached).toBeGreaterThan(250);
  });

  it('raises a dual by exchange, which stays feasible after every turn and never passes the optimum', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      street: fc.boolean(),
      nodes: fc.integer({ min: 100, max: 250 }),
      terminals: fc.integer({ min: 5, max: 8 }),
    });
    let raised = 0;
    let reached = 0;
    fc.assert(
      fc.property(shapes, ({ seed, street, nodes, terminals }) => {
        const graph = buildGraph(randomInstance(seed, street, nodes, terminals));
        const optimum = steinerOptimum(graph);
        const first = dualAscent(graph, graph.terminals[0]!)!;
        const exchange = new DualExchange(graph, first);
        const random = seededRandom(seed);
        for (let turn = 0; turn < 4; turn++) {
          const before = exchange.bound;
          const gain = exchange.improve(4000, random, () => false);
          expect(gain).toBeGreaterThanOrEqual(0);
          expect(exchange.bound).toBe(before + gain);
          expect(validateDual(graph, exchange.dual())).toBe(exchange.bound);
          exchange.followTree(guidedTree(exchange, random)!.edges);
        }
        expect(exchange.bound).toBeLessThanOrEqual(optimum);
        if (exchange.bound > first.bound) raised++;
        if (exchange.bound === optimum) reached++;
      }),
      { seed: 20261126, numRuns: 80 },
    );
    // Most first duals are optimal already; of the others nearly all become so.
    expect(raised).toBeGreaterThanOrEqual(8);
    expect(reached).toBeGreaterThanOrEqual(74);
  });

  it('carries a dual over to the graph as it is after reductions, at the price of contracted edges at most', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
      street: fc.boolean(),
      nodes: fc.integer({ min: 30, max: 150 }),
      terminals: fc.integer({ min: 3, max: 8 }),
    });
    let kept = 0;
    let contracted = 0;
    fc.assert(
      fc.property(shapes, ({ seed, street, nodes, terminals }) => {
        const instance = randomInstance(seed, street, nodes, terminals);
        const work = new WorkingGraph(instance);
        const before = work.compact();
        const exchange = new DualExchange(
          before.graph,
          dualAscent(before.graph, before.graph.terminals[0]!)!,
        );
        exchange.improve(2000, seededRandom(seed), () => false);
        const claimed = work.offset + exchange.bound;
        reduceGraph(work, 1 + (seed % 3));
        if (work.terminalsAlive < 2) return;
        const after = work.compact();
        const projected = projectDual(exchange.dual(), before, after, work)!;
        expect(validateDual(after.graph, projected)).toBe(projected.bound);
        expect(projected.bound).toBeLessThanOrEqual(steinerOptimum(after.graph));
        expect(Math.min(...new DualExchange(after.graph, projected).reducedCost)).toBeGreaterThanOrEqual(0);
        // A contracted edge takes its cost to the offset, and the cuts of both directions at the most.
        expect(projected.bound).toBeGreaterThanOrEqual(exchange.bound - 2 * work.offset);
        if (work.offset > 0) contracted++;
        if (work.offset + projected.bound >= claimed) kept++;
      }),
      { seed: 20261126, numRuns: 200 },
    );
    expect(contracted).toBeGreaterThan(50);
    expect(kept).toBeGreaterThan(50);
  });

  it('proves the best tree where fixing has cut the terminals apart or left two of them', () => {
    const random = seededRandom(3);
    for (let seed = 1; seed <= 20; seed++) {
      const search = new SearchState(randomInstance(seed, true, 64, 5));
      const exchange = new ExchangeBound(search, seededRandom(seed), () => false);
      search.offer(freshTree(search, random, 0));
      exchange.first();
      exchange.raise();
      expect(search.lowerBound).toBeLessThanOrEqual(search.best!.cost);
      if (search.proven) continue;
      const { workEdge, graph } = search.compact;
      const apart = graph.terminals[1]!;
      search.removeEdges(
        Uint8Array.from(workEdge, (_, e) => Number(graph.from[e] === apart || graph.to[e] === apart)),
        () => false,
      );
      exchange.raise();
      expect(search.proven).toBe(true);
    }
    for (let seed = 1; seed <= 20; seed++) {
      const instance = randomInstance(seed, true, 64, 2);
      const search = new SearchState(instance);
      const exchange = new ExchangeBound(search, seededRandom(seed), () => false);
      search.offer(freshTree(search, random, 0));
      exchange.raise();
      const optimum = steinerOptimum(instance);
      expect(search.lowerBound).toBe(optimum);
      expect(search.proven).toBe(search.best!.cost === optimum);
      expect(exchange.isResting).toBe(true);
    }
  });

  it('gives the same tree for the same seed and work', () => {
    const instance = randomInstance(5, true, 900, 40);
    const run = () => solveSteiner(instance, { seconds: 60, workLimit: 10, seed: 3 });
    expect([...run().edges]).toEqual([...run().edges]);
  });

  it('reports values that only fall and bounds that only rise, and stops when asked', () => {
    const instance = randomInstance(11, true, 2500, 120);
    const seen: [number, number][] = [];
    const found = solveSteiner(instance, {
      seconds: 60,
      workLimit: 30,
      onProgress: ({ value, lowerBound }) => seen.push([value, lowerBound]),
    });
    expect(seen.length).toBeGreaterThan(1);
    for (let i = 1; i < seen.length; i++) {
      expect(seen[i]![0]).toBeLessThanOrEqual(seen[i - 1]![0]);
      expect(seen[i]![1]).toBeGreaterThanOrEqual(seen[i - 1]![1]);
    }
    const stopped = solveSteiner(instance, { seconds: 60, shouldStop: () => true });
    expect(checkSteiner(instance, stopped).faults).toEqual([]);
    expect(stopped.value).toBeGreaterThanOrEqual(found.lowerBound);
  });

  it('needs no edge for one terminal, and goes through the cheaper middle of a triangle', () => {
    expect(solveSteiner(instanceOf('Nodes 1\nEdges 0\nT 1'))).toMatchObject({ value: 0, lowerBound: 0 });
    expect(solveSteiner(instanceOf(TRIANGLE))).toMatchObject({ value: 6, lowerBound: 6, gap: 0 });
  });

  it('refuses what cannot be connected or counted', () => {
    expect(codeOf(() => solveSteiner(instanceOf('Nodes 4\nE 1 2 1\nE 3 4 1\nT 1\nT 4')))).toBe(
      'steiner-disconnected',
    );
    const broken = { ...instanceOf(TRIANGLE), cost: Float64Array.of(1, 2, 3, 0.5, 1) };
    expect(codeOf(() => solveSteiner(broken))).toBe('steiner-cost-not-whole');
    expect(codeOf(() => solveSteiner({ ...broken, terminals: new Int32Array() }))).toBe(
      'steiner-no-terminals',
    );
  });
});

describe('the independent checker', () => {
  const instance = instanceOf(TRIANGLE);
  const claim = (edges: number[], value: number, lowerBound = 0) =>
    checkSteiner(instance, { edges: Int32Array.from(edges), value, lowerBound }).faults;

  it('accepts a tree and finds every kind of lie', () => {
    expect(claim([0, 1], 6)).toEqual([]);
    expect(claim([0, 1, 2], 9).join()).toContain('cycle');
    expect(claim([0], 3).join()).toContain('not joined');
    expect(claim([0, 1], 5).join()).toContain('cost 6, not 5');
    expect(claim([0, 1], 6, 7).join()).toContain('exceeds');
    expect(claim([0, 1, 1], 9).join()).toContain('twice');
    expect(claim([0, 99], 6).join()).toContain('no edge 99');
  });
});

describe('instance files', () => {
  it.each([
    ['stp-missing-section', 'hello'],
    ['stp-missing-section', 'Nodes 2\nE 1 2 1'],
    ['stp-number-out-of-range', 'Nodes 2\nE 1 3 1\nT 1'],
    ['stp-number-out-of-range', 'Nodes 2\nE 1 2 -1\nT 1'],
    ['stp-number-out-of-range', 'Nodes 2\nE 1 2 1.5\nT 1'],
    ['stp-malformed-line', 'Nodes 2\nE 1 2\nT 1'],
    ['stp-count-mismatch', 'Nodes 2\nEdges 2\nE 1 2 1\nT 1'],
    ['stp-count-mismatch', 'Nodes 2\nE 1 2 1\nTerminals 2\nT 1'],
    ['stp-directed', 'Nodes 2\nA 1 2 1\nT 1'],
    ['stp-number-out-of-range', 'Nodes 2000000000\nE 1 2 1\nT 1'],
    ['stp-malformed-line', 'SECTION Graph\nNodes 2\nE 1 2 1\nedge 1 2\nEND\nSECTION Terminals\nT 1\nEND'],
    ['stp-malformed-line', 'Nodes 2\nE 1 2 1\nT 1\nTP 2 5'],
    ['stp-number-out-of-range', 'Nodes 2\nE 1 2 9007199254740991\nE 1 2 1\nT 1'],
  ])('%s: %j', (code, text) => {
    expect(codeOf(() => instanceOf(text))).toBe(code);
  });
});

describe('instance files that are fine', () => {
  it.each([
    ['remarks that begin like edges', 'SECTION Comment\nName "x"\nE mail\nT he end\nEND\n'],
    ['a tree decomposition', 'SECTION Tree Decomposition\ns td 2 2 4\nb 1 1 2\nT 9\nEND\n'],
  ])('with %s', (_, aside) => {
    const text = `33D32945 STP File\n${aside}SECTION Graph\n# roads\nNodes 2\nEdges 1\nE 1 2 4\nEND\nSECTION Terminals\nTerminals 3\nT 1\nT 2\nT 2\nEND\nEOF\n`;
    expect(solveSteiner(instanceOf(text))).toMatchObject({ value: 4, lowerBound: 4 });
  });
});

describe('command steiner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('prints value, bound, gap, edges and seconds', async () => {
    const run = await runCommand(['steiner', file('t.stp', TRIANGLE), '--seconds', '2', '--json'], {});
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const result = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual(['value', 'lowerBound', 'gap', 'edges', 'seconds']);
    expect(result).toMatchObject({ value: 6, lowerBound: 6, gap: 0 });
    expect((result.edges as number[][]).length).toBe(2);
  });

  it('says in one sentence what is wrong with the file', async () => {
    const apart = await runCommand(['steiner', file('a.stp', 'Nodes 4\nE 1 2 1\nE 3 4 1\nT 1\nT 4')], {});
    expect(apart.code).toBe(1);
    expect(apart.stderr).toContain(
      '1 of 2 terminals are not connected with terminal 1, the first of them terminal 4',
    );
    const prizes = await runCommand(['steiner', file('p.stp', 'Nodes 2\nE 1 2 1\nTP 1 5\nTP 2 5')], {});
    expect(prizes.stderr).toContain('prizes');
    const absent = await runCommand(['steiner', join(folder, 'none.stp')], {});
    expect(absent.stderr).toContain('ENOENT');
  });
});
