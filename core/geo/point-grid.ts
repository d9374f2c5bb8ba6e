/**
 * Points sorted into square cells, for "which points lie in this box?". Built once per address table; a box touches
 * only its cells.
 */
export class PointGrid {
  readonly #minE: number;
  readonly #minN: number;
  readonly #cellM: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #start: Uint32Array;
  readonly #points: Uint32Array;

  constructor(eastingM: Float64Array, northingM: Float64Array) {
    const n = eastingM.length;
    let minE = Infinity;
    let minN = Infinity;
    let maxE = -Infinity;
    let maxN = -Infinity;
    for (let i = 0; i < n; i++) {
      if (eastingM[i]! < minE) minE = eastingM[i]!;
      if (eastingM[i]! > maxE) maxE = eastingM[i]!;
      if (northingM[i]! < minN) minN = northingM[i]!;
      if (northingM[i]! > maxN) maxN = northingM[i]!;
    }
    if (n === 0) [minE, minN, maxE, maxN] = [0, 0, 0, 0];
    // About four points a cell, and never more cells than points need.
    this.#cellM = Math.max(
      1,
      Math.sqrt(((maxE - minE + 1) * (maxN - minN + 1) * 4) / Math.max(1, n)),
      (maxE - minE) / 4096,
      (maxN - minN) / 4096,
    );
    this.#minE = minE;
    this.#minN = minN;
    this.#columns = Math.floor((maxE - minE) / this.#cellM) + 1;
    this.#rows = Math.floor((maxN - minN) / this.#cellM) + 1;
    const count = new Uint32Array(this.#columns * this.#rows + 1);
    const cellOf = (i: number) =>
      Math.floor((northingM[i]! - minN) / this.#cellM) * this.#columns +
      Math.floor((eastingM[i]! - minE) / this.#cellM);
    for (let i = 0; i < n; i++) count[cellOf(i) + 1]!++;
    for (let c = 0; c < count.length - 1; c++) count[c + 1]! += count[c]!;
    this.#start = count.slice();
    this.#points = new Uint32Array(n);
    for (let i = 0; i < n; i++) this.#points[count[cellOf(i)]!++] = i;
  }

  /** Visits every point whose cell touches the box; the caller checks the point itself. */
  visit(minE: number, minN: number, maxE: number, maxN: number, visit: (point: number) => void): void {
    const c0 = Math.max(0, Math.floor((minE - this.#minE) / this.#cellM));
    const c1 = Math.min(this.#columns - 1, Math.floor((maxE - this.#minE) / this.#cellM));
    const r0 = Math.max(0, Math.floor((minN - this.#minN) / this.#cellM));
    const r1 = Math.min(this.#rows - 1, Math.floor((maxN - this.#minN) / this.#cellM));
    if (c0 > c1) return;
    for (let row = r0; row <= r1; row++) {
      const from = this.#start[row * this.#columns + c0]!;
      const to = this.#start[row * this.#columns + c1 + 1]!;
      for (let k = from; k < to; k++) visit(this.#points[k]!);
    }
  }
}
