import { IssueError } from '#core/issue.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';

/** One sentence a person can act on, for whatever went wrong. Never a stack trace. */
export function sentencesOf(error: unknown, language: Language): string[] {
  if (error instanceof IssueError) return error.issues.map((issue) => issueSentence(issue, language));
  return [error instanceof Error ? error.message : String(error)];
}

/** How a browser on this machine calls what listens on `host`; listening everywhere is no address to open. */
export function hostInAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Prints the phases of a start, each with its seconds: a line that moves on a terminal, lines elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #phase: { text: string; since: number } | null = null;
  #lastShare = -1;

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out;
  }

  start(text: string): void {
    this.done();
    this.#phase = { text, since: performance.now() };
    this.#lastShare = -1;
    if (this.#out.isTTY) this.#out.write(`  … ${text}`);
  }

  /** Share done, 0 to 1. */
  share(share: number): void {
    const percent = Math.floor(share * 100);
    if (!this.#phase || !this.#out.isTTY || percent === this.#lastShare) return;
    this.#lastShare = percent;
    this.#out.write(`\r\x1b[K  … ${this.#phase.text} ${percent} %`);
  }

  done(): void {
    if (!this.#phase) return;
    const seconds = ((performance.now() - this.#phase.since) / 1000).toFixed(1);
    this.#out.write(`${this.#out.isTTY ? '\r\x1b[K' : ''}  ✓ ${this.#phase.text} (${seconds} s)\n`);
    this.#phase = null;
  }
}
