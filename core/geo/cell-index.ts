/**
 * Points sorted into the square cells they occupy, whatever the extent: memory grows with the points, not with the
 * area between them. Cells are addressed by the rank of their column and row among the occupied ones.
 */
export interface CellIndex {
  readonly cells: number;
  /** Points of cell `c`: `points[start[c]] … points[start[c + 1] - 1]`, ascending. */
  readonly start: Uint32Array;
  readonly points: Uint32Array;
  /** Cells at most two columns and two rows away from `cell`, without itself and the four far corners. */
  neighbours(cell: number, into: Int32Array): number;
}

/** The most cells `neighbours` writes. */
export const MOST_NEIGHBOURS = 20;

/** @param cellM side of a cell in metres */
export function cellIndex(eastingM: Float64Array, northingM: Float64Array, cellM: number): CellIndex {
  const n = eastingM.length;
  const column = ranked(eastingM, cellM);
  const row = ranked(northingM, cellM);
  const columns = column.values.length;
  // Ranks are below n, so the product stays an exact integer.
  const key = Float64Array.from({ length: n }, (_, i) => row.rank[i]! * columns + column.rank[i]!);
  const keys = distinct(key.slice().sort());
  const cellOfKey = new Map<number, number>();
  for (let c = 0; c < keys.length; c++) cellOfKey.set(keys[c]!, c);
  const start = new Uint32Array(keys.length + 1);
  const cellOf = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    cellOf[i] = cellOfKey.get(key[i]!)!;
    start[cellOf[i]! + 1]!++;
  }
  for (let c = 0; c < keys.length; c++) start[c + 1]! += start[c]!;
  const next = start.slice();
  const points = new Uint32Array(n);
  for (let i = 0; i < n; i++) points[next[cellOf[i]!]!++] = i;

  const neighbours = (cell: number, into: Int32Array): number => {
    const rowRank = Math.floor(keys[cell]! / columns);
    const columnRank = keys[cell]! - rowRank * columns;
    let count = 0;
    for (let r = Math.max(0, rowRank - 2); r <= Math.min(row.values.length - 1, rowRank + 2); r++) {
      const dy = Math.abs(row.values[r]! - row.values[rowRank]!);
      if (dy > 2) continue;
      for (let k = Math.max(0, columnRank - 2); k <= Math.min(columns - 1, columnRank + 2); k++) {
        const dx = Math.abs(column.values[k]! - column.values[columnRank]!);
        if (dx > 2 || (dx === 2 && dy === 2) || (dx === 0 && dy === 0)) continue;
        const found = cellOfKey.get(r * columns + k);
        if (found !== undefined) into[count++] = found;
      }
    }
    return count;
  };
  return { cells: keys.length, start, points, neighbours };
}

/** Cell number of each coordinate, as the rank among the occupied numbers. */
function ranked(coordinates: Float64Array, cellM: number): { rank: Uint32Array; values: Float64Array } {
  let least = Infinity;
  for (const c of coordinates) if (c < least) least = c;
  const number = Float64Array.from(coordinates, (c) => Math.floor((c - least) / cellM));
  const values = distinct(number.slice().sort());
  const rankOf = new Map<number, number>();
  for (let k = 0; k < values.length; k++) rankOf.set(values[k]!, k);
  return { rank: Uint32Array.from(number, (v) => rankOf.get(v)!), values };
}

function distinct(sorted: Float64Array): Float64Array {
  let count = 0;
  for (let k = 0; k < sorted.length; k++) {
    if (k === 0 || sorted[k] !== sorted[k - 1]) sorted[count++] = sorted[k]!;
  }
  return sorted.slice(0, count);
}
