import { type ArcRing, linkRings } from './arc-rings.ts';
import { components } from './components.ts';
import type { ProximityGraph } from './proximity-graph.ts';

/**
 * The exposed arcs of a union of equal discs. Arc `k` lies on the circle around `site[k]` and runs counter-clockwise
 * from angle `from[k]` to `to[k]`, the union on its left; it begins where the disc of `before[k]` ends and ends where
 * that of `after[k]` begins (−1 for a whole circle).
 */
export interface ExposedArcs {
  readonly count: number;
  readonly site: Int32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
}

export interface DiscUnion {
  readonly radiusM: number;
  /** Exact area by Green's theorem over the exposed arcs. */
  readonly areaM2: number;
  /** Exact length of the boundary. */
  readonly perimeterM: number;
  /** Connected parts of the union (discs that touch hang together) and the part of each site. */
  readonly partOfSite: Int32Array;
  readonly parts: number;
  /** Exact area of each part. */
  readonly partAreaM2: Float64Array;
  readonly arcs: ExposedArcs;
  /** Closed boundaries; positive area: outer, negative: a hole. */
  rings(): ArcRing[];
}

/**
 * Union of discs of `radiusM` around all sites. A point of a circle is exposed exactly when its nearest centre is
 * that circle's own, so only Delaunay neighbours nearer than twice the radius can hide it. O(n) after the graph.
 */
export function discUnion(graph: ProximityGraph, radiusM: number): DiscUnion {
  if (!(radiusM > 0)) throw new RangeError(`radiusM must be positive, not ${radiusM}`);
  const { componentOfSite, count } = components(graph, 2 * radiusM);
  const arcs = exposedArcs(graph, radiusM);
  const partAreaM2 = new Float64Array(count);
  let perimeterM = 0;
  for (let k = 0; k < arcs.count; k++) {
    const site = arcs.site[k]!;
    const s = arcs.from[k]!;
    const e = arcs.to[k]!;
    perimeterM += radiusM * (e - s);
    partAreaM2[componentOfSite[site]!]! += arcArea(graph.x[site]!, graph.y[site]!, radiusM, s, e);
  }
  let areaM2 = 0;
  for (const area of partAreaM2) areaM2 += area;
  return {
    radiusM,
    areaM2,
    perimeterM,
    partOfSite: componentOfSite,
    parts: count,
    partAreaM2,
    arcs,
    rings: () => linkRings(graph, radiusM, arcs),
  };
}

/** Half the line integral of x dy − y dx along an arc. */
export function arcArea(x: number, y: number, r: number, s: number, e: number): number {
  return 0.5 * r * (x * (Math.sin(e) - Math.sin(s)) - y * (Math.cos(e) - Math.cos(s)) + r * (e - s));
}

/** Arcs shorter than this angle are no more than rounding where three circles meet in one point. */
const LEAST_ARC_RAD = 1e-11;

function exposedArcs(graph: ProximityGraph, r: number): ExposedArcs {
  const { sites, x, y, start, neighbours } = graph;
  const list = new ArcList(sites);
  let capacity = 64;
  let lo = new Float64Array(capacity);
  let hi = new Float64Array(capacity);
  let by = new Int32Array(capacity);
  const reach = 4 * r * r;
  for (let i = 0; i < sites; i++) {
    const most = start[i + 1]! - start[i]!;
    if (most > capacity) {
      capacity = 2 * most;
      lo = new Float64Array(capacity);
      hi = new Float64Array(capacity);
      by = new Int32Array(capacity);
    }
    let m = 0;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = neighbours[k]!;
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      const d2 = dx * dx + dy * dy;
      if (d2 >= reach) continue;
      const middle = Math.atan2(dy, dx);
      const half = Math.acos(Math.sqrt(d2) / (2 * r));
      // Kept sorted by where the hidden interval begins; a site has about six neighbours.
      let at = m++;
      // Begins are taken in one turn; what reaches beyond it wraps around (see `addGaps`).
      const begin = middle - half < -Math.PI ? middle - half + 2 * Math.PI : middle - half;
      while (at > 0 && lo[at - 1]! > begin) {
        lo[at] = lo[at - 1]!;
        hi[at] = hi[at - 1]!;
        by[at] = by[at - 1]!;
        at--;
      }
      lo[at] = begin;
      hi[at] = begin + 2 * half;
      by[at] = j;
    }
    if (m === 0) list.add(i, 0, 2 * Math.PI, -1, -1);
    else addGaps(list, i, lo, hi, by, m);
  }
  return list.finish();
}

/** The gaps between the hidden intervals of one circle, going once around from the end of the first run. */
function addGaps(
  list: ArcList,
  site: number,
  lo: Float64Array,
  hi: Float64Array,
  by: Int32Array,
  m: number,
): void {
  let cover = hi[0]!;
  let coverBy = by[0]!;
  // An interval that wraps past the first one's begin hides that begin.
  const turn = 2 * Math.PI;
  for (let k = 1; k <= m; k++) {
    const begin = k < m ? lo[k]! : lo[0]! + turn;
    const beginBy = k < m ? by[k]! : by[0]!;
    if (begin > cover + LEAST_ARC_RAD) {
      // Something that began earlier and wraps around may still hide this gap.
      let from = cover;
      let fromBy = coverBy;
      for (let w = 0; w < m; w++) {
        const wrapped = hi[w]! - turn;
        if (wrapped > from) {
          from = wrapped;
          fromBy = by[w]!;
        }
      }
      if (begin > from + LEAST_ARC_RAD) list.add(site, from, begin, fromBy, beginBy);
    }
    if (k < m && hi[k]! > cover) {
      cover = hi[k]!;
      coverBy = by[k]!;
    }
  }
}

class ArcList {
  #count = 0;
  #site: Int32Array;
  #from: Float64Array;
  #to: Float64Array;
  #before: Int32Array;
  #after: Int32Array;

  constructor(sites: number) {
    const room = Math.max(16, sites);
    this.#site = new Int32Array(room);
    this.#from = new Float64Array(room);
    this.#to = new Float64Array(room);
    this.#before = new Int32Array(room);
    this.#after = new Int32Array(room);
  }

  add(site: number, from: number, to: number, before: number, after: number): void {
    const k = this.#count++;
    if (k === this.#site.length) this.#grow();
    this.#site[k] = site;
    this.#from[k] = from;
    this.#to[k] = to;
    this.#before[k] = before;
    this.#after[k] = after;
  }

  finish(): ExposedArcs {
    const end = this.#count;
    return {
      count: end,
      site: this.#site.subarray(0, end),
      from: this.#from.subarray(0, end),
      to: this.#to.subarray(0, end),
      before: this.#before.subarray(0, end),
      after: this.#after.subarray(0, end),
    };
  }

  #grow(): void {
    const twice = <T extends Int32Array | Float64Array>(array: T): T => {
      const larger = new (array.constructor as new (n: number) => T)(array.length * 2);
      larger.set(array as never);
      return larger;
    };
    this.#site = twice(this.#site);
    this.#from = twice(this.#from);
    this.#to = twice(this.#to);
    this.#before = twice(this.#before);
    this.#after = twice(this.#after);
  }
}
