import type { Issue } from '../issue.ts';

/** A remark on one record of a file, or on the file as a whole (`row` null). */
export interface IntakeIssue extends Issue {
  /** Row of a sheet (its header is row 1), or number of a feature counted from 1. */
  readonly row: number | null;
  readonly column: string | null;
  /** The value as it stands in the file. */
  readonly value: string | null;
}

/**
 * What to do with records that have a certain problem: a code stands for all of them, `code@row` for one. What is
 * said of one record wins over what is said of all.
 */
export interface Treatment {
  /** Records that are taken as they are or, where nothing can be taken, left out knowingly. */
  readonly accept: ReadonlySet<string>;
  /** Records that are mended. */
  readonly repair: ReadonlySet<string>;
  /** Records that are left out knowingly, although they could be taken. */
  readonly refuse?: ReadonlySet<string>;
}

export type Decision = 'accept' | 'repair' | 'refuse';

/** What was decided about a problem of a record; null where nobody has. */
export function decisionOf(treatment: Treatment, code: string, row: number | null): Decision | null {
  const { accept, repair, refuse } = treatment;
  if (accept.size === 0 && repair.size === 0 && (refuse?.size ?? 0) === 0) return null;
  for (const name of [`${code}@${row}`, code]) {
    if (refuse?.has(name)) return 'refuse';
    if (repair.has(name)) return 'repair';
    if (accept.has(name)) return 'accept';
  }
  return null;
}

/** `code` or `code@row` of a decision in its parts; null where it is neither. */
export function parseDecision(text: string): { code: string; row: number | null } | null {
  const match = /^([a-z0-9-]+)(?:@([1-9]\d{0,8}))?$/.exec(text);
  return match ? { code: match[1]!, row: match[2] ? Number(match[2]) : null } : null;
}

/** Problems that can be mended without knowing more than the file says. */
export const REPAIRABLE_CODES: readonly string[] = [
  'coordinates-swapped',
  'decimal-point-lost',
  'geometry-invalid',
  'encoding-damage',
];

/** Problems of rows that are found by comparing with what is there, which can be decided about too. */
export const REGION_CODES: readonly string[] = ['outside-region'];

/** Problems of rows that are taken all the same, unless somebody decides to leave them out. */
export const REFUSABLE_CODES: readonly string[] = [
  'outside-region',
  'place-duplicate',
  'share-rises',
  'share-above-100',
  'totals-beside-parts',
  'encoding-damage',
  'name-missing',
  'not-a-number',
  'not-a-date',
  'negative-number',
  'number-too-large',
  'thousands-point',
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
