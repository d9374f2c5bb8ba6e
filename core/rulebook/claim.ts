import { type AddressTable, CLAIM_FLAG } from '../columns/address-table.ts';
import { TECHNOLOGIES, type Technology } from '../supply/technologies.ts';

/** One supply claim of one address, in words; null where the operator did not say. */
export interface Claim {
  readonly operator: string;
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly peakTime: boolean;
  readonly planned: boolean;
  readonly binding: boolean;
  readonly milestones: boolean;
  readonly fundedElsewhere: boolean;
  /** ISO date. */
  readonly readyBy: string | null;
  /** Name of the data source. */
  readonly source: string;
  /** ISO date the data source speaks of; null where it does not say. */
  readonly sourceDate: string | null;
}

/** ISO date of a day counted since 1970-01-01. */
export function isoDateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The claims of one address of a table, in their order.
 * @param sourceDates the date of each of `table.claims.sources`, where known
 */
export function claimsAt(
  { claims }: AddressTable,
  index: number,
  sourceDates: readonly (string | null)[] = [],
): Claim[] {
  const list: Claim[] = [];
  for (let c = claims.start[index]!; c < claims.start[index + 1]!; c++) {
    const has = (bit: number) => (claims.flags[c]! & bit) !== 0;
    const day = claims.readyByDay[c]!;
    list.push({
      operator: claims.operators[claims.operatorIndex[c]!]!,
      technology: TECHNOLOGIES[claims.technology[c]!]!,
      downMbit: asWritten(claims.downMbit[c]!),
      upMbit: asWritten(claims.upMbit[c]!),
      peakTime: has(CLAIM_FLAG.peakTime),
      planned: has(CLAIM_FLAG.planned),
      binding: has(CLAIM_FLAG.binding),
      milestones: has(CLAIM_FLAG.milestones),
      fundedElsewhere: has(CLAIM_FLAG.fundedElsewhere),
      readyBy: day === 0 ? null : isoDateOf(day),
      source: claims.sources[claims.sourceIndex[c]!]!,
      sourceDate: sourceDates[claims.sourceIndex[c]!] ?? null,
    });
  }
  return list;
}

/** Columns hold single precision: seven digits are what was written, the rest is noise. */
function asWritten(value: number): number | null {
  return Number.isNaN(value) ? null : Number(value.toPrecision(7));
}
