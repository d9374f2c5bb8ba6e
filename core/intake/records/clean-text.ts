import { type IntakeIssue, rowIssue } from '../intake-issue.ts';

/** Counts per column what was mended or looks damaged, so that a thousand cases are one remark. */
export class TextCleaner {
  readonly #counts = new Map<
    string,
    { code: string; column: string; count: number; row: number; value: string }
  >();

  /** Trimmed text with ordinary spaces; null where nothing is left. */
  clean(value: unknown, column: string, row: number): string | null {
    if (value === null || value === undefined) return null;
    const raw = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (/[\u00a0\u202f\u2007]/.test(raw)) this.#note('no-break-space', column, row, raw);
    if (/\ufffd|Ã[¤¶¼Ÿ„–œ\u0084\u0096\u009c\u009f]/.test(raw))
      this.#note('encoding-damage', column, row, raw);
    // PostgreSQL text cannot hold U+0000.
    const text = raw
      .replace(/[\u00a0\u202f\u2007\s]+/g, ' ')
      .replaceAll('\u0000', '')
      .trim();
    return text === '' ? null : text;
  }

  issues(): IntakeIssue[] {
    return [...this.#counts.values()].map(({ code, column, count, row, value }) =>
      rowIssue(code, 'warning', row, column, value, { count }),
    );
  }

  #note(code: string, column: string, row: number, value: string): void {
    const id = `${code}\n${column}`;
    const known = this.#counts.get(id);
    if (known) known.count++;
    else this.#counts.set(id, { code, column, count: 1, row, value });
  }
}
