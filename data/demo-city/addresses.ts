import type { AddressUse } from '#core/columns/address-table.ts';
import type { DemoBusinessPark, Position } from './demo-city.ts';
import { QUARTERS } from './facts.ts';
import { noiseAt, type Random } from './random.ts';
import type { NamedStreet } from './streets.ts';
import type { Terrain } from './terrain.ts';

/** An address before its supply is known. */
export interface Lot {
  street: string;
  houseNumber: string;
  postcode: string;
  quarter: number;
  use: AddressUse;
  households: number;
  businesses: number;
  /** Index of the business park it lies in, −1 for none. */
  park: number;
  position: Position;
}

const WANTED_ADDRESSES = 80_000;
const WANTED_HOUSEHOLDS = 300_000;

/** Lines houses up on both sides of every street, odd numbers left, even right, and fills them with people. */
export function settle(
  terrain: Terrain,
  streets: readonly NamedStreet[],
  parks: readonly DemoBusinessPark[],
  seed: number,
  random: Random,
): Lot[] {
  const settled = streets.filter((street) => street.class !== 'motorway' && street.name);
  const frontage = (street: NamedStreet) => {
    const inner = innerness(terrain, street.line[0]!);
    return 30 - 9 * inner + (street.class === 'primary' ? 8 : 0);
  };
  const expected = settled.reduce((sum, street) => sum + (2 * street.lengthM) / frontage(street), 0);
  const stretch = (expected / WANTED_ADDRESSES) * 0.93;
  const lots: Lot[] = [];
  const inPark = parkFinder(parks);
  const taken = new Set<string>();
  for (const street of settled)
    lineUp(street, frontage(street) * stretch, lots, taken, terrain, inPark, random);
  people(lots, terrain, seed, random);
  return lots;
}

function lineUp(
  street: NamedStreet,
  frontageM: number,
  lots: Lot[],
  taken: Set<string>,
  terrain: Terrain,
  inPark: (position: Position) => number,
  random: Random,
): void {
  const inner = innerness(terrain, street.line[0]!);
  for (const side of [1, -1] as const) {
    let number = side === 1 ? 1 : 2;
    let at = random.between(10, 10 + frontageM / 2);
    let lettered = 0;
    while (at < street.lengthM - 9) {
      const { point, direction } = along(street.line, at);
      const setback = 9 + 5 * (1 - inner) + random.between(0, 3);
      const position: Position = [
        Math.round((point[0] - side * setback * direction[1]) * 100) / 100,
        Math.round((point[1] + side * setback * direction[0]) * 100) / 100,
      ];
      at += frontageM * random.between(0.75, 1.25);
      const quarter = terrain.quarterAt(...position);
      if (
        quarter < 0 ||
        isAtEdge(terrain, position) ||
        terrain.isVoid(...position) ||
        !terrain.isBuilt(...position)
      ) {
        number += 2;
        continue;
      }
      const letter = lettered === 0 && random.chance(0.04) ? 1 : 0;
      const suffix = lettered > 0 ? String.fromCharCode(96 + lettered) : '';
      const { postcode } = QUARTERS[quarter]!;
      const postal = () => [street.name, number + suffix, postcode].join('|');
      // A street of several stretches goes on counting where another stretch has used the number.
      while (taken.has(postal())) number += 2;
      taken.add(postal());
      lots.push({
        street: street.name!,
        houseNumber: `${number}${suffix}`,
        postcode,
        quarter,
        use: 'residential',
        households: 0,
        businesses: 0,
        park: inPark(position),
        position,
      });
      lettered = letter ? lettered + 1 : 0;
      if (lettered === 0) number += 2;
    }
  }
}

/** Households by quarter and building: blocks inside, single houses outside; businesses in parks and main streets. */
function people(lots: Lot[], terrain: Terrain, seed: number, random: Random): void {
  const weight = new Float64Array(lots.length);
  const sum = new Float64Array(QUARTERS.length);
  lots.forEach((lot, i) => {
    const inner = innerness(terrain, lot.position);
    if (lot.park >= 0) {
      lot.use = 'business';
      lot.businesses = 1 + Math.floor(5 * random.next() ** 2);
      return;
    }
    const estate = noiseAt(lot.position[0], lot.position[1], 700, seed + 61) > 0.45;
    const blocks = random.chance(estate ? 0.85 : 0.15 + 0.8 * inner);
    weight[i] = blocks ? random.between(4, 12) : random.chance(0.75) ? 1 : 2;
    if (random.chance(0.05 + 0.13 * inner)) {
      lot.use = random.chance(0.25) ? 'business' : 'mixed';
      lot.businesses = random.whole(1, 3);
      if (lot.use === 'business') weight[i] = 0;
    }
    sum[lot.quarter]! += weight[i]!;
  });
  const population = QUARTERS.reduce((total, quarter) => total + quarter.population, 0);
  let carried = 0;
  lots.forEach((lot, i) => {
    if (weight[i] === 0) return;
    const share = (QUARTERS[lot.quarter]!.population / population) * WANTED_HOUSEHOLDS;
    const exact = (weight[i]! / sum[lot.quarter]!) * share + carried;
    lot.households = Math.max(1, Math.min(60, Math.round(exact)));
    carried = Math.max(-30, Math.min(30, exact - lot.households));
  });
}

/** The drawn border is smoother than the cells it follows; nobody lives that close to it. */
function isAtEdge(terrain: Terrain, [e, n]: Position): boolean {
  return EDGE_M.some((dx) => EDGE_M.some((dy) => terrain.quarterAt(e + dx, n + dy) < 0));
}

const EDGE_M = [-80, 0, 80];

/** 1 in the middle of the city, falling to 0 at its edge. */
export function innerness(terrain: Terrain, [e, n]: readonly number[]): number {
  return Math.exp(-Math.hypot(e! - terrain.centre[0], n! - terrain.centre[1]) / 4000);
}

function along(line: readonly Position[], distanceM: number): { point: Position; direction: Position } {
  let left = distanceM;
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i]!;
    const [bx, by] = line[i + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    const direction: Position = [(bx - ax) / length, (by - ay) / length];
    if (left <= length || i + 2 === line.length)
      return { point: [ax + direction[0] * left, ay + direction[1] * left], direction };
    left -= length;
  }
  throw new Error('a street needs two points');
}

function parkFinder(parks: readonly DemoBusinessPark[]): (position: Position) => number {
  const boxes = parks.map(({ ring }) => [
    Math.min(...ring.map((p) => p[0])),
    Math.min(...ring.map((p) => p[1])),
    Math.max(...ring.map((p) => p[0])),
    Math.max(...ring.map((p) => p[1])),
  ]);
  return ([e, n]) =>
    parks.findIndex(({ ring }, i) => {
      const [x0, y0, x1, y1] = boxes[i] as [number, number, number, number];
      if (e < x0 || e > x1 || n < y0 || n > y1) return false;
      let inside = false;
      for (let k = 0; k + 1 < ring.length; k++) {
        const [ax, ay] = ring[k]!;
        const [bx, by] = ring[k + 1]!;
        if (ay > n !== by > n && e < ax + ((n - ay) / (by - ay)) * (bx - ax)) inside = !inside;
      }
      return inside;
    });
}
