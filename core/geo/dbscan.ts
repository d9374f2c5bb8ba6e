import { type CellIndex, cellIndex, MOST_NEIGHBOURS, neighbourSweep } from './cell-index.ts';

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
  const sorted: SortedPoints = {
    cells,
    x: new Float64Array(n),
    y: new Float64Array(n),
    reach: epsM * epsM,
  };
  for (let p = 0; p < n; p++) {
    sorted.x[p] = eastingM[cells.points[p]!]!;
    sorted.y[p] = northingM[cells.points[p]!]!;
  }
  const core = corePoints(sorted, minPoints);
  const clusterOfCell = linkCells(sorted, core);
  const preliminary = clustersOfPoints(sorted, core, clusterOfCell);
  const inOrder = new Int32Array(n);
  const coreInOrder = new Uint8Array(n);
  for (let p = 0; p < n; p++) {
    inOrder[cells.points[p]!] = preliminary[p]!;
    coreInOrder[cells.points[p]!] = core[p]!;
  }
  return { ...numbered(inOrder), core: coreInOrder };
}

/** Points in the order of their cells, so that neighbours lie side by side in memory. */
interface SortedPoints {
  readonly cells: CellIndex;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Square of the reach, m². */
  readonly reach: number;
}

function corePoints({ cells, x, y, reach }: SortedPoints, minPoints: number): Uint8Array {
  const { start } = cells;
  const core = new Uint8Array(x.length);
  const near = new Int32Array(MOST_NEIGHBOURS);
  const neighboursOf = neighbourSweep(cells);
  for (let c = 0; c < cells.cells; c++) {
    const from = start[c]!;
    const to = start[c + 1]!;
    const own = to - from;
    if (own >= minPoints) {
      core.fill(1, from, to);
      continue;
    }
    const count = neighboursOf(c, near);
    for (let p = from; p < to; p++) {
      let found = own;
      for (let k = 0; k < count && found < minPoints; k++) {
        const end = start[near[k]! + 1]!;
        for (let q = start[near[k]!]!; q < end; q++) {
          const dx = x[q]! - x[p]!;
          const dy = y[q]! - y[p]!;
          if (dx * dx + dy * dy <= reach) found++;
        }
      }
      if (found >= minPoints) core[p] = 1;
    }
  }
  return core;
}

/** Cluster of every cell that holds a core point (numbered by first core point), −1 for the others. */
function linkCells({ cells, x, y, reach }: SortedPoints, core: Uint8Array): Int32Array {
  const { start } = cells;
  const parent = Int32Array.from({ length: cells.cells }, (_, c) => c);
  const find = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  const touch = (a: number, b: number): boolean => {
    for (let p = start[a]!; p < start[a + 1]!; p++) {
      if (!core[p]) continue;
      for (let q = start[b]!; q < start[b + 1]!; q++) {
        const dx = x[q]! - x[p]!;
        const dy = y[q]! - y[p]!;
        if (core[q] && dx * dx + dy * dy <= reach) return true;
      }
    }
    return false;
  };
  const near = new Int32Array(MOST_NEIGHBOURS);
  const neighboursOf = neighbourSweep(cells);
  for (let c = 0; c < cells.cells; c++) {
    const count = neighboursOf(c, near);
    for (let k = 0; k < count; k++) {
      const other = near[k]!;
      if (other > c && find(c) !== find(other) && touch(c, other)) parent[find(c)] = find(other);
    }
  }
  return clusterNumbers(cells, core, find);
}

/** Clusters of cells numbered in the order of their first core point. */
function clusterNumbers(cells: CellIndex, core: Uint8Array, find: (cell: number) => number): Int32Array {
  const first = new Map<number, number>();
  const hasCore = new Uint8Array(cells.cells);
  for (let c = 0; c < cells.cells; c++) {
    for (let p = cells.start[c]!; p < cells.start[c + 1]!; p++) {
      if (!core[p]) continue;
      hasCore[c] = 1;
      const root = find(c);
      first.set(root, Math.min(first.get(root) ?? Infinity, cells.points[p]!));
      break;
    }
  }
  const order = [...first].sort((a, b) => a[1] - b[1]);
  const numberOf = new Map(order.map(([root], k) => [root, k]));
  return Int32Array.from(hasCore, (has, c) => (has ? numberOf.get(find(c))! : -1));
}

/** The cluster of each point in the order of cells: its own if it is core, else that of its nearest core point. */
function clustersOfPoints(
  { cells, x, y, reach }: SortedPoints,
  core: Uint8Array,
  clusterOfCell: Int32Array,
): Int32Array {
  const { start } = cells;
  const clusterOf = new Int32Array(x.length).fill(-1);
  const near = new Int32Array(MOST_NEIGHBOURS + 1);
  const neighboursOf = neighbourSweep(cells);
  for (let c = 0; c < cells.cells; c++) {
    const count = neighboursOf(c, near);
    near[count] = c;
    for (let p = start[c]!; p < start[c + 1]!; p++) {
      if (core[p]) {
        clusterOf[p] = clusterOfCell[c]!;
        continue;
      }
      let least = reach;
      let chosen = -1;
      for (let k = 0; k <= count; k++) {
        const cluster = clusterOfCell[near[k]!]!;
        if (cluster < 0) continue;
        const end = start[near[k]! + 1]!;
        for (let q = start[near[k]!]!; q < end; q++) {
          if (!core[q]) continue;
          const dx = x[q]! - x[p]!;
          const dy = y[q]! - y[p]!;
          const d = dx * dx + dy * dy;
          if (d > least || (d === least && chosen >= 0 && chosen <= cluster)) continue;
          least = d;
          chosen = cluster;
        }
      }
      clusterOf[p] = chosen;
    }
  }
  return clusterOf;
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
