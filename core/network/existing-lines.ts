import { EdgeIndex, footOn } from './edge-index.ts';
import type { ExistingLine, Place } from './plan.ts';
import { splitAtFeet } from './snap-points.ts';
import { addEdge, type EdgeOrigin, nodeFinder, type Point, type StreetGraph } from './street-graph.ts';

/** Lines are followed in steps no longer than this, metres. */
const STEP_M = 10;
/** Cosine of the widest angle between a street and a line that runs along it. */
const ALONG_COSINE = 0.8;

/**
 * Streets along which ducts lie or others will dig are priced accordingly: every piece that runs beside such a line, both
 * ends and middle no farther than `besideM` from it. Streets are split at the ends of the lines. Where a line leaves the
 * streets it becomes an edge of its own, joined to the nearest street by a trench. Ducts go before works of others.
 *
 * @param usable tells for each edge whether a line may be joined to it
 */
export function withExistingLines(
  streets: StreetGraph,
  lines: readonly ExistingLine[],
  besideM: number,
  usable: (edge: number) => boolean,
): StreetGraph {
  const byRank = [...lines].sort((a, b) => rank(a) - rank(b));
  const index = new EdgeIndex(streets);
  const cuts: Point[] = [];
  const runs: { readonly line: ExistingLine; readonly places: readonly Place[]; readonly cut: number }[] = [];
  for (const line of byRank) {
    const places = inSteps(line.line);
    if (places.length < 2) continue;
    cuts.push(pointOf(places[0]!), pointOf(places.at(-1)!));
    for (const run of offStreet(places, index, besideM, usable)) {
      runs.push({ line, places: run, cut: cuts.length });
      cuts.push(pointOf(run[0]!), pointOf(run.at(-1)!));
    }
  }
  const feet = cuts.map((point) => index.nearest(point, 2 * besideM, usable));
  const { graph, node } = splitAtFeet(streets, feet);
  markBeside(graph, byRank, besideM);
  const nodeAt = nodeFinder(graph);
  for (const { line, places, cut } of runs) {
    const own = originOf(line, null);
    const chain = places.map(([eastingM, northingM]) => nodeAt(eastingM, northingM));
    for (let i = 1; i < chain.length; i++)
      if (chain[i - 1] !== chain[i]) addEdge(graph, chain[i - 1]!, chain[i]!, own);
    for (const [end, joint] of [
      [chain[0]!, node[cut]!],
      [chain.at(-1)!, node[cut + 1]!],
    ] as const)
      if (joint >= 0 && joint !== end)
        addEdge(graph, end, joint, { ...own, kind: 'trench', existing: null, year: null });
  }
  return graph;
}

/** Parts of a line that run farther than `besideM` from any street. */
function offStreet(
  places: readonly Place[],
  index: EdgeIndex,
  besideM: number,
  usable: (edge: number) => boolean,
): Place[][] {
  const runs: Place[][] = [];
  let open: Place[] | null = null;
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1]!, places[i]!];
    const middle = { eastingM: (a[0] + b[0]) / 2, northingM: (a[1] + b[1]) / 2 };
    if (index.nearest(middle, besideM, usable)) {
      open = null;
      continue;
    }
    if (open) open.push(b);
    else {
      open = [a, b];
      runs.push(open);
    }
  }
  return runs;
}

function markBeside(graph: StreetGraph, lines: readonly ExistingLine[], besideM: number): void {
  const taken = new Set<number>();
  const index = new EdgeIndex(graph);
  for (const line of lines) {
    const origins = new Map<EdgeOrigin, EdgeOrigin>();
    const near = new Set<number>();
    for (const place of inSteps(line.line))
      for (const e of index.around(pointOf(place), besideM + STEP_M)) near.add(e);
    for (const e of [...near].sort((a, b) => a - b)) {
      if (taken.has(e) || graph.origin[e]!.kind === 'crossing' || !runsBeside(graph, e, line.line, besideM))
        continue;
      taken.add(e);
      const origin = graph.origin[e]!;
      if (!origins.has(origin)) origins.set(origin, originOf(line, origin));
      graph.origin[e] = origins.get(origin)!;
    }
  }
}

function runsBeside(graph: StreetGraph, e: number, line: readonly Place[], besideM: number): boolean {
  const [ux, uy] = [graph.eastingM[graph.from[e]!]!, graph.northingM[graph.from[e]!]!];
  const [vx, vy] = [graph.eastingM[graph.to[e]!]!, graph.northingM[graph.to[e]!]!];
  const one = { from: [0], to: [1], lengthM: [0], origin: [] };
  return [0, 0.5, 1].every((share) => {
    const point = { eastingM: ux + share * (vx - ux), northingM: uy + share * (vy - uy) };
    return line.some((b, i) => {
      const a = line[i - 1];
      if (!a || (a[0] === b[0] && a[1] === b[1])) return false;
      const segment = { ...one, eastingM: [a[0], b[0]], northingM: [a[1], b[1]] };
      if (footOn(segment, 0, point).distanceM > besideM) return false;
      const dot = (b[0] - a[0]) * (vx - ux) + (b[1] - a[1]) * (vy - uy);
      return (
        Math.abs(dot) >= ALONG_COSINE * Math.hypot(b[0] - a[0], b[1] - a[1]) * Math.hypot(vx - ux, vy - uy)
      );
    });
  });
}

function inSteps(line: readonly Place[]): Place[] {
  return line.flatMap((b, i): Place[] => {
    const a = line[i - 1];
    if (!a) return [b];
    const pieces = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP_M));
    return Array.from({ length: pieces }, (_, k): Place => {
      const share = (k + 1) / pieces;
      return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    });
  });
}

function originOf(line: ExistingLine, street: EdgeOrigin | null): EdgeOrigin {
  return {
    kind: line.kind,
    class: street?.class ?? null,
    surface: street?.surface ?? null,
    name: street?.name ?? null,
    existing: line.id,
    year: line.year ?? null,
  };
}

const rank = (line: ExistingLine) => (line.kind === 'existing-duct' ? 0 : 1);
const pointOf = ([eastingM, northingM]: Place): Point => ({ eastingM, northingM });
