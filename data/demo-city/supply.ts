import type { Lot } from './addresses.ts';
import { innerness } from './addresses.ts';
import type { DemoClaim, Position } from './demo-city.ts';
import { hashAt, noiseAt, type Random } from './random.ts';
import type { Terrain } from './terrain.ts';

/** Operators of the demo city. They are invented. */
export const OPERATORS = {
  incumbent: 'Demo-Telekommunikation',
  city: 'Demo-Stadtnetz',
  cable: 'Demo-Kabel',
  rural: 'Demo-Glasfaser Umland',
  radio: 'Demo-Funknetz',
} as const;

const CABINET_SPACING_M = 740;

/**
 * What operators claim at an address. Fibre grows in coherent areas, cable is nearly everywhere people live but not in
 * business parks and villages, copper falls with the distance to its cabinet, radio fills some white spots.
 */
export function supplyOf(lot: Lot, terrain: Terrain, seed: number, random: Random): DemoClaim[] {
  const [e, n] = lot.position;
  const inner = innerness(terrain, lot.position);
  const claims: DemoClaim[] = [];
  const cityFibre = noiseAt(e, n, 1900, seed + 71) + 0.35 * inner;
  const incumbentFibre = noiseAt(e, n, 1500, seed + 73) + 0.15 * inner;
  const inPark = lot.park >= 0;
  const parkFibre = inPark && hashAt(lot.park, 7, seed) > 0.55;

  const cabinet = distanceToCabinet(lot.position, seed) * (1.3 - 0.6 * inner);
  const vectored = hashAt(Math.round(e / 1300), Math.round(n / 1300), seed + 79) > 0.22;
  claims.push(copper(cabinet, vectored, random));

  const villageWithoutCable = inner < 0.4 && noiseAt(e, n, 1400, seed + 83) < -0.02 - 0.5 * inner;
  if (!inPark && !villageWithoutCable && noiseAt(e, n, 500, seed + 89) > -0.6 && random.chance(0.985)) {
    const upgraded = noiseAt(e, n, 2500, seed + 97) > -0.55;
    claims.push({
      operator: OPERATORS.cable,
      technology: 'hfc',
      downMbit: upgraded ? 1000 : 400,
      // Some deliveries leave the upload out.
      upMbit: random.chance(0.03) ? null : upgraded ? 50 : 25,
      peakTime: true,
    });
  }
  if ((!inPark && cityFibre > 0.4) || parkFibre) {
    claims.push({
      operator: OPERATORS.city,
      technology: lot.households > 6 ? 'fttb' : 'ftth',
      downMbit: 1000,
      upMbit: lot.households > 6 ? 500 : 1000,
      peakTime: true,
    });
  } else if (!inPark && incumbentFibre > 0.42) {
    claims.push({
      operator: OPERATORS.incumbent,
      technology: 'ftth',
      downMbit: 1000,
      upMbit: 200,
      peakTime: true,
    });
  } else if (inner < 0.22 && noiseAt(e, n, 1100, seed + 101) > 0.42) {
    claims.push({
      operator: OPERATORS.rural,
      technology: 'ftth',
      downMbit: 1000,
      upMbit: 500,
      peakTime: true,
      fundedElsewhere: hashAt(lot.quarter, 3, seed) > 0.6,
    });
  } else {
    claims.push(...promises(lot, cityFibre, incumbentFibre, seed));
  }
  if (inner < 0.3 && noiseAt(e, n, 900, seed + 103) > 0.3) {
    claims.push({
      operator: OPERATORS.radio,
      technology: 'fwa',
      downMbit: 50,
      upMbit: random.chance(0.2) ? null : 10,
      peakTime: false,
    });
  }
  return claims;
}

/** What operators promise around the areas they have: some bind themselves with milestones, some only announce. */
function promises(lot: Lot, cityFibre: number, incumbentFibre: number, seed: number): DemoClaim[] {
  const year = 2026 + Math.floor(4 * hashAt(lot.quarter, 11, seed));
  const planned = {
    technology: 'ftth',
    downMbit: 1000,
    peakTime: true,
    planned: true,
    readyBy: `${year}-12-31`,
  } as const;
  if (lot.park < 0 && cityFibre > 0.2) {
    const binding = hashAt(lot.quarter, 13, seed) > 0.3;
    return [
      {
        ...planned,
        operator: OPERATORS.city,
        upMbit: 1000,
        binding,
        milestones: binding && hashAt(lot.quarter, 17, seed) > 0.35,
      },
    ];
  }
  if (lot.park < 0 && incumbentFibre > 0.26) {
    return [
      {
        ...planned,
        operator: OPERATORS.incumbent,
        upMbit: 200,
        binding: hashAt(lot.quarter, 19, seed) > 0.5,
        milestones: false,
      },
    ];
  }
  return [];
}

/** Copper by the way to the cabinet. */
function copper(distanceM: number, vectored: boolean, random: Random): DemoClaim {
  const operator = OPERATORS.incumbent;
  const wobble = random.between(0.92, 1.08);
  const d = distanceM * wobble;
  if (vectored && d < 330)
    return { operator, technology: 'fttc', downMbit: 250, upMbit: 40, peakTime: false };
  if (vectored && d < 520)
    return { operator, technology: 'fttc', downMbit: 175, upMbit: 40, peakTime: false };
  if (vectored && d < 640)
    return { operator, technology: 'fttc', downMbit: 100, upMbit: 40, peakTime: false };
  if (d < 520) return { operator, technology: 'fttc', downMbit: 50, upMbit: 10, peakTime: false };
  if (d < 700) return { operator, technology: 'fttc', downMbit: 25, upMbit: 5, peakTime: false };
  if (d < 900) return { operator, technology: 'dsl', downMbit: 16, upMbit: 2.4, peakTime: false };
  return { operator, technology: 'dsl', downMbit: 6, upMbit: 0.6, peakTime: false };
}

/** Cabinets stand on a shaken grid; some were never built. */
function distanceToCabinet([e, n]: Position, seed: number): number {
  const column = Math.floor(e / CABINET_SPACING_M);
  const row = Math.floor(n / CABINET_SPACING_M);
  let best = Infinity;
  for (let c = column - 2; c <= column + 2; c++) {
    for (let r = row - 2; r <= row + 2; r++) {
      if (hashAt(c, r, seed + 107) < 0.15) continue;
      const x = (c + 0.15 + 0.7 * hashAt(c, r, seed + 109)) * CABINET_SPACING_M;
      const y = (r + 0.15 + 0.7 * hashAt(c, r, seed + 113)) * CABINET_SPACING_M;
      best = Math.min(best, Math.hypot(e - x, n - y));
    }
  }
  return best;
}
