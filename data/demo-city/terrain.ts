import { lonLatToUtm32 } from '#core/geo/utm.ts';
import { CENTRE, CITY_AREA_M2, QUARTERS } from './facts.ts';
import { noiseAt } from './random.ts';

/** The ground of the city in square cells: which Stadtteil a cell belongs to, what is water, wood, or built. */
export interface Terrain {
  readonly cellM: number;
  readonly minE: number;
  readonly minN: number;
  readonly columns: number;
  readonly rows: number;
  /** Index of the Stadtteil, −1 outside the city. */
  readonly quarter: Int16Array;
  /** 1 where houses may stand. */
  readonly built: Uint8Array;
  readonly seeds: readonly (readonly [number, number])[];
  readonly centre: readonly [number, number];
  cellAt(e: number, n: number): number;
  quarterAt(e: number, n: number): number;
  isBuilt(e: number, n: number): boolean;
  /** River, lake, wood. */
  isVoid(e: number, n: number): boolean;
}

const CELL_M = 100;
const MIN_E = 538000;
const MIN_N = 5792000;
const COLUMNS = 280;
const ROWS = 230;

export function makeTerrain(seed: number): Terrain {
  const seeds = QUARTERS.map((quarter) => lonLatToUtm32(quarter.lon, quarter.lat));
  const centre = lonLatToUtm32(CENTRE.lon, CENTRE.lat);
  const cells = COLUMNS * ROWS;
  const quarter = new Int16Array(cells).fill(-1);
  const nearness = new Float64Array(cells);
  const owner = new Int16Array(cells);
  // Denser quarters are smaller: how far a quarter reaches follows from its population and distance to the centre.
  const sizes = QUARTERS.map((q, i) => {
    const away = Math.hypot(seeds[i]![0] - centre[0], seeds[i]![1] - centre[1]);
    const density = 11000 * Math.exp(-away / 3200) + 900;
    return Math.min(1500, Math.sqrt((q.population / density) * (1e6 / Math.PI)));
  });
  for (let cell = 0; cell < cells; cell++) {
    const e = MIN_E + ((cell % COLUMNS) + 0.5) * CELL_M;
    const n = MIN_N + (Math.floor(cell / COLUMNS) + 0.5) * CELL_M;
    const we = e + 330 * noiseAt(e, n, 1500, seed + 11) + 90 * noiseAt(e, n, 400, seed + 13);
    const wn = n + 330 * noiseAt(e, n, 1500, seed + 17) + 90 * noiseAt(e, n, 400, seed + 19);
    let best = Infinity;
    let crowd = 0;
    for (let i = 0; i < seeds.length; i++) {
      const distance = Math.hypot(we - seeds[i]![0], wn - seeds[i]![1]) - 0.45 * sizes[i]!;
      // A soft minimum over all quarters closes the bays between them.
      crowd += Math.exp(-distance / 650);
      if (distance < best) {
        best = distance;
        owner[cell] = i;
      }
    }
    nearness[cell] = -650 * Math.log(crowd) + 120 * noiseAt(e, n, 900, seed + 23);
  }
  // The city ends where its official area is reached.
  const order = Array.from({ length: cells }, (_, i) => i).sort(
    (a, b) => nearness[a]! - nearness[b]! || a - b,
  );
  for (const cell of order.slice(0, Math.round(CITY_AREA_M2 / (CELL_M * CELL_M))))
    quarter[cell] = owner[cell]!;
  tidy(quarter);

  const cellAt = (e: number, n: number) => {
    const column = Math.floor((e - MIN_E) / CELL_M);
    const row = Math.floor((n - MIN_N) / CELL_M);
    return column < 0 || row < 0 || column >= COLUMNS || row >= ROWS ? -1 : row * COLUMNS + column;
  };
  const isVoid = (e: number, n: number) => voidAt(e, n, seed);
  const built = builtCells(quarter, seeds, centre, isVoid, seed);
  return {
    cellM: CELL_M,
    minE: MIN_E,
    minN: MIN_N,
    columns: COLUMNS,
    rows: ROWS,
    quarter,
    built,
    seeds,
    centre,
    cellAt,
    quarterAt: (e, n) => {
      const cell = cellAt(e, n);
      return cell < 0 ? -1 : quarter[cell]!;
    },
    isBuilt: (e, n) => {
      const cell = cellAt(e, n);
      return cell >= 0 && built[cell] === 1 && !isVoid(e, n);
    },
    isVoid,
  };
}

/** One piece a quarter, no holes: stray cells go to the neighbour they touch most. */
function tidy(quarter: Int16Array): void {
  for (let pass = 0; pass < 4; pass++) {
    const inMain = mainPieces(quarter);
    const before = quarter.slice();
    for (let cell = 0; cell < quarter.length; cell++) {
      const around = [before[cell - 1], before[cell + 1], before[cell - COLUMNS], before[cell + COLUMNS]];
      const inside = around.filter((q) => q !== undefined && q >= 0) as number[];
      const stray = before[cell]! >= 0 && !inMain[cell];
      const hole = before[cell]! < 0 && inside.length >= 3;
      if (!stray && !hole) continue;
      const others = inside.filter((q) => !stray || q !== before[cell]);
      quarter[cell] = others.length > 0 ? mostFrequent(others) : -1;
    }
  }
}

function mainPieces(quarter: Int16Array): Uint8Array {
  const label = new Int32Array(quarter.length).fill(-1);
  const sizes: number[] = [];
  const main = new Map<number, number>();
  for (let first = 0; first < quarter.length; first++) {
    if (quarter[first]! < 0 || label[first]! >= 0) continue;
    const id = sizes.length;
    const stack = [first];
    label[first] = id;
    let size = 0;
    while (stack.length > 0) {
      const cell = stack.pop()!;
      size++;
      for (const next of [cell - 1, cell + 1, cell - COLUMNS, cell + COLUMNS]) {
        if (quarter[next] === quarter[first] && label[next] === -1) {
          label[next] = id;
          stack.push(next);
        }
      }
    }
    sizes.push(size);
    const known = main.get(quarter[first]!);
    if (known === undefined || sizes[known]! < size) main.set(quarter[first]!, id);
  }
  return Uint8Array.from(quarter, (q, cell) => (q >= 0 && main.get(q) === label[cell] ? 1 : 0));
}

function mostFrequent(values: readonly number[]): number {
  return values.toSorted(
    (a, b) => values.filter((v) => v === b).length - values.filter((v) => v === a).length || a - b,
  )[0]!;
}

/** In each quarter the cells nearest its middle are built, as many as its people need. */
function builtCells(
  quarter: Int16Array,
  seeds: readonly (readonly [number, number])[],
  centre: readonly [number, number],
  isVoid: (e: number, n: number) => boolean,
  seed: number,
): Uint8Array {
  const built = new Uint8Array(quarter.length);
  QUARTERS.forEach((q, i) => {
    const own: { cell: number; away: number }[] = [];
    for (let cell = 0; cell < quarter.length; cell++) {
      if (quarter[cell] !== i) continue;
      const e = MIN_E + ((cell % COLUMNS) + 0.5) * CELL_M;
      const n = MIN_N + (Math.floor(cell / COLUMNS) + 0.5) * CELL_M;
      if (isVoid(e, n)) continue;
      own.push({
        cell,
        away: Math.hypot(e - seeds[i]![0], n - seeds[i]![1]) * (1 + 0.45 * noiseAt(e, n, 900, seed + 29)),
      });
    }
    const away = Math.hypot(seeds[i]![0] - centre[0], seeds[i]![1] - centre[1]);
    const perHectare = 120 * Math.exp(-away / 4200) + 26;
    // Inner quarters are built throughout; further out fields remain.
    const least = Math.max(0, Math.min(1, 1.25 - away / 6500)) * own.length;
    const wanted = Math.max(least, Math.round((q.population / perHectare) * 1.25) + 10);
    own.sort((a, b) => a.away - b.away || a.cell - b.cell);
    for (const { cell } of own.slice(0, wanted)) built[cell] = 1;
  });
  return built;
}

/** Rough courses, from memory: the Eilenriede, the Maschsee, the Leine with the Ihme, the canal. */
const LAKE = line([9.7405, 52.364], [9.7445, 52.357], [9.7515, 52.346]);
const LEINE = line(
  [9.77, 52.305],
  [9.757, 52.33],
  [9.738, 52.345],
  [9.731, 52.362],
  [9.723, 52.373],
  [9.706, 52.382],
  [9.69, 52.389],
  [9.66, 52.397],
  [9.63, 52.412],
  [9.6, 52.43],
);
const IHME = line([9.69, 52.318], [9.715, 52.335], [9.722, 52.352], [9.718, 52.366], [9.709, 52.376]);
const CANAL = line(
  [9.6, 52.425],
  [9.66, 52.418],
  [9.72, 52.4165],
  [9.76, 52.4075],
  [9.8, 52.404],
  [9.84, 52.394],
  [9.87, 52.38],
  [9.885, 52.35],
);
const WOOD = line([9.786, 52.399], [9.785, 52.388], [9.782, 52.375], [9.79, 52.358]);

function voidAt(e: number, n: number, seed: number): boolean {
  const wobble = noiseAt(e, n, 500, seed + 31);
  return (
    distanceTo(LAKE, e, n) < 190 + 25 * wobble ||
    distanceTo(LEINE, e, n) < 55 + 35 * wobble ||
    distanceTo(IHME, e, n) < 35 + 15 * wobble ||
    distanceTo(CANAL, e, n) < 38 ||
    distanceTo(WOOD, e, n) < 470 + 260 * wobble
  );
}

function line(...points: [number, number][]): [number, number][] {
  return points.map(([lon, lat]) => lonLatToUtm32(lon, lat));
}

function distanceTo(points: readonly [number, number][], e: number, n: number): number {
  let best = Infinity;
  for (let i = 0; i + 1 < points.length; i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[i + 1]!;
    const t = Math.max(
      0,
      Math.min(1, ((e - ax) * (bx - ax) + (n - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
    );
    best = Math.min(best, Math.hypot(e - ax - t * (bx - ax), n - ay - t * (by - ay)));
  }
  return best;
}
