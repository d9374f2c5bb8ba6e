import type { DemoDistrict, Position, Ring } from './demo-city.ts';
import { BEZIRKE, QUARTERS } from './facts.ts';
import type { Terrain } from './terrain.ts';

/**
 * Draws city, Bezirke and Stadtteile from the cells. Borders are drawn once per stretch between two junctions and used
 * by both sides, so the districts tile the city without gaps or overlaps.
 */
export function drawDistricts(terrain: Terrain): DemoDistrict[] {
  const borders = new Borders(terrain);
  const bezirkOf = QUARTERS.map((quarter) => BEZIRKE.indexOf(quarter.bezirk));
  const population = (bezirk: string) =>
    QUARTERS.filter((quarter) => quarter.bezirk === bezirk).reduce(
      (sum, quarter) => sum + quarter.population,
      0,
    );
  const city: DemoDistrict = {
    key: 'stadt',
    name: 'Hannover (Demodaten)',
    level: 'city',
    parentName: null,
    population: QUARTERS.reduce((sum, quarter) => sum + quarter.population, 0),
    populationAsOf: 'verschiedene Jahre',
    polygons: borders.polygonsOf((quarter) => quarter >= 0),
  };
  const bezirke = BEZIRKE.map(
    (name, i): DemoDistrict => ({
      key: `bezirk-${String(i + 1).padStart(2, '0')}`,
      name,
      level: 'bezirk',
      parentName: 'Hannover (Demodaten)',
      population: population(name),
      populationAsOf: 'verschiedene Jahre',
      polygons: borders.polygonsOf((quarter) => quarter >= 0 && bezirkOf[quarter] === i),
    }),
  );
  const stadtteile = QUARTERS.map(
    (quarter, i): DemoDistrict => ({
      key: `stadtteil-${String(i + 1).padStart(2, '0')}`,
      name: quarter.name,
      level: 'stadtteil',
      parentName: quarter.bezirk,
      population: quarter.population,
      populationAsOf: quarter.populationAsOf,
      polygons: borders.polygonsOf((q) => q === i),
    }),
  );
  return [city, ...bezirke, ...stadtteile];
}

class Borders {
  readonly #terrain: Terrain;
  readonly #stride: number;
  readonly #stretches = new Map<string, Position[]>();

  constructor(terrain: Terrain) {
    this.#terrain = terrain;
    this.#stride = terrain.columns + 1;
  }

  /** Polygons of the cells whose quarter is chosen: counter-clockwise outlines, each with its holes. */
  polygonsOf(isChosen: (quarter: number) => boolean): Ring[][] {
    const rings = this.#loops(isChosen).map((loop) => this.#draw(loop));
    const outers = rings.filter((ring) => area(ring) > 0).sort((a, b) => area(b) - area(a));
    const holes = rings.filter((ring) => area(ring) < 0);
    const polygons: Ring[][] = outers.map((ring) => [ring]);
    for (const hole of holes)
      (polygons.find(([outer]) => contains(outer!, hole[0]!)) ?? polygons[0])?.push(hole);
    return polygons;
  }

  #quarterOf(column: number, row: number): number {
    const { columns, rows, quarter } = this.#terrain;
    return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : quarter[row * columns + column]!;
  }

  /** Closed walks along cell corners with the chosen cells on the left. */
  #loops(isChosen: (quarter: number) => boolean): number[][] {
    const { columns, rows } = this.#terrain;
    const chosen = (c: number, r: number) => isChosen(this.#quarterOf(c, r));
    const next = new Map<number, number[]>();
    const edge = (from: number, to: number) => next.set(from, [...(next.get(from) ?? []), to]);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        if (!chosen(c, r)) continue;
        const corner = r * this.#stride + c;
        if (!chosen(c, r - 1)) edge(corner, corner + 1);
        if (!chosen(c + 1, r)) edge(corner + 1, corner + 1 + this.#stride);
        if (!chosen(c, r + 1)) edge(corner + 1 + this.#stride, corner + this.#stride);
        if (!chosen(c - 1, r)) edge(corner + this.#stride, corner);
      }
    }
    const loops: number[][] = [];
    for (const [first, targets] of next) {
      while (targets.length > 0) {
        const loop = [first];
        let previous = first;
        let at = targets.pop()!;
        while (at !== first) {
          loop.push(at);
          const options = next.get(at)!;
          // Where two cells meet at a corner only, turn left, so that a loop never crosses itself.
          const straight = at - previous;
          const left =
            straight === 1 ? this.#stride : straight === -1 ? -this.#stride : straight > 0 ? -1 : 1;
          const index = Math.max(0, options.indexOf(at + left));
          previous = at;
          at = options.splice(index, 1)[0]!;
        }
        loops.push(loop);
      }
    }
    return loops;
  }

  #isJunction(corner: number): boolean {
    const c = corner % this.#stride;
    const r = Math.floor(corner / this.#stride);
    const around = [
      this.#quarterOf(c - 1, r - 1),
      this.#quarterOf(c, r - 1),
      this.#quarterOf(c, r),
      this.#quarterOf(c - 1, r),
    ];
    let changes = 0;
    for (let i = 0; i < 4; i++) if (around[i] !== around[(i + 1) % 4]) changes++;
    return changes > 2;
  }

  /** A loop of corners as a smooth ring, made of shared stretches. */
  #draw(loop: readonly number[]): Ring {
    const junctions = loop.flatMap((corner, i) => (this.#isJunction(corner) ? [i] : []));
    // A loop without junction begins at its smallest corner, from wherever it was walked.
    if (junctions.length === 0) junctions.push(loop.indexOf(Math.min(...loop)));
    const ring: Ring = [];
    for (let k = 0; k < junctions.length; k++) {
      const from = junctions[k]!;
      const to = junctions[(k + 1) % junctions.length]!;
      const length = to > from ? to - from : to - from + loop.length;
      const corners = Array.from({ length: length + 1 }, (_, i) => loop[(from + i) % loop.length]!);
      ring.push(...this.#stretch(corners).slice(0, -1));
    }
    ring.push(ring[0]!);
    return ring;
  }

  #stretch(corners: readonly number[]): Position[] {
    const forward =
      corners[0]! < corners.at(-1)! || (corners[0] === corners.at(-1) && corners[1]! < corners.at(-2)!);
    const canonical = forward ? corners : corners.toReversed();
    const key = `${canonical[0]},${canonical[1]},${canonical.at(-1)}`;
    let drawn = this.#stretches.get(key);
    if (!drawn) {
      drawn = smooth(canonical.map((corner) => this.#position(corner)));
      this.#stretches.set(key, drawn);
    }
    return forward ? drawn : drawn.toReversed();
  }

  #position(corner: number): Position {
    const { minE, minN, cellM } = this.#terrain;
    return [minE + (corner % this.#stride) * cellM, minN + Math.floor(corner / this.#stride) * cellM];
  }
}

/** Rounds the steps of the cells off; the ends stay. */
function smooth(points: readonly Position[]): Position[] {
  let line = [...points];
  for (let pass = 0; pass < 4; pass++) {
    line = line.map((point, i) => {
      if (i === 0 || i === line.length - 1) return point;
      const [before, after] = [line[i - 1]!, line[i + 1]!];
      return [(before[0] + 2 * point[0] + after[0]) / 4, (before[1] + 2 * point[1] + after[1]) / 4];
    });
  }
  return line.map(([e, n]) => [Math.round(e * 100) / 100, Math.round(n * 100) / 100]);
}

function area(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    twice +=
      (ring[i]![0] - ring[0]![0]) * (ring[i + 1]![1] - ring[0]![1]) -
      (ring[i + 1]![0] - ring[0]![0]) * (ring[i]![1] - ring[0]![1]);
  }
  return twice / 2;
}

function contains(ring: Ring, [e, n]: Position): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[i + 1]!;
    if (y1 > n !== y2 > n && e < x1 + ((n - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
