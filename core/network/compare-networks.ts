import Flatbush from 'flatbush';
import { linesCost } from './line-cost.ts';
import type { LevelCents, Place } from './plan.ts';
import { type ImportedLine, lineLengthM } from './plan-document.ts';
import { PRICE_LEVELS, type PriceCatalogue, type PriceLevel, priceOf } from './price-catalogue.ts';
import type { Point } from './street-graph.ts';

export interface CompareOptions {
  /** Lines within this distance, and in about the same direction, are the same trench. Metres. */
  readonly toleranceM: number;
  /** Farthest drop: a building with a trench within it counts as in reach. Metres. */
  readonly maxDropM: number;
  readonly prices: PriceCatalogue;
}

/** One of two networks, measured and priced like the other. */
export interface ComparedSide {
  readonly lengthM: number;
  /** Of it priced by the default item, because its surface is not known. */
  readonly assumedSurfaceM: number;
  /** Separate pieces; a network that hangs together has one. */
  readonly pieces: number;
  readonly inReach: number;
  /** Straight from each building in reach to the nearest trench. */
  readonly dropM: number;
  readonly trenchCents: LevelCents;
  readonly dropCents: LevelCents;
  readonly costCents: LevelCents;
  /** Length that the other network has too. */
  readonly sharedM: number;
}

export interface NetworkComparison {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly targets: number;
  readonly toleranceM: number;
  readonly maxDropM: number;
  /** Where each line runs: in both networks, or in one alone. Shared stretches are given as `a` draws them. */
  readonly stretches: readonly { readonly in: 'both' | 'a' | 'b'; readonly line: readonly Place[] }[];
}

/** Lines are looked at in steps no longer than this, metres: the accuracy of `sharedM` at the end of each stretch. */
const STEP_M = 2;
/** Lines that cross are not the same trench: cosine of the largest angle between them, 45°. */
const SAME_DIRECTION = Math.SQRT1_2;
/** Ends this near to each other are joined, metres. */
const JOIN_M = 0.5;

/**
 * Two networks of trenches for the same buildings, measured and priced by the same rules: length, cost with drops,
 * buildings in reach, what they share and where they differ. Prices are those of trench with duct, drop and house entry;
 * planning and active technology are left out on both sides.
 */
export function compareNetworks(
  a: readonly ImportedLine[],
  b: readonly ImportedLine[],
  targets: readonly Point[],
  options: CompareOptions,
): NetworkComparison {
  const [indexA, indexB] = [new SegmentIndex(a), new SegmentIndex(b)];
  const ofA = stretchesOf(a, indexB, options.toleranceM);
  const ofB = stretchesOf(b, indexA, options.toleranceM);
  const shared = (list: typeof ofA) =>
    list.reduce((sum, { shared: is, line }) => sum + (is ? lineLengthM(line) : 0), 0);
  return {
    a: { ...sideOf(a, indexA, targets, options), sharedM: shared(ofA) },
    b: { ...sideOf(b, indexB, targets, options), sharedM: shared(ofB) },
    targets: targets.length,
    toleranceM: options.toleranceM,
    maxDropM: options.maxDropM,
    stretches: [
      ...ofA.map(({ shared: is, line }) => ({ in: is ? ('both' as const) : ('a' as const), line })),
      ...ofB.filter((one) => !one.shared).map(({ line }) => ({ in: 'b' as const, line })),
    ],
  };
}

function sideOf(
  lines: readonly ImportedLine[],
  index: SegmentIndex,
  targets: readonly Point[],
  { maxDropM, prices }: CompareOptions,
): Omit<ComparedSide, 'sharedM'> {
  const { lengthM, unknownM, cents: trenchCents } = linesCost(lines, prices, prices.trenchOfClass.default);
  let inReach = 0;
  let dropM = 0;
  for (const { eastingM, northingM } of targets) {
    const distanceM = index.distanceM(eastingM, northingM, maxDropM);
    if (distanceM === null) continue;
    inReach++;
    dropM += distanceM;
  }
  const cents = (amount: number, item: string, level: PriceLevel) =>
    Math.round(100 * amount * priceOf(prices, item)[level]);
  const dropCents = levels((level) => cents(dropM, 'drop', level) + cents(inReach, 'house-entry', level));
  return {
    lengthM,
    assumedSurfaceM: unknownM,
    pieces: piecesOf(lines),
    inReach,
    dropM,
    trenchCents,
    dropCents,
    costCents: levels((level) => trenchCents[level] + dropCents[level]),
  };
}

/** Each line cut where it begins or ceases to run along the other network. */
function stretchesOf(
  lines: readonly ImportedLine[],
  other: SegmentIndex,
  toleranceM: number,
): { shared: boolean; line: Place[] }[] {
  const stretches: { shared: boolean; line: Place[] }[] = [];
  for (const { line } of lines) {
    let open: { shared: boolean; line: Place[] } | null = null;
    for (let i = 1; i < line.length; i++) {
      const [x0, y0] = line[i - 1]!;
      const [x1, y1] = line[i]!;
      const lengthM = Math.hypot(x1 - x0, y1 - y0);
      if (lengthM === 0) continue;
      const steps = Math.ceil(lengthM / STEP_M);
      for (let s = 0; s < steps; s++) {
        const at = (share: number): Place => [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
        const [x, y] = at((s + 0.5) / steps);
        const shared = other.runsAlong(x, y, (x1 - x0) / lengthM, (y1 - y0) / lengthM, toleranceM);
        const end = at((s + 1) / steps);
        if (open === null || open.shared !== shared) {
          open = { shared, line: [at(s / steps), end] };
          stretches.push(open);
        } else if (s === 0) open.line.push(end);
        // Within a straight piece the last corner moves on.
        else open.line[open.line.length - 1] = end;
      }
    }
  }
  return stretches;
}

function piecesOf(lines: readonly ImportedLine[]): number {
  const group: number[] = [];
  const find = (v: number): number => {
    let x = v;
    while (group[x] !== x) {
      group[x] = group[group[x]!]!;
      x = group[x]!;
    }
    return x;
  };
  const cells = new Map<string, number[]>();
  const places: Place[] = [];
  const nodeAt = (place: Place): number => {
    const node = places.push(place) - 1;
    group.push(node);
    const [cx, cy] = [Math.floor(place[0] / JOIN_M), Math.floor(place[1] / JOIN_M)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const near of cells.get(`${cx + dx} ${cy + dy}`) ?? []) {
          const [x, y] = places[near]!;
          if (Math.hypot(x - place[0], y - place[1]) <= JOIN_M) group[find(near)] = find(node);
        }
      }
    }
    const key = `${cx} ${cy}`;
    const cell = cells.get(key);
    if (cell) cell.push(node);
    else cells.set(key, [node]);
    return node;
  };
  for (const { line } of lines) {
    let previous = -1;
    for (const place of line) {
      const node = nodeAt(place);
      if (previous >= 0) group[find(previous)] = find(node);
      previous = node;
    }
  }
  return group.filter((parent, v) => parent === v).length;
}

/** All straight pieces of a network, to ask what is near. */
class SegmentIndex {
  readonly #index: Flatbush | null;
  readonly #segments: readonly (readonly [number, number, number, number])[];

  constructor(lines: readonly ImportedLine[]) {
    this.#segments = lines.flatMap(({ line }) =>
      line.slice(1).map((end, i) => [line[i]![0], line[i]![1], end[0], end[1]] as const),
    );
    this.#index = this.#segments.length > 0 ? new Flatbush(this.#segments.length) : null;
    for (const [x0, y0, x1, y1] of this.#segments)
      this.#index?.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
    this.#index?.finish();
  }

  /** Whether a piece of this network passes within `toleranceM` in the direction (dx, dy), a unit vector. */
  runsAlong(x: number, y: number, dx: number, dy: number, toleranceM: number): boolean {
    return this.#near(x, y, toleranceM).some((s) => {
      const [x0, y0, x1, y1] = this.#segments[s]!;
      const lengthM = Math.hypot(x1 - x0, y1 - y0);
      const cosine = Math.abs(dx * (x1 - x0) + dy * (y1 - y0)) / lengthM;
      return lengthM > 0 && cosine >= SAME_DIRECTION && this.#distanceTo(s, x, y) <= toleranceM;
    });
  }

  /** Distance to the nearest piece; null where none is within `mostM`. */
  distanceM(x: number, y: number, mostM: number): number | null {
    let best = Number.POSITIVE_INFINITY;
    for (const s of this.#near(x, y, mostM)) best = Math.min(best, this.#distanceTo(s, x, y));
    return best <= mostM ? best : null;
  }

  #near(x: number, y: number, reachM: number): number[] {
    return this.#index?.search(x - reachM, y - reachM, x + reachM, y + reachM) ?? [];
  }

  #distanceTo(segment: number, x: number, y: number): number {
    const [x0, y0, x1, y1] = this.#segments[segment]!;
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length2 = dx * dx + dy * dy;
    const share = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length2));
    return Math.hypot(x - x0 - share * dx, y - y0 - share * dy);
  }
}

function levels(value: (level: PriceLevel) => number): LevelCents {
  return Object.fromEntries(PRICE_LEVELS.map((level) => [level, value(level)])) as Record<PriceLevel, number>;
}
