/** A duct or bundle of ducts that can be bought. */
export interface DuctType {
  /** Item of the price catalogue. */
  readonly item: string;
  /** Small tubes (7 mm) for one drop each, and large ones (12 mm) for a feeder or a thick drop cable. */
  readonly dropTubes: number;
  readonly feederTubes: number;
  /** What it is worth against the others when bundles are chosen. */
  readonly weight: number;
}

/** How a network is dimensioned; every value may be set. Shares are of 1. */
export interface DimensioningRules {
  /** Fibres to the house for each home. */
  readonly fibresPerHome: number;
  /** Reserve on top of them, and on the fibres of the feeders. */
  readonly fibreReserve: number;
  /** `splitter`: one feeder fibre serves `splitterPorts` homes; `point-to-point`: each home has one of its own. */
  readonly topology: 'splitter' | 'point-to-point';
  readonly splitterPorts: number;
  readonly homesPerDistributionPoint: number;
  readonly tubeReserve: number;
  /** Fibres of the cables that can be bought, ascending. */
  readonly cableFibres: readonly number[];
  /** Thickest cable that fits a small tube. */
  readonly dropTubeMaxFibres: number;
  readonly ducts: readonly DuctType[];
  /** Slack of cables for splices and loops. */
  readonly cableSlack: number;
  /** Longest way from a distribution point along the trenches to where a drop leaves them, metres. */
  readonly maxDropWayM: number;
  /** Longest way from feeding point to house that the optics bridge, metres; longer ones are told, not forbidden. */
  readonly maxReachM: number;
}

/** Fibres of a house, reserve included. */
export function fibresOf(rules: DimensioningRules, homes: number): number {
  return withReserve(homes * rules.fibresPerHome, rules.fibreReserve);
}

/** Feeder fibres of a distribution point, reserve included. */
export function feederFibresOf(rules: DimensioningRules, homes: number): number {
  const needed = rules.topology === 'splitter' ? Math.ceil(homes / rules.splitterPorts) : homes;
  return withReserve(needed, rules.fibreReserve);
}

/** Whole number with a reserve on top, not led astray by the last bit of a product. */
export function withReserve(count: number, reserve: number): number {
  return Math.ceil(count * (1 + reserve) - 1e-9);
}

/** Cables that hold so many fibres: as many of the thickest as are full, and the thinnest that holds the rest. */
export function cablesFor(rules: DimensioningRules, fibres: number): number[] {
  const thickest = rules.cableFibres.at(-1)!;
  const full = Math.floor(fibres / thickest);
  const rest = fibres - full * thickest;
  const cables = new Array<number>(full).fill(thickest);
  if (rest > 0) cables.push(rules.cableFibres.find((size) => size >= rest)!);
  return cables;
}
