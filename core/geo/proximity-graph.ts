import Delaunator from 'delaunator';

/**
 * Delaunay neighbours of a point set, made once and used for every reach: the nearest-neighbour structure behind
 * components, disc unions and outlines. Points at the same place are one site.
 */
export interface ProximityGraph {
  /** Number of sites (distinct places). */
  readonly sites: number;
  /** Site coordinates in metres, relative to `originM`, which keeps their precision. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly originM: readonly [number, number];
  /** Site of each given point. */
  readonly siteOfPoint: Int32Array;
  /** Neighbours of site `i`: `neighbours[start[i]] … neighbours[start[i + 1] - 1]`. */
  readonly start: Int32Array;
  readonly neighbours: Int32Array;
}

/**
 * Builds the graph of points given by planning coordinates. Any number of points, also none, also all on one line.
 * O(n log n).
 */
export function proximityGraph(eastingM: Float64Array, northingM: Float64Array): ProximityGraph {
  const { siteOfPoint, x, y, originM } = distinctSites(eastingM, northingM);
  const n = x.length;
  const edges = n < 3 ? chain(n) : triangulate(x, y);
  const degree = new Int32Array(n + 1);
  for (const end of edges) degree[end + 1]!++;
  for (let i = 0; i < n; i++) degree[i + 1]! += degree[i]!;
  const start = degree.slice();
  const neighbours = new Int32Array(edges.length);
  for (let e = 0; e < edges.length; e += 2) {
    const a = edges[e]!;
    const b = edges[e + 1]!;
    neighbours[degree[a]!++] = b;
    neighbours[degree[b]!++] = a;
  }
  return { sites: n, x, y, originM, siteOfPoint, start, neighbours };
}

function distinctSites(eastingM: Float64Array, northingM: Float64Array) {
  const n = eastingM.length;
  let minE = Infinity;
  let minN = Infinity;
  for (let i = 0; i < n; i++) {
    if (eastingM[i]! < minE) minE = eastingM[i]!;
    if (northingM[i]! < minN) minN = northingM[i]!;
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  // Sorted by place, so that the sites do not depend on the order in which the points came.
  order.sort((a, b) => eastingM[a]! - eastingM[b]! || northingM[a]! - northingM[b]!);
  const siteOfPoint = new Int32Array(n);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  let sites = 0;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    const previous = order[k - 1];
    if (
      previous === undefined ||
      eastingM[i] !== eastingM[previous] ||
      northingM[i] !== northingM[previous]
    ) {
      x[sites] = eastingM[i]! - minE;
      y[sites] = northingM[i]! - minN;
      sites++;
    }
    siteOfPoint[i] = sites - 1;
  }
  return {
    siteOfPoint,
    x: x.slice(0, sites),
    y: y.slice(0, sites),
    originM: [n ? minE : 0, n ? minN : 0] as const,
  };
}

/** Each edge of the triangulation once, as pairs of sites. */
function triangulate(x: Float64Array, y: Float64Array): Int32Array {
  const n = x.length;
  const coordinates = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    coordinates[2 * i] = x[i]!;
    coordinates[2 * i + 1] = y[i]!;
  }
  const { triangles, halfedges } = new Delaunator(coordinates);
  // All on one line: the sites are sorted by place, so neighbours follow each other.
  if (triangles.length === 0) return chain(n);
  const edges = new Int32Array(2 * triangles.length + 4 * n);
  const seen = new Uint8Array(n);
  let count = 0;
  for (let e = 0; e < triangles.length; e++) {
    const a = triangles[e]!;
    seen[a] = 1;
    if (e < halfedges[e]!) continue;
    edges[count++] = a;
    edges[count++] = triangles[e % 3 === 2 ? e - 2 : e + 1]!;
  }
  // The triangulation passes over sites nearer to another than it can tell apart; they keep their next in order.
  for (let i = 0; i < n; i++) {
    if (seen[i]) continue;
    for (const j of [i - 1, i + 1]) {
      if (j < 0 || j >= n) continue;
      edges[count++] = i;
      edges[count++] = j;
    }
  }
  return edges.slice(0, count);
}

function chain(n: number): Int32Array {
  const edges = new Int32Array(Math.max(0, 2 * (n - 1)));
  for (let i = 0; i + 1 < n; i++) {
    edges[2 * i] = i;
    edges[2 * i + 1] = i + 1;
  }
  return edges;
}
