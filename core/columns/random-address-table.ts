import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { ADDRESS_USES, type AddressTable, NO_DISTRICT } from './address-table.ts';

export interface RandomTableOptions {
  readonly seed?: number;
  readonly districts?: readonly string[];
  /** Corner and side of the square the addresses lie in, EPSG:25832. */
  readonly minEastingM?: number;
  readonly minNorthingM?: number;
  readonly sideM?: number;
}

/**
 * An address table of random content for tests and bench: the same for the same seed, with every corner of
 * the format in it (no district, no claims, many claims, unknown speeds, every flag).
 */
export function randomAddressTable(length: number, options: RandomTableOptions = {}): AddressTable {
  const { seed = 1, minEastingM = 540_000, minNorthingM = 5_795_000, sideM = 15_000 } = options;
  const districts = options.districts ?? ['Mitte', 'Nord', 'Süd'];
  const random = mulberry32(seed);
  const below = (n: number) => Math.floor(random() * n);
  const start = new Uint32Array(length + 1);
  for (let i = 0; i < length; i++) start[i + 1] = start[i]! + below(6);
  const claimCount = start[length]!;
  const fill = <T extends { [index: number]: number; length: number }>(array: T, next: () => number): T => {
    for (let i = 0; i < array.length; i++) array[i] = next();
    return array;
  };
  const speeds = [Number.NaN, 6, 16, 50, 100, 250, 400, 1000, 0.1];
  const operators = ['Breitwerk', 'Glasnetz Süd', 'Kabel & Co.', 'Straßenfunk'];
  const sources = ['Betreiberliste A', 'Betreiberliste B'];
  return {
    length,
    srid: 25832,
    id: Int32Array.from({ length }, (_, i) => i * 3 + 1),
    eastingM: fill(new Float64Array(length), () => minEastingM + random() * sideM),
    northingM: fill(new Float64Array(length), () => minNorthingM + random() * sideM),
    households: fill(new Uint16Array(length), () => below(12)),
    businesses: fill(new Uint16Array(length), () => below(3)),
    use: fill(new Uint8Array(length), () => below(ADDRESS_USES.length)),
    districtIndex: fill(new Uint8Array(length), () => {
      const index = below(districts.length + 1);
      return index === districts.length ? NO_DISTRICT : index;
    }),
    districts,
    claims: {
      start,
      operatorIndex: fill(new Uint8Array(claimCount), () => below(operators.length)),
      operators,
      technology: fill(new Uint8Array(claimCount), () => below(TECHNOLOGIES.length)),
      downMbit: fill(new Float32Array(claimCount), () => speeds[below(speeds.length)]!),
      upMbit: fill(new Float32Array(claimCount), () => speeds[below(speeds.length)]!),
      flags: fill(new Uint8Array(claimCount), () => below(32)),
      readyByDay: fill(new Int32Array(claimCount), () => (below(3) === 0 ? 20_000 + below(2000) : 0)),
      sourceIndex: fill(new Uint16Array(claimCount), () => below(sources.length)),
      sources,
    },
  };
}

/** Small seeded generator (mulberry32); the sequence is part of what tests rely on. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
