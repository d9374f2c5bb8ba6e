import { decisionOf, type IntakeIssue, NO_TREATMENT, rowIssue, type Treatment } from '../intake-issue.ts';
import { mendMojibake } from './mojibake.ts';

/**
 * Counts per column what was mended, so that a thousand cases are one remark; a damaged value is one of its own where
 * the record's problems are at hand, because it can be mended or refused singly.
 */
export class TextCleaner {
  readonly #treatment: Treatment;
  readonly #counts = new Map<
    string,
    { code: string; column: string; count: number; row: number; value: string }
  >();

  constructor(treatment: Treatment = NO_TREATMENT) {
    this.#treatment = treatment;
  }

  /** Trimmed text with ordinary spaces; null where nothing is left. */
  clean(value: unknown, column: string, row: number, problems?: IntakeIssue[]): string | null {
    if (value === null || value === undefined) return null;
    const raw = typeof value === 'object' ? JSON.stringify(value) : String(value);
    // Nearly every value is clean, and files have millions of them.
    if (!SUSPICIOUS.test(raw)) return raw === '' ? null : raw;
    if (/[\u00a0\u202f\u2007]/.test(raw)) this.#note('no-break-space', column, row, raw);
    const whole = DAMAGED.test(raw) ? this.#mended(raw, column, row, problems) : raw;
    // PostgreSQL text cannot hold U+0000.
    const text = whole
      .replace(/[\u00a0\u202f\u2007\s]+/g, ' ')
      .replaceAll('\u0000', '')
      .trim();
    return text === '' ? null : text;
  }

  #mended(raw: string, column: string, row: number, problems: IntakeIssue[] | undefined): string {
    const mended =
      decisionOf(this.#treatment, 'encoding-damage', row) === 'repair' ? mendMojibake(raw) : null;
    const params = { count: 1, repaired: mended !== null };
    if (problems)
      problems.push(
        rowIssue('encoding-damage', mended === null ? 'warning' : 'info', row, column, raw, params),
      );
    else if (mended === null) this.#note('encoding-damage', column, row, raw);
    return mended ?? raw;
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL text cannot hold U+0000
const SUSPICIOUS = /^ | $| {2}|[^\S ]|[\u0000\u200b\ufffdÃ]/;

/** The replacement character, or UTF-8 that was read as Windows-1252: `StraÃŸe`. */
const DAMAGED = /\ufffd|Ã[\u0080-\u00bfŸ„–œ€‚ƒ…†‡ˆ‰Š‹Œ‘’“”•—˜™š›žŽ]/;
