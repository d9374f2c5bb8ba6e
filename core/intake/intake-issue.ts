import type { Issue } from '../issue.ts';

/** A remark on one record of a file, or on the file as a whole (`row` null). */
export interface IntakeIssue extends Issue {
  /** Row of a sheet (its header is row 1), or number of a feature counted from 1. */
  readonly row: number | null;
  readonly column: string | null;
  /** The value as it stands in the file. */
  readonly value: string | null;
}

/** What to do with all records that have a certain problem. */
export interface Treatment {
  /** Codes whose records are taken as they are or, where nothing can be taken, left out knowingly. */
  readonly accept: ReadonlySet<string>;
  /** Codes whose records are mended. */
  readonly repair: ReadonlySet<string>;
}

/** Problems that can be mended without knowing more than the file says. */
export const REPAIRABLE_CODES: readonly string[] = [
  'coordinates-swapped',
  'decimal-point-lost',
  'geometry-invalid',
];

export const NO_TREATMENT: Treatment = { accept: new Set(), repair: new Set() };

export function rowIssue(
  code: string,
  severity: IntakeIssue['severity'],
  row: number | null,
  column: string | null,
  value: unknown,
  params: IntakeIssue['params'] = {},
): IntakeIssue {
  const text = value === null || value === undefined ? null : String(value).slice(0, 200);
  return {
    code,
    severity,
    row,
    column,
    value: text,
    where: [row === null ? null : `row ${row}`, column === null ? null : `column ${column}`]
      .filter((part) => part !== null)
      .join(', '),
    params: { row, column, value: text, ...params },
  };
}
