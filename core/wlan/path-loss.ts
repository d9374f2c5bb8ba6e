/** Loss in dB over a distance in metres. Frequencies in MHz, heights in metres above ground. */
export interface Heights {
  readonly accessPointM: number;
  readonly clientM: number;
}

/** Coefficients of L = 10 α log d + β + 10 γ log f_GHz, with the spread and the range they were fitted for. */
interface SiteGeneral {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly sigmaDb: number;
  readonly rangeM: readonly [number, number];
}

const SPEED_OF_LIGHT = 299_792_458;
/** 3GPP calculates with a rounded speed of light. */
const SPEED_OF_LIGHT_3GPP = 3e8;

/** Free space: 20 log(4π d f / c). */
export function freeSpaceDb(distanceM: number, frequencyMhz: number): number {
  return 20 * Math.log10((4 * Math.PI * distanceM * frequencyMhz * 1e6) / SPEED_OF_LIGHT);
}

/** Log-distance with path loss exponent `exponent` beyond `referenceM`. */
export function logDistanceDb(
  distanceM: number,
  frequencyMhz: number,
  exponent: number,
  referenceM = 1,
): number {
  return freeSpaceDb(referenceM, frequencyMhz) + 10 * exponent * Math.log10(distanceM / referenceM);
}

/** ITU-R P.1238 (to -9), indoor site-general: 20 log f + N log d + floor loss − 28. */
export function p1238ClassicDb(
  distanceM: number,
  frequencyMhz: number,
  powerLossCoefficient: number,
  floorLossDb: number,
): number {
  return 20 * Math.log10(frequencyMhz) + powerLossCoefficient * Math.log10(distanceM) + floorLossDb - 28;
}

/** ITU-R P.1238-11, indoor. Newer editions exist; the coefficients are of edition 11. */
export const P1238_11 = {
  'office-los': { alpha: 1.46, beta: 34.62, gamma: 2.03, sigmaDb: 3.76, rangeM: [2, 27] },
  'office-nlos': { alpha: 2.46, beta: 29.53, gamma: 2.38, sigmaDb: 5.04, rangeM: [4, 30] },
  'corridor-los': { alpha: 1.63, beta: 28.12, gamma: 2.25, sigmaDb: 4.07, rangeM: [2, 160] },
  'corridor-nlos': { alpha: 2.77, beta: 29.27, gamma: 2.48, sigmaDb: 7.63, rangeM: [4, 94] },
  'industrial-los': { alpha: 2.31, beta: 24.52, gamma: 2.06, sigmaDb: 2.69, rangeM: [2, 101] },
  'industrial-nlos': { alpha: 3.79, beta: 21.01, gamma: 1.34, sigmaDb: 9.05, rangeM: [5, 108] },
} as const satisfies Record<string, SiteGeneral>;

/** ITU-R P.1411-11 § 4.1.1, outdoor below the roofs, where it holds for WLAN bands. */
export const P1411_11 = {
  'urban-los': { alpha: 2.12, beta: 29.2, gamma: 2.11, sigmaDb: 5.06, rangeM: [5, 660] },
  'high-rise-nlos': { alpha: 4.0, beta: 10.2, gamma: 2.36, sigmaDb: 7.6, rangeM: [30, 715] },
  'residential-nlos': { alpha: 3.01, beta: 18.8, gamma: 2.07, sigmaDb: 3.07, rangeM: [30, 170] },
} as const satisfies Record<string, SiteGeneral>;

export function siteGeneralDb(distanceM: number, frequencyMhz: number, model: SiteGeneral): number {
  return (
    10 * model.alpha * Math.log10(distanceM) + model.beta + 10 * model.gamma * Math.log10(frequencyMhz / 1000)
  );
}

/** 3GPP TR 38.901 UMi street canyon, 10 m … 5 km along the ground, 0.5–100 GHz. */
export function umiDb(groundM: number, frequencyMhz: number, heights: Heights, los: boolean): number {
  const { slantM, logF } = geometry(groundM, frequencyMhz, heights);
  const breakpointM =
    (4 * (heights.accessPointM - 1) * (heights.clientM - 1) * frequencyMhz * 1e6) / SPEED_OF_LIGHT_3GPP;
  const rise = heights.accessPointM - heights.clientM;
  const losDb =
    groundM <= breakpointM
      ? 32.4 + 21 * Math.log10(slantM) + 20 * logF
      : 32.4 + 40 * Math.log10(slantM) + 20 * logF - 9.5 * Math.log10(breakpointM ** 2 + rise ** 2);
  if (los) return losDb;
  return Math.max(losDb, 35.3 * Math.log10(slantM) + 22.4 + 21.3 * logF - 0.3 * (heights.clientM - 1.5));
}

/** Probability of line of sight in the UMi street canyon (TR 38.901 table 7.4.2-1). */
export function umiLosProbability(groundM: number): number {
  if (groundM <= 18) return 1;
  return 18 / groundM + Math.exp(-groundM / 36) * (1 - 18 / groundM);
}

/** 3GPP TR 38.901 InH office, 1 … 150 m. */
export function inhDb(groundM: number, frequencyMhz: number, heights: Heights, los: boolean): number {
  const { slantM, logF } = geometry(groundM, frequencyMhz, heights);
  const losDb = 32.4 + 17.3 * Math.log10(slantM) + 20 * logF;
  return los ? losDb : Math.max(losDb, 38.3 * Math.log10(slantM) + 17.3 + 24.9 * logF);
}

/** COST-231 multi-wall; the default wall and floor losses are those of 1.8 GHz. */
export function multiWallDb(
  distanceM: number,
  frequencyMhz: number,
  crossed: { readonly lightWalls: number; readonly heavyWalls: number; readonly floors: number },
  lossDb = { lightWall: 3.4, heavyWall: 6.9, floor: 18.3, exponent: 0.46 },
): number {
  const { lightWalls, heavyWalls, floors } = crossed;
  const floorsDb =
    floors === 0 ? 0 : floors ** ((floors + 2) / (floors + 1) - lossDb.exponent) * lossDb.floor;
  return (
    freeSpaceDb(distanceM, frequencyMhz) +
    lightWalls * lossDb.lightWall +
    heavyWalls * lossDb.heavyWall +
    floorsDb
  );
}

function geometry(groundM: number, frequencyMhz: number, heights: Heights) {
  return {
    slantM: Math.hypot(groundM, heights.accessPointM - heights.clientM),
    logF: Math.log10(frequencyMhz / 1000),
  };
}
