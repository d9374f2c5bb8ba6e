import type { ParsedFile, RejectedRow, StagedRow } from '../intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue, type Treatment } from '../intake-issue.ts';

/** Gathers the outcome of a file, so that every record ends up taken, refused or passed over, and is counted. */
export class RowCollector {
  readonly #treatment: Treatment;
  #issues: IntakeIssue[] = [];
  #rows: StagedRow[] = [];
  #rejected: RejectedRow[] = [];
  readonly #rowOfKey = new Map<string, number>();
  #skipped = 0;
  #read = 0;

  constructor(treatment: Treatment) {
    this.#treatment = treatment;
  }

  /** Neither taken nor refused anything so far. */
  get isEmpty(): boolean {
    return this.#read === 0;
  }

  note(...issues: readonly IntakeIssue[]): void {
    this.#issues.push(...issues);
  }

  skip(): void {
    this.#skipped++;
  }

  /** Rows, issues and refused rows since the last call; the collector lets go of them. */
  drain(): { rows: StagedRow[]; issues: IntakeIssue[]; rejected: RejectedRow[] } {
    const part = { rows: this.#rows, issues: this.#issues, rejected: this.#rejected };
    this.#rows = [];
    this.#issues = [];
    this.#rejected = [];
    return part;
  }

  /** Refuses a record for these reasons; refused knowingly when each of them is accepted. */
  reject(row: number, record: Readonly<Record<string, unknown>>, reasons: readonly IntakeIssue[]): void {
    const codes = [...new Set(reasons.map((reason) => reason.code))];
    const asked = reasons
      .filter(({ severity }) => severity === 'error')
      .every(({ code }) => decided(this.#treatment, code, row));
    this.#read++;
    this.#issues.push(
      ...reasons.map((reason) => (asked ? { ...reason, severity: 'warning' as const } : reason)),
    );
    this.#rejected.push({ row, codes, asked, record });
  }

  /** Takes a row with what there is to say about it, unless its key was seen before or it is not wanted. */
  take(
    row: StagedRow,
    record: Readonly<Record<string, unknown>>,
    problems: readonly IntakeIssue[] = [],
  ): void {
    if (problems.length > 0) {
      this.#issues.push(...problems);
      const unwanted = problems.filter(({ code }) => decisionOf(this.#treatment, code, row.row) === 'refuse');
      if (unwanted.length > 0) {
        this.#read++;
        const codes = [...new Set(unwanted.map(({ code }) => code))];
        this.#rejected.push({ row: row.row, codes, asked: true, record });
        return;
      }
    }
    const long = tooLong(row);
    if (long !== null) {
      this.reject(row.row, record, [long]);
      return;
    }
    const first = this.#rowOfKey.get(row.key);
    if (first !== undefined) {
      this.reject(row.row, record, [rowIssue('key-duplicate', 'error', row.row, null, row.key, { first })]);
      return;
    }
    this.#rowOfKey.set(ownCopy(row.key), row.row);
    this.#read++;
    this.#rows.push(row);
  }

  result(srid: number): ParsedFile {
    return {
      srid,
      read: this.#read + this.#skipped,
      rows: this.#rows,
      issues: this.#issues,
      rejected: this.#rejected,
      skipped: this.#skipped,
    };
  }
}

/** Longest key, name and street, in characters: an index of the database takes no more, and none is as long. */
const MAX_NAME = 1000;
/** Longest text of other columns: some hold notes, or a whole row of shares. */
const MAX_TEXT = 20_000;
const NAMES = new Set(['name', 'street', 'place', 'operator']);

/** A value that no column takes: mostly a file that is not what it was taken for, or a quote that has no end. */
function tooLong({ row, key, values }: StagedRow): IntakeIssue | null {
  const issue = (column: string, value: string, most: number) =>
    rowIssue('value-too-long', 'error', row, column, `${value.slice(0, 40)}…`, {
      length: value.length,
      most,
    });
  // Millions of rows pass here: no list is made of them.
  for (const column in values) {
    const value = values[column];
    if (typeof value !== 'string' || value.length <= MAX_NAME) continue;
    const most = NAMES.has(column) ? MAX_NAME : MAX_TEXT;
    if (value.length > most) return issue(column, value, most);
  }
  return key.length > MAX_NAME ? issue('key', key, MAX_NAME) : null;
}

/** The same text on its own: a piece cut out of a file would keep the whole part of the file it was cut from. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}

/** Whether somebody has said that rows with this problem need not be taken. */
function decided(treatment: Treatment, code: string, row: number): boolean {
  const decision = decisionOf(treatment, code, row);
  return decision === 'accept' || decision === 'refuse';
}
