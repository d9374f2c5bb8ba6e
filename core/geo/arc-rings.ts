import { arcArea, type ExposedArcs } from './disc-union.ts';
import type { ProximityGraph } from './proximity-graph.ts';

/** A closed boundary of a disc union: arcs in order, the union on the left. */
export interface ArcRing {
  /** Indexes into the exposed arcs. */
  readonly arcs: Int32Array;
  /** Site of the first arc; tells which part of the union the ring bounds. */
  readonly site: number;
  /** Exact signed area: positive for an outer ring, negative for a hole. */
  readonly areaM2: number;
}

/**
 * Links exposed arcs to rings. An arc that ends where the disc of `k` begins is followed by the arc on circle `k`
 * that begins where the disc of the first ends. Where several circles meet in one point rounding may drop a tiny arc
 * between them; there the nearest open end is taken, which is the same point.
 */
export function linkRings(graph: ProximityGraph, radiusM: number, arcs: ExposedArcs): ArcRing[] {
  const next = successors(graph, radiusM, arcs);
  const used = new Uint8Array(arcs.count);
  const rings: ArcRing[] = [];
  for (let first = 0; first < arcs.count; first++) {
    if (used[first]) continue;
    const members: number[] = [];
    let areaM2 = 0;
    for (let k = first; !used[k]; k = next[k]!) {
      used[k] = 1;
      members.push(k);
      const site = arcs.site[k]!;
      areaM2 += arcArea(graph.x[site]!, graph.y[site]!, radiusM, arcs.from[k]!, arcs.to[k]!);
    }
    rings.push({ arcs: Int32Array.from(members), site: arcs.site[first]!, areaM2 });
  }
  return rings;
}

function successors(graph: ProximityGraph, radiusM: number, arcs: ExposedArcs): Int32Array {
  const next = new Int32Array(arcs.count).fill(-1);
  const taken = new Uint8Array(arcs.count);
  // Arcs of a site lie side by side, in the order of sites.
  const firstOfSite = new Int32Array(graph.sites + 1);
  for (let k = 0; k < arcs.count; k++) firstOfSite[arcs.site[k]! + 1]!++;
  for (let i = 0; i < graph.sites; i++) firstOfSite[i + 1]! += firstOfSite[i]!;
  const open: number[] = [];
  for (let k = 0; k < arcs.count; k++) {
    const onto = arcs.after[k]!;
    if (onto < 0) {
      next[k] = k;
      taken[k] = 1;
      continue;
    }
    for (let c = firstOfSite[onto]!; c < firstOfSite[onto + 1]!; c++) {
      if (arcs.before[c] === arcs.site[k] && !taken[c]) {
        next[k] = c;
        taken[c] = 1;
        break;
      }
    }
    if (next[k]! < 0) open.push(k);
  }
  if (open.length > 0) joinOpenEnds(graph, radiusM, arcs, next, taken, open);
  return next;
}

/** Joins the ends that were left over to the starts that were left over, nearest first. */
function joinOpenEnds(
  graph: ProximityGraph,
  radiusM: number,
  arcs: ExposedArcs,
  next: Int32Array,
  taken: Uint8Array,
  open: readonly number[],
): void {
  const cell = Math.max(1e-3, radiusM * 1e-4);
  const starts = new Map<string, number[]>();
  for (let k = 0; k < arcs.count; k++) {
    if (taken[k]) continue;
    const [px, py] = arcPoint(graph, radiusM, arcs.site[k]!, arcs.from[k]!);
    const key = `${Math.floor(px / cell)},${Math.floor(py / cell)}`;
    starts.set(key, [...(starts.get(key) ?? []), k]);
  }
  for (const k of open) {
    const [px, py] = arcPoint(graph, radiusM, arcs.site[k]!, arcs.to[k]!);
    let best = -1;
    let bestDistance = Infinity;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const c of starts.get(`${Math.floor(px / cell) + dx},${Math.floor(py / cell) + dy}`) ?? []) {
          if (taken[c]) continue;
          const [qx, qy] = arcPoint(graph, radiusM, arcs.site[c]!, arcs.from[c]!);
          const distance = Math.hypot(qx - px, qy - py);
          if (distance < bestDistance) {
            bestDistance = distance;
            best = c;
          }
        }
      }
    }
    if (best < 0) throw new Error(`an arc of the disc union has no successor near ${px}, ${py}`);
    next[k] = best;
    taken[best] = 1;
  }
}

export function arcPoint(
  graph: ProximityGraph,
  radiusM: number,
  site: number,
  angle: number,
): [number, number] {
  return [graph.x[site]! + radiusM * Math.cos(angle), graph.y[site]! + radiusM * Math.sin(angle)];
}

/**
 * Draws a ring as a closed polygon ring in planning coordinates. Vertices lie on the arcs, so the polygon stays inside
 * the union at outer rings; the chord never departs from the arc by more than `sagittaM`.
 */
export function ringPolygon(
  graph: ProximityGraph,
  radiusM: number,
  arcs: ExposedArcs,
  ring: ArcRing,
  sagittaM: number,
): [number, number][] {
  const step = 2 * Math.acos(Math.max(0, 1 - Math.min(sagittaM / radiusM, 0.29)));
  const [originE, originN] = graph.originM;
  const polygon: [number, number][] = [];
  for (const k of ring.arcs) {
    const site = arcs.site[k]!;
    const from = arcs.from[k]!;
    const sweep = arcs.to[k]! - from;
    const pieces = Math.max(1, Math.ceil(sweep / step));
    for (let p = 0; p < pieces; p++) {
      const [px, py] = arcPoint(graph, radiusM, site, from + (sweep * p) / pieces);
      polygon.push([originE + px, originN + py]);
    }
  }
  if (polygon.length > 0) polygon.push([polygon[0]![0], polygon[0]![1]]);
  return polygon;
}
