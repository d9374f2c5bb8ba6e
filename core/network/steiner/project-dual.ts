import type { Graph } from '../graph.ts';
import type { Potentials } from './dual-ascent.ts';
import type { CompactGraph, WorkingGraph } from './working-graph.ts';

/** What one terminal raised, on the graph as it is now. */
interface Part {
  readonly terminal: number;
  readonly raised: number;
  readonly potential: ReadonlyMap<number, number>;
}

/**
 * A dual of the graph as it was, on the graph as it is after reductions. Edges and nodes that went leave it feasible, and
 * so does an edge in the place of a path, because potentials drop along the path by no more than it costs. Where nodes were
 * contracted, the cuts that separated them are given up: the bound loses no more than twice what the contraction took.
 * Null where the root went.
 */
export function projectDual(
  dual: Potentials,
  before: CompactGraph,
  after: CompactGraph,
  work: WorkingGraph,
): Potentials | null {
  const { graph } = after;
  const nodeNow = nodesNow(before, after, work);
  const merged = new Int32Array(graph.nodes);
  for (const now of nodeNow) if (now >= 0) merged[now]++;
  const root = nodeNow[dual.root];
  if (root < 0 || !graph.isTerminal[root]) return null;
  const parts = new Map<number, Part>();
  for (let i = 0; i < dual.terminals.length; i++) {
    const terminal = nodeNow[dual.terminals[i]];
    if (terminal < 0 || terminal === root) continue;
    const potential = potentialsNow(dual, i, nodeNow, merged);
    const raised = potential.get(terminal) ?? 0;
    if (raised > (parts.get(terminal)?.raised ?? 0)) parts.set(terminal, { terminal, raised, potential });
  }
  return packed(graph, root, parts);
}

/** For each node as it was, the node it is (part of) now, −1 where it went. */
function nodesNow(before: CompactGraph, after: CompactGraph, work: WorkingGraph): Int32Array {
  const place = new Int32Array(work.nodeAlive.length).fill(-1);
  after.workNode.forEach((v, i) => {
    place[v] = i;
  });
  return before.workNode.map((v) => place[work.mergedNode(v)]);
}

/** The potentials of one terminal, without those of its cuts that separated nodes which are one now. */
function potentialsNow(
  { start, node, potential }: Potentials,
  i: number,
  nodeNow: Int32Array,
  merged: Int32Array,
): Map<number, number> {
  const highest = new Map<number, number>();
  const lowest = new Map<number, number>();
  const held = new Map<number, number>();
  for (let k = start[i]; k < start[i + 1]; k++) {
    const v = nodeNow[node[k]];
    const p = potential[k];
    if (v < 0 || p === 0) continue;
    highest.set(v, Math.max(highest.get(v) ?? 0, p));
    if (merged[v] === 1) continue;
    lowest.set(v, Math.min(lowest.get(v) ?? p, p));
    held.set(v, (held.get(v) ?? 0) + 1);
  }
  // A cut was raised while the potential of its terminal's side grew from one value to another: from the lowest to the
  // highest of what is one node now, the cuts separated it. What is not held at all has potential 0.
  const given: [low: number, high: number][] = [];
  for (const [v, low] of lowest) given.push([held.get(v) === merged[v] ? low : 0, highest.get(v)!]);
  given.sort((a, b) => a[0] - b[0]);
  for (const [v, p] of highest) {
    const rest = p - lengthBelow(given, p);
    if (rest > 0) highest.set(v, rest);
    else highest.delete(v);
  }
  return highest;
}

/** Length of the union of intervals, sorted by their lower ends, below a value. */
function lengthBelow(intervals: readonly (readonly [low: number, high: number])[], value: number): number {
  let length = 0;
  let reached = 0;
  for (const [low, high] of intervals) {
    if (low >= value) break;
    const end = Math.min(high, value);
    if (end <= reached) continue;
    length += end - Math.max(low, reached);
    reached = end;
  }
  return length;
}

function packed(graph: Graph, root: number, parts: ReadonlyMap<number, Part>): Potentials {
  const { terminals } = graph;
  const start = new Int32Array(terminals.length + 1);
  const node: number[] = [];
  const potential: number[] = [];
  let bound = 0;
  terminals.forEach((t, i) => {
    const part = parts.get(t);
    if (part) {
      bound += part.raised;
      for (const [v, p] of part.potential) {
        node.push(v);
        potential.push(p);
      }
    }
    start[i + 1] = node.length;
  });
  return {
    root,
    bound,
    terminals,
    start,
    node: Int32Array.from(node),
    potential: Float64Array.from(potential),
  };
}
