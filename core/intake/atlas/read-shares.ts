import type { RecordContent } from '../content.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { isNoValue, parseNumber } from '../number.ts';
import { type ShareColumn, shareColumn } from './share-column.ts';

/** Percentages are rounded in the releases: less than this is no contradiction. */
const ROUNDING = 0.011;
/** Releases have a few shares a little above 100 (mid-2021: up to 100.39); they are kept as published and reported. */
const MOST_PERCENT = 101;

/** The share columns of a file, ordered by customers, technology and speed. */
export function shareColumns(content: RecordContent): ShareColumn[] {
  return content.fields
    .map(shareColumn)
    .filter((column) => column !== null)
    .sort((a, b) =>
      a.customers === b.customers && a.technology === b.technology
        ? a.downMbit - b.downMbit
        : `${a.customers}_${a.technology}` < `${b.customers}_${b.technology}`
          ? -1
          : 1,
    );
}

/**
 * The shares of one record in percent. What has no value gets no key: it is not 0. Every column means "at least",
 * so a share that rises with the speed is reported.
 */
export function readShares(
  row: number,
  properties: Readonly<Record<string, unknown>>,
  columns: readonly ShareColumn[],
  decimalComma: boolean,
): { shares: Record<string, number>; problems: IntakeIssue[] } {
  const shares: Record<string, number> = {};
  const problems: IntakeIssue[] = [];
  let rising: IntakeIssue | null = null;
  let above: IntakeIssue | null = null;
  let before: ShareColumn | null = null;
  for (const column of columns) {
    const raw = properties[column.field];
    if (isNoValue(raw)) continue;
    const share = parseNumber(raw, decimalComma);
    if (share === -1 || share === -9) continue;
    if (share === null) {
      // Spreadsheets read 1.5 as the first of May and store a date.
      const date = /^\d{1,2}[.,/-]\d{1,2}[.,/-]\d{4}$|^\d{4}[-/]\d{2}[-/]\d{2}/.test(String(raw));
      const code = date ? 'number-became-date' : 'not-a-number';
      problems.push(rowIssue(code, 'error', row, column.field, raw));
      continue;
    }
    if (share < 0 || share > MOST_PERCENT) {
      problems.push(rowIssue('share-out-of-range', 'error', row, column.field, raw));
      continue;
    }
    if (share > 100) above ??= rowIssue('share-above-100', 'warning', row, column.field, raw);
    shares[column.key] = share;
    const lower =
      before?.customers === column.customers && before.technology === column.technology
        ? shares[before.key]
        : undefined;
    if (lower !== undefined && share > lower + ROUNDING)
      rising ??= rowIssue('share-rises', 'warning', row, column.field, raw, { lower, than: before!.field });
    before = column;
  }
  return { shares, problems: [...problems, ...[rising, above].filter((issue) => issue !== null)] };
}
