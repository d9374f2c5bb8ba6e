/** Rings of polygons in planning coordinates: polygons → rings → closed lists of `[eastingM, northingM]`. */
export type MultiPolygonCoordinates = readonly (readonly (readonly (readonly number[])[])[])[];

/**
 * Answers "is this point inside?" for many points: the edges of a (multi)polygon sorted into horizontal bands, so that
 * a question looks at the few edges at its height.
 */
export class PolygonIndex {
  readonly minE: number;
  readonly minN: number;
  readonly maxE: number;
  readonly maxN: number;
  readonly #bandHeight: number;
  readonly #start: Uint32Array;
  readonly #edges: Uint32Array;
  /** x1, y1, x2, y2 of each edge. */
  readonly #points: Float64Array;

  constructor(polygons: MultiPolygonCoordinates) {
    let edges = 0;
    let minE = Infinity;
    let minN = Infinity;
    let maxE = -Infinity;
    let maxN = -Infinity;
    for (const ring of polygons.flat()) {
      edges += Math.max(0, ring.length - 1);
      for (const [e, n] of ring as [number, number][]) {
        if (e < minE) minE = e;
        if (e > maxE) maxE = e;
        if (n < minN) minN = n;
        if (n > maxN) maxN = n;
      }
    }
    [this.minE, this.minN, this.maxE, this.maxN] = [minE, minN, maxE, maxN];
    const bands = Math.max(1, Math.min(4096, Math.ceil(edges / 4)));
    this.#bandHeight = Math.max(1e-9, (maxN - minN) / bands);
    this.#points = new Float64Array(4 * edges);
    let k = 0;
    for (const ring of polygons.flat()) {
      for (let i = 0; i + 1 < ring.length; i++, k++) {
        this.#points[4 * k] = ring[i]![0]!;
        this.#points[4 * k + 1] = ring[i]![1]!;
        this.#points[4 * k + 2] = ring[i + 1]![0]!;
        this.#points[4 * k + 3] = ring[i + 1]![1]!;
      }
    }
    const count = new Uint32Array(bands + 1);
    this.#eachBand(edges, bands, (band) => count[band + 1]!++);
    for (let b = 0; b < bands; b++) count[b + 1]! += count[b]!;
    this.#start = count.slice();
    this.#edges = new Uint32Array(count[bands]!);
    this.#eachBand(edges, bands, (band, edge) => {
      this.#edges[count[band]!++] = edge;
    });
  }

  /** Even-odd rule; a point on the outline may go either way. */
  contains(eastingM: number, northingM: number): boolean {
    if (eastingM < this.minE || eastingM > this.maxE || northingM < this.minN || northingM > this.maxN)
      return false;
    const band = Math.min(this.#start.length - 2, Math.floor((northingM - this.minN) / this.#bandHeight));
    const points = this.#points;
    let inside = false;
    for (let i = this.#start[band]!; i < this.#start[band + 1]!; i++) {
      const k = 4 * this.#edges[i]!;
      const y1 = points[k + 1]!;
      const y2 = points[k + 3]!;
      if (y1 > northingM === y2 > northingM) continue;
      const x1 = points[k]!;
      if (eastingM < x1 + ((northingM - y1) / (y2 - y1)) * (points[k + 2]! - x1)) inside = !inside;
    }
    return inside;
  }

  #eachBand(edges: number, bands: number, visit: (band: number, edge: number) => void): void {
    for (let edge = 0; edge < edges; edge++) {
      const y1 = this.#points[4 * edge + 1]!;
      const y2 = this.#points[4 * edge + 3]!;
      const low = Math.floor((Math.min(y1, y2) - this.minN) / this.#bandHeight);
      const high = Math.min(bands - 1, Math.floor((Math.max(y1, y2) - this.minN) / this.#bandHeight));
      for (let band = Math.min(low, bands - 1); band <= high; band++) visit(band, edge);
    }
  }
}
