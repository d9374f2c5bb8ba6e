/**
 * Points sorted into the square cells they occupy, whatever the extent: memory grows with the points, not with the
 * area between them. Cells are in the order of their rows, then columns.
 */
export interface CellIndex {
  readonly cells: number;
  /** Points of cell `c`: `points[start[c]] … points[start[c + 1] - 1]`, ascending. */
  readonly start: Uint32Array;
  readonly points: Uint32Array;
  readonly row: Float64Array;
  readonly column: Float64Array;
}

/** @param cellM side of a cell in metres */
export function cellIndex(eastingM: Float64Array, northingM: Float64Array, cellM: number): CellIndex {
  const n = eastingM.length;
  const columns = numbered(eastingM, cellM);
  const rows = numbered(northingM, cellM);
  // Sorted by column and then, keeping that order, by row.
  const points = countingSort(
    rows,
    countingSort(
      columns,
      Uint32Array.from({ length: n }, (_, i) => i),
    ),
  );
  const start = new Uint32Array(n + 1);
  const row = new Float64Array(n);
  const column = new Float64Array(n);
  let cells = 0;
  for (let p = 0; p < n; p++) {
    const r = rows.numbers[rows.key[points[p]!]!]!;
    const c = columns.numbers[columns.key[points[p]!]!]!;
    if (cells > 0 && row[cells - 1] === r && column[cells - 1] === c) continue;
    row[cells] = r;
    column[cells] = c;
    start[cells++] = p;
  }
  start[cells] = n;
  return {
    cells,
    start: start.subarray(0, cells + 1),
    points,
    row: row.subarray(0, cells),
    column: column.subarray(0, cells),
  };
}

/** The most cells a sweep writes for one. */
export const MOST_NEIGHBOURS = 24;

/**
 * Cells at most two columns and two rows away from each cell, without itself. To be asked in
 * ascending order of cells: one pointer per row then only moves on, so that a whole sweep is linear.
 *
 * @returns writes the neighbours of a cell and tells how many there are
 */
export function neighbourSweep({
  cells,
  row,
  column,
}: CellIndex): (cell: number, into: Int32Array) => number {
  const pointer = new Int32Array(5);
  return (cell, into) => {
    let count = 0;
    for (let dy = -2; dy <= 2; dy++) {
      const r = row[cell]! + dy;
      const first = column[cell]! - 2;
      const last = column[cell]! + 2;
      let p = pointer[dy + 2]!;
      while (p < cells && (row[p]! < r || (row[p] === r && column[p]! < first))) p++;
      pointer[dy + 2] = p;
      for (; p < cells && row[p] === r && column[p]! <= last; p++) if (p !== cell) into[count++] = p;
    }
    return count;
  };
}

/** Cell number of each coordinate: `numbers[key[i]]`, keys ascending with the numbers. */
interface Numbered {
  readonly key: Uint32Array;
  readonly numbers: Float64Array;
  readonly keys: number;
}

/** Numbers from the least coordinate on; where they are spread too wide to count, only the occupied ones. */
function numbered(coordinates: Float64Array, cellM: number): Numbered {
  const n = coordinates.length;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    const c = coordinates[i]!;
    if (c < least) least = c;
    if (c > most) most = c;
  }
  const number = Float64Array.from({ length: n }, (_, i) => Math.floor((coordinates[i]! - least) / cellM));
  const span = n === 0 ? 0 : Math.floor((most - least) / cellM) + 1;
  if (span <= 4 * n + 4096) {
    return {
      key: Uint32Array.from(number),
      numbers: Float64Array.from({ length: span }, (_, k) => k),
      keys: span,
    };
  }
  const sorted = number.slice().sort();
  const numbers = sorted.filter((v, k) => k === 0 || v !== sorted[k - 1]);
  const rank = new Map(Array.from(numbers, (v, k) => [v, k] as const));
  return { key: Uint32Array.from(number, (v) => rank.get(v)!), numbers, keys: numbers.length };
}

/** `order` sorted by the key of each point; stable. */
function countingSort({ key, keys }: Numbered, order: Uint32Array): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (let p = 0; p < order.length; p++) next[key[order[p]!]! + 1]!++;
  for (let k = 0; k < keys; k++) next[k + 1]! += next[k]!;
  const sorted = new Uint32Array(order.length);
  for (let p = 0; p < order.length; p++) sorted[next[key[order[p]!]!]!++] = order[p]!;
  return sorted;
}
