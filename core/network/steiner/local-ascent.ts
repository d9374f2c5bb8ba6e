import type { Graph } from '../graph.ts';
import { Heap } from './heap.ts';

/** A cut that is raised is left to another terminal only where that one's is smaller by this factor. */
const PATIENCE = 1.1;
/**
 * By complementary slackness only cuts that the best tree crosses once can be part of an optimal dual together with it:
 * others come later, as if they were this many times as large.
 */
const CROSSED_OFTEN = 5;

/**
 * Dual ascent (Wong 1984) of a few terminals on what the others have left of the arcs' costs: the terminal with the
 * smallest cut raises it until an arc is used up. A terminal is done when the root or another one still at work is
 * reached. Buffers are kept from run to run.
 */
export class LocalAscent {
  /** How much each of the chosen terminals raised, by its place. */
  readonly raised: Float64Array;
  /** Arcs looked at in all runs: the work done, independent of the machine. */
  work = 0;
  private readonly root: number;
  private readonly start: Int32Array;
  private readonly entering: Int32Array;
  private readonly tail: Int32Array;
  private readonly atWork: Uint8Array;
  private readonly mark: readonly Int32Array[];
  private readonly side: readonly number[][];
  private readonly joinedAt: readonly number[][];
  private readonly cut: readonly Int32Array[];
  private readonly cutSize: Int32Array;
  private readonly heap = new Heap(16);
  private stamp = 0;

  constructor(graph: Graph, root: number, arcs: { tail: Int32Array; entering: Int32Array }, most: number) {
    this.root = root;
    this.start = graph.start;
    this.entering = arcs.entering;
    this.tail = arcs.tail;
    this.atWork = new Uint8Array(graph.nodes);
    this.raised = new Float64Array(most);
    this.cutSize = new Int32Array(most);
    const places = Array.from({ length: most });
    this.mark = places.map(() => new Int32Array(graph.nodes));
    this.side = places.map(() => []);
    this.joinedAt = places.map(() => []);
    this.cut = places.map(() => new Int32Array(2 * graph.edges));
  }

  /** Raises the cuts of `chosen` (nodes) and takes what they use from `left`; `weight` shifts whose turn it is. */
  run(chosen: readonly number[], weight: readonly number[], left: Float64Array, onTree: Uint8Array): void {
    const { heap, atWork } = this;
    this.stamp++;
    heap.clear();
    chosen.forEach((t, j) => {
      this.raised[j] = 0;
      this.cutSize[j] = 0;
      this.side[j].length = 0;
      this.joinedAt[j].length = 0;
      if (t === this.root) return;
      atWork[t] = 1;
      heap.push(0, j);
    });
    while (heap.size > 0) {
      const j = heap.pop();
      if (this.raise(j, chosen[j], weight[j], left, onTree)) atWork[chosen[j]] = 0;
    }
  }

  /** What the terminal at a place used, as potentials of nodes. */
  potentials(j: number): { node: Int32Array; potential: Float64Array } {
    const raised = this.raised[j];
    const joinedAt = this.joinedAt[j];
    // Nodes joined in order: those that joined at the very end were never inside a cut that was raised.
    let count = joinedAt.length;
    while (count > 0 && joinedAt[count - 1] >= raised) count--;
    const node = new Int32Array(count);
    const potential = new Float64Array(count);
    for (let x = 0; x < count; x++) {
      node[x] = this.side[j][x];
      potential[x] = raised - joinedAt[x];
    }
    return { node, potential };
  }

  /** True once the terminal is done; false where it was put back because another one's cut is smaller. */
  private raise(j: number, t: number, weight: number, left: Float64Array, onTree: Uint8Array): boolean {
    const { heap, tail, stamp } = this;
    const mark = this.mark[j];
    const arcs = this.cut[j];
    const joining = this.usedUp(j, t, left);
    for (;;) {
      if (this.join(j, t, joining, left)) return true;
      let count = 0;
      let least = Number.POSITIVE_INFINITY;
      let crossings = 0;
      const size = this.cutSize[j];
      this.work += size;
      for (let a = 0; a < size; a++) {
        const arc = arcs[a];
        if (mark[tail[arc]] === stamp) continue;
        arcs[count++] = arc;
        if (left[arc] < least) least = left[arc];
        crossings += onTree[arc];
      }
      this.cutSize[j] = count;
      if (count === 0) throw new Error(`no way from node ${this.root} to terminal ${t}`);
      const turn = count * weight * (crossings > 1 ? CROSSED_OFTEN : 1);
      if (heap.size > 0 && turn > heap.keys[0] * PATIENCE + 1) {
        heap.push(turn, j);
        return false;
      }
      for (let a = 0; a < count; a++) {
        const arc = arcs[a];
        left[arc] -= least;
        if (left[arc] === 0) joining.push(tail[arc]);
      }
      this.raised[j] += least;
    }
  }

  /** Nodes behind arcs of the cut that others have used up meanwhile; at first the terminal itself. */
  private usedUp(j: number, t: number, left: Float64Array): number[] {
    if (this.side[j].length === 0) return [t];
    const found: number[] = [];
    const arcs = this.cut[j];
    for (let a = 0; a < this.cutSize[j]; a++) if (left[arcs[a]] === 0) found.push(this.tail[arcs[a]]);
    return found;
  }

  /** Takes nodes to the terminal's side, and all that reach them at no cost; true where the terminal is done by it. */
  private join(j: number, t: number, joining: number[], left: Float64Array): boolean {
    const { start, entering, tail, atWork, stamp } = this;
    const mark = this.mark[j];
    const arcs = this.cut[j];
    let size = this.cutSize[j];
    while (joining.length > 0) {
      const v = joining.pop()!;
      if (mark[v] === stamp) continue;
      if (v === this.root || (atWork[v] && v !== t)) return true;
      mark[v] = stamp;
      this.side[j].push(v);
      this.joinedAt[j].push(this.raised[j]);
      for (let q = start[v]; q < start[v + 1]; q++) {
        const arc = entering[q];
        if (mark[tail[arc]] === stamp) continue;
        if (left[arc] === 0) joining.push(tail[arc]);
        else arcs[size++] = arc;
      }
    }
    this.cutSize[j] = size;
    return false;
  }
}
