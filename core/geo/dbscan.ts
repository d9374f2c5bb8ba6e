import { type CellIndex, cellIndex, MOST_NEIGHBOURS } from './cell-index.ts';

export interface Clustering {
  /** Cluster of each point, −1 for noise; numbered in the order of their first point. */
  readonly label: Int32Array;
  readonly clusters: number;
  /** 1 for every core point. */
  readonly core: Uint8Array;
  readonly noise: number;
}

/**
 * DBSCAN (Ester et al. 1996), exact. A point is core when at least `minPoints` points, itself counted, lie within
 * `epsM` (bounds included, as in scikit-learn and `ST_ClusterDBSCAN`); core points within `epsM` of each other are in
 * one cluster; any other point joins the cluster of its nearest core point within `epsM` (at equal distance the one
 * with the lowest number), or is noise. The result does not depend on the order of points but for the numbering.
 *
 * Cells of side epsM/√2 (Gunawan 2013): points of one cell are within reach of each other, so a full cell is core
 * throughout and one cluster. O(n log n) but for cells that are crowded and out of each other's reach.
 */
export function dbscan(
  eastingM: Float64Array,
  northingM: Float64Array,
  epsM: number,
  minPoints: number,
): Clustering {
  if (!(epsM > 0)) throw new RangeError(`epsM must be positive, not ${epsM}`);
  const n = eastingM.length;
  // A hair smaller, so that rounding cannot put two points of one cell out of reach.
  const cells = cellIndex(eastingM, northingM, (epsM / Math.SQRT2) * (1 - 1e-9));
  const within = (i: number, j: number): number => {
    const dx = eastingM[j]! - eastingM[i]!;
    const dy = northingM[j]! - northingM[i]!;
    return dx * dx + dy * dy;
  };
  const reach = epsM * epsM;
  const core = corePoints(cells, n, within, reach, minPoints);
  const clusterOfCell = linkCells(cells, core, within, reach);
  const preliminary = new Int32Array(n).fill(-1);
  const near = new Int32Array(MOST_NEIGHBOURS);
  for (let c = 0; c < cells.cells; c++) {
    const count = cells.neighbours(c, near);
    for (let p = cells.start[c]!; p < cells.start[c + 1]!; p++) {
      const i = cells.points[p]!;
      if (core[i]) {
        preliminary[i] = clusterOfCell[c]!;
        continue;
      }
      let least = reach;
      for (let k = -1; k < count; k++) {
        const other = k < 0 ? c : near[k]!;
        const cluster = clusterOfCell[other]!;
        if (cluster < 0) continue;
        for (let q = cells.start[other]!; q < cells.start[other + 1]!; q++) {
          const j = cells.points[q]!;
          if (!core[j]) continue;
          const d = within(i, j);
          if (d > least || (d === least && preliminary[i]! >= 0 && preliminary[i]! <= cluster)) continue;
          least = d;
          preliminary[i] = cluster;
        }
      }
    }
  }
  return { ...numbered(preliminary), core };
}

type SquaredDistance = (i: number, j: number) => number;

function corePoints(
  cells: CellIndex,
  n: number,
  squaredM2: SquaredDistance,
  reach: number,
  minPoints: number,
): Uint8Array {
  const core = new Uint8Array(n);
  const near = new Int32Array(MOST_NEIGHBOURS);
  for (let c = 0; c < cells.cells; c++) {
    const from = cells.start[c]!;
    const to = cells.start[c + 1]!;
    const own = to - from;
    const count = own >= minPoints ? 0 : cells.neighbours(c, near);
    for (let p = from; p < to; p++) {
      const i = cells.points[p]!;
      let found = own;
      for (let k = 0; k < count && found < minPoints; k++) {
        for (let q = cells.start[near[k]!]!; q < cells.start[near[k]! + 1]! && found < minPoints; q++) {
          if (squaredM2(i, cells.points[q]!) <= reach) found++;
        }
      }
      if (found >= minPoints) core[i] = 1;
    }
  }
  return core;
}

/** Cluster of every cell that holds a core point (numbered by first core point), −1 for the others. */
function linkCells(
  cells: CellIndex,
  core: Uint8Array,
  squaredM2: SquaredDistance,
  reach: number,
): Int32Array {
  const coresOf = Array.from({ length: cells.cells }, (_, c) =>
    cells.points.subarray(cells.start[c]!, cells.start[c + 1]!).filter((i) => core[i]),
  );
  const parent = Int32Array.from({ length: cells.cells }, (_, c) => c);
  const find = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  const near = new Int32Array(MOST_NEIGHBOURS);
  for (let c = 0; c < cells.cells; c++) {
    const own = coresOf[c]!;
    if (own.length === 0) continue;
    const count = cells.neighbours(c, near);
    for (let k = 0; k < count; k++) {
      const other = near[k]!;
      if (other < c || find(c) === find(other)) continue;
      const theirs = coresOf[other]!;
      if (own.some((i) => theirs.some((j) => squaredM2(i, j) <= reach))) parent[find(c)] = find(other);
    }
  }
  const first = new Map<number, number>();
  coresOf.forEach((own, c) => {
    if (own.length === 0) return;
    const root = find(c);
    first.set(root, Math.min(first.get(root) ?? Infinity, own[0]!));
  });
  const order = [...first].sort((a, b) => a[1] - b[1]);
  const numberOf = new Map(order.map(([root], k) => [root, k]));
  return Int32Array.from(coresOf, (own, c) => (own.length === 0 ? -1 : numberOf.get(find(c))!));
}

/** The same clusters, numbered in the order of their first point. */
function numbered(preliminary: Int32Array): { label: Int32Array; clusters: number; noise: number } {
  const numberOf = new Map<number, number>();
  let noise = 0;
  const label = preliminary.map((cluster) => {
    if (cluster < 0) {
      noise++;
      return -1;
    }
    const known = numberOf.get(cluster);
    if (known !== undefined) return known;
    numberOf.set(cluster, numberOf.size);
    return numberOf.size - 1;
  });
  return { label, clusters: numberOf.size, noise };
}
