import type { RecordContent } from '../intake/content.ts';
import { isNoValue, parseNumber } from '../intake/number.ts';
import { type Issue, IssueError } from '../issue.ts';
import type { RuleSet } from './rule-set.ts';

/** What a table of shares speaks of. Neither says anything of a single address. */
export type CoarseLevel = 'municipality' | 'cell';

/** Shares of the households of one municipality or grid cell that are offered at least a download speed. */
export interface CoarseShares {
  /** AGS of a municipality (8 digits), or id of the cell. */
  readonly key: string;
  /** Percent of households with at least so many Mbit/s down, over all technologies, slowest first. */
  readonly atLeast: readonly { readonly downMbit: number; readonly percent: number }[];
}

/** A share that is only known to lie between two values; equal where it is known. In percent of households. */
export interface ShareRange {
  readonly low: number;
  readonly high: number;
}

export interface CoarseTable {
  readonly level: CoarseLevel;
  readonly rows: readonly CoarseShares[];
  readonly issues: readonly Issue[];
}

/**
 * Column names of all technologies together: `alle Technologien ≥ 50 Mbit/s` (municipal tables to 2021), `300_50` (to
 * 2018, where 300 is taken for all technologies: likely), `down_fn_hh_alle_50` (raster and tables since).
 */
const COLUMNS = [
  /^alle Technologien\s*(?:≥|>=)\s*(\d+)\s*Mbit\/s$/i,
  /^300_(\d+)$/,
  /^down_fn_hh_alle_(\d+)$/i,
];

/**
 * Reads the shares of a Breitbandatlas table or raster. No value is no share, not 0.
 * @throws IssueError `shares-missing` when no column holds shares of all technologies, or none names the places
 */
export function readCoarseShares(content: RecordContent): CoarseTable {
  const cell = content.fields.find((field) => /^raster_?id$/i.test(field));
  const keyField = cell ?? content.fields.find((field) => /^(ags|ars)$/i.test(field));
  const columns = content.fields.flatMap((field) => {
    const step = COLUMNS.map((pattern) => pattern.exec(field)?.[1]).find((found) => found !== undefined);
    return step === undefined ? [] : [{ field, downMbit: Number(step) }];
  });
  if (keyField === undefined || columns.length === 0) {
    const params = { found: content.fields.slice(0, 8).join(', ') };
    throw new IssueError({ code: 'shares-missing', severity: 'error', where: 'header', params });
  }
  columns.sort((a, b) => a.downMbit - b.downMbit);
  const issues: Issue[] = [];
  const rows = content.records.flatMap(({ row, properties }): CoarseShares[] => {
    const key = cell ? String(properties[cell] ?? '').trim() : agsOf(properties[keyField]);
    const bad = (name: string, value: unknown) => {
      const params = { name, value: String(value ?? '') };
      issues.push({ code: 'bad-share', severity: 'error', where: `row ${row}, column ${name}`, params });
      return [];
    };
    if (!key) return bad(keyField, properties[keyField]);
    const atLeast: CoarseShares['atLeast'][number][] = [];
    for (const { field, downMbit } of columns) {
      if (isNoValue(properties[field])) continue;
      const percent = parseNumber(properties[field], content.decimalComma);
      if (percent === null || percent < 0 || percent > 100) return bad(field, properties[field]);
      // Shares are cumulative: more households cannot have more speed.
      if (percent > (atLeast.at(-1)?.percent ?? 100)) return bad(field, properties[field]);
      atLeast.push({ downMbit, percent });
    }
    return [{ key, atLeast }];
  });
  return { level: cell ? 'cell' : 'municipality', rows, issues };
}

/**
 * The share of households below the thresholds of a rule set. Published steps of speed and the missing upload leave a
 * range: sure to be below is who does not even have the next slower step of any threshold, sure not to be is who has
 * the next faster step of one that asks for no upload. Households excluded for other reasons (self-build, two networks)
 * are not taken out: a table of shares knows nothing of them.
 */
export function belowThreshold({ upper }: RuleSet, { atLeast }: CoarseShares): ShareRange {
  let mayBeSupplied = 0;
  let isSupplied = 0;
  for (const { downMbit, upMbit } of upper) {
    const slower = atLeast.filter((step) => step.downMbit <= downMbit).at(-1);
    mayBeSupplied = Math.max(mayBeSupplied, slower?.percent ?? 100);
    const faster = atLeast.find((step) => step.downMbit >= downMbit);
    if (upMbit === null) isSupplied = Math.max(isSupplied, faster?.percent ?? 0);
  }
  return { low: rounded(100 - mayBeSupplied), high: rounded(100 - isSupplied) };
}

/** Households expected below the threshold: never which ones. One decimal, since it is no count. */
export function expectedBelow(share: ShareRange, households: number): ShareRange {
  const expected = (percent: number) => Math.round((percent / 100) * households * 10) / 10;
  return { low: expected(share.low), high: expected(share.high) };
}

/** Eight digits of an AGS from what tables make of it: a lost leading zero, a twelve-digit ARS; empty where it is none. */
export function agsOf(value: unknown): string {
  const text = String(value ?? '').trim();
  if (/^\d{12}$/.test(text)) return text.slice(0, 5) + text.slice(9);
  if (/^\d{7}$/.test(text)) return `0${text}`;
  return /^\d{8}$/.test(text) ? text : '';
}

/** Percents come with two decimals; subtraction adds noise. */
const rounded = (percent: number) => Math.round(percent * 100) / 100;
