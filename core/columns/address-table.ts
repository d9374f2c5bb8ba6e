/**
 * The address table as columns: what the planner's browser, the server and the command line classify,
 * cluster and draw from. All coordinates are planning coordinates (EPSG:25832, metres).
 */
export interface AddressTable {
  /** Number of addresses. */
  readonly length: number;
  /** EPSG code of the coordinates, never implicit. */
  readonly srid: number;
  /** Database id of each address. */
  readonly id: Int32Array;
  readonly eastingM: Float64Array;
  readonly northingM: Float64Array;
  readonly households: Uint16Array;
  readonly businesses: Uint16Array;
  /** Index into `ADDRESS_USES`. */
  readonly use: Uint8Array;
  /** Index into `districts`; `NO_DISTRICT` where the address lies in none. */
  readonly districtIndex: Uint8Array;
  readonly districts: readonly string[];
  readonly claims: ClaimTable;
}

/**
 * Supply claims of all addresses in compressed sparse rows: the claims of address `i` are
 * `start[i] … start[i + 1] - 1`. Claims of several operators stand side by side, none is overwritten.
 */
export interface ClaimTable {
  /** length = addresses + 1. */
  readonly start: Uint32Array;
  /** Index into `operators`. */
  readonly operatorIndex: Uint8Array;
  readonly operators: readonly string[];
  /** Index into `TECHNOLOGIES`. */
  readonly technology: Uint8Array;
  /** Mbit/s downstream; NaN where the operator did not say. */
  readonly downMbit: Float32Array;
  /** Mbit/s upstream; NaN where the operator did not say. */
  readonly upMbit: Float32Array;
  /** Bits of `CLAIM_FLAG`. */
  readonly flags: Uint8Array;
  /** Days since 1970-01-01 on which planned supply is promised; 0 where none is given. */
  readonly readyByDay: Int32Array;
  /** Index into `sources` (names of the data sources the claims came from). */
  readonly sourceIndex: Uint16Array;
  readonly sources: readonly string[];
}

export const NO_DISTRICT = 255;

/** What stands at an address. Order is the code in columns and in the database. */
export const ADDRESS_USES = ['residential', 'business', 'mixed', 'school', 'public', 'unknown'] as const;
export type AddressUse = (typeof ADDRESS_USES)[number];

/** Bits of a claim's `flags`. Existing supply has none of `planned`, `binding`, `milestones`. */
export const CLAIM_FLAG = {
  planned: 1,
  /** The speeds are guaranteed under peak-time conditions (Spitzenlastzeitbedingungen). */
  peakTime: 2,
  binding: 4,
  /** A project-specific Meilensteinplan was handed in. */
  milestones: 8,
  /** Built or being built with public money of another project. */
  fundedElsewhere: 16,
} as const;
