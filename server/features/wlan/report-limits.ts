import { IssueError } from '#core/issue.ts';
import { isLoopback } from '../../trust/caller-address.ts';
import { TokenBuckets } from '../../trust/rate-limit.ts';

/** Reports one address may send in a minute, and all together. */
const PER_ADDRESS = 6;
const ALL = 120;

/** Keeps a flood of reports from the desk and counts what was turned away since the start. */
export class ReportLimits {
  readonly #perAddress = new TokenBuckets(PER_ADDRESS);
  readonly #all = new TokenBuckets(ALL);
  /** Shown at the desk; nothing of who it was is kept. */
  readonly refused = { tooMany: 0, unusable: 0 };

  /** @throws IssueError `wlan-reports-too-many` */
  take(address: string | null, nowMs: number): void {
    // Behind a proxy that we were not told of everybody has the address of this machine.
    const own = address === null || isLoopback(address) ? 0 : this.#perAddress.take(address, 1, nowMs);
    const seconds = own > 0 ? own : this.#all.take('all', 1, nowMs);
    if (seconds === 0) return;
    this.refused.tooMany++;
    throw new IssueError({ code: 'wlan-reports-too-many', severity: 'error', params: { seconds } });
  }
}
