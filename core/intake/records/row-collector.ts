import type { ParsedFile, RejectedRow, StagedRow } from '../intake-format.ts';
import { type IntakeIssue, rowIssue, type Treatment } from '../intake-issue.ts';

/** Gathers the outcome of a file, so that every record ends up taken, refused or passed over, and is counted. */
export class RowCollector {
  readonly #treatment: Treatment;
  readonly #issues: IntakeIssue[] = [];
  readonly #rows: StagedRow[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #rowOfKey = new Map<string, number>();
  #skipped = 0;

  constructor(treatment: Treatment) {
    this.#treatment = treatment;
  }

  /** Neither taken nor refused anything so far. */
  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#rejected.length === 0;
  }

  note(...issues: readonly IntakeIssue[]): void {
    this.#issues.push(...issues);
  }

  skip(): void {
    this.#skipped++;
  }

  /** Refuses a record for these reasons; refused knowingly when each of them is accepted. */
  reject(row: number, record: Readonly<Record<string, unknown>>, reasons: readonly IntakeIssue[]): void {
    const codes = [...new Set(reasons.map((reason) => reason.code))];
    const asked = codes.every((code) => this.#treatment.accept.has(code));
    this.#issues.push(
      ...reasons.map((reason) => (asked ? { ...reason, severity: 'warning' as const } : reason)),
    );
    this.#rejected.push({ row, codes, asked, record });
  }

  /** Takes a row, unless its key was seen before. */
  take(row: StagedRow, record: Readonly<Record<string, unknown>>): void {
    const first = this.#rowOfKey.get(row.key);
    if (first !== undefined) {
      this.reject(row.row, record, [rowIssue('key-duplicate', 'error', row.row, null, row.key, { first })]);
      return;
    }
    this.#rowOfKey.set(row.key, row.row);
    this.#rows.push(row);
  }

  result(srid: number): ParsedFile {
    return {
      srid,
      read: this.#rows.length + this.#rejected.length + this.#skipped,
      rows: this.#rows,
      issues: this.#issues,
      rejected: this.#rejected,
      skipped: this.#skipped,
    };
  }
}
