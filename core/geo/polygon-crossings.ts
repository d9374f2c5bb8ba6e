import type { MultiPolygonCoordinates } from './polygon-index.ts';

/** A place where outlines of one (multi)polygon cross or run along each other. */
export interface Crossing {
  readonly eastingM: number;
  readonly northingM: number;
}

/**
 * Places where the outlines cross themselves or each other, at most `most`. Two rings may touch in a
 * point; one ring may not touch itself (OGC Simple Features). Edges are sorted by easting and compared with those that overlap them, O(n log n) for outlines as drawn.
 */
export function crossings(polygons: MultiPolygonCoordinates, most = 10): Crossing[] {
  const edges = edgesOf(polygons);
  edges.sort((a, b) => a.minE - b.minE);
  const found: Crossing[] = [];
  let active: Edge[] = [];
  for (const edge of edges) {
    active = active.filter((other) => other.maxE >= edge.minE);
    for (const other of active) {
      const place = crossing(edge, other);
      if (place && !found.some((known) => near(known, place))) found.push(place);
      if (found.length >= most) return found;
    }
    active.push(edge);
  }
  return found;
}

interface Edge {
  readonly ring: number;
  /** Position in its ring, and the number of edges there. */
  readonly at: number;
  readonly of: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly minE: number;
  readonly maxE: number;
  readonly minN: number;
  readonly maxN: number;
}

function edgesOf(polygons: MultiPolygonCoordinates): Edge[] {
  const edges: Edge[] = [];
  polygons.flat().forEach((given, ring) => {
    const corners = given.filter((p, i) => i === 0 || p[0] !== given[i - 1]![0] || p[1] !== given[i - 1]![1]);
    for (let at = 0; at + 1 < corners.length; at++) {
      const a = corners[at]!;
      const b = corners[at + 1]!;
      edges.push({
        ring,
        at,
        of: corners.length - 1,
        a,
        b,
        minE: Math.min(a[0]!, b[0]!),
        maxE: Math.max(a[0]!, b[0]!),
        minN: Math.min(a[1]!, b[1]!),
        maxN: Math.max(a[1]!, b[1]!),
      });
    }
  });
  return edges;
}

function crossing(p: Edge, q: Edge): Crossing | null {
  if (p.maxN < q.minN || q.maxN < p.minN) return null;
  const q1 = side(p, q.a);
  const q2 = side(p, q.b);
  const p1 = side(q, p.a);
  const p2 = side(q, p.b);
  if (q1 === 0 && q2 === 0) return overlap(p, q);
  if (q1 * q2 > 0 || p1 * p2 > 0) return null;
  const touch = q1 * q2 === 0 || p1 * p2 === 0;
  if (touch && (p.ring !== q.ring || followEachOther(p, q))) return null;
  const t = p1 / (p1 - p2);
  return { eastingM: p.a[0]! + t * (p.b[0]! - p.a[0]!), northingM: p.a[1]! + t * (p.b[1]! - p.a[1]!) };
}

const followEachOther = (p: Edge, q: Edge) => (p.at + 1) % p.of === q.at || (q.at + 1) % q.of === p.at;

/** Twice the signed area of the triangle; 0 when the point is on the edge's line to within rounding. */
function side({ a, b }: Edge, point: readonly number[]): number {
  const left = (b[0]! - a[0]!) * (point[1]! - a[1]!);
  const right = (b[1]! - a[1]!) * (point[0]! - a[0]!);
  return Math.abs(left - right) <= 1e-12 * (Math.abs(left) + Math.abs(right)) ? 0 : left - right;
}

/** The middle of what two edges on one line share, unless it is a point at most. */
function overlap(p: Edge, q: Edge): Crossing | null {
  const along = p.maxE - p.minE >= p.maxN - p.minN ? 0 : 1;
  const [pMin, pMax, qMin, qMax] =
    along === 0 ? [p.minE, p.maxE, q.minE, q.maxE] : [p.minN, p.maxN, q.minN, q.maxN];
  const from = Math.max(pMin!, qMin!);
  const to = Math.min(pMax!, qMax!);
  if (!(to > from)) return null;
  const t = ((from + to) / 2 - p.a[along]!) / (p.b[along]! - p.a[along]!);
  return { eastingM: p.a[0]! + t * (p.b[0]! - p.a[0]!), northingM: p.a[1]! + t * (p.b[1]! - p.a[1]!) };
}

const near = (a: Crossing, b: Crossing) =>
  Math.abs(a.eastingM - b.eastingM) < 1e-6 && Math.abs(a.northingM - b.northingM) < 1e-6;
