/**
 * An expected failure or remark. Issues are collected, never only the first one reported.
 * Sentences in German and English and the HTTP status of each code live in `core/issue-texts.ts`.
 */
export interface Issue {
  /** Stable machine code, e.g. `unknown-layer`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Where it was found: a field name, `row 17, column lat`, or a JSON pointer. */
  readonly where?: string;
  /** Values for the sentence, e.g. `{ value: 'foo', known: 'addresses, districts' }`. */
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Carries issues through code that cannot return them. Hosts turn it into a problem document or a sentence. */
export class IssueError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: Issue | readonly Issue[]) {
    const list = Array.isArray(issues) ? (issues as readonly Issue[]) : [issues as Issue];
    super(list.map((i) => `${i.code}${i.where ? ` at ${i.where}` : ''}`).join('; '));
    this.name = 'IssueError';
    this.issues = list;
  }
}
