import { isStale, knownAtMs } from '#core/wlan/live/live-state.ts';
import { type FeedFault, type LiveEntry, type LiveFeed, readFeed } from '#core/wlan/live/read-feed.ts';
import { FEED_LIMITS, type FeedLimits, type FetchFault, fetchFeed } from './fetch-feed.ts';

const EVERY_MS = 60_000;
const MOST_BACK_OFF_MS = 60 * 60_000;

/** One feed as the desk sees it. */
export interface FeedState {
  /** Without user, password and query. */
  readonly address: string;
  /** Data set whose hotspots it speaks of; null = all. */
  readonly source: string | null;
  readonly form: LiveFeed['form'] | null;
  readonly entries: number;
  readonly skipped: LiveFeed['skipped'] | null;
  /** When what is shown was known, milliseconds of the epoch; null = never. */
  readonly checkedAtMs: number | null;
  readonly fault: FetchFault | FeedFault | null;
  readonly failures: number;
  readonly nextAtMs: number;
}

export interface KnownLive extends LiveEntry {
  readonly checkedAtMs: number;
}

class Feed {
  readonly #url: string;
  readonly address: string;
  readonly source: string | null;
  feed: LiveFeed | null = null;
  checkedAtMs: number | null = null;
  fault: FeedState['fault'] = null;
  failures = 0;
  nextAtMs = 0;
  #etag: string | null = null;
  readonly #limits: FeedLimits;
  readonly #privateHosts: readonly string[];

  constructor(setting: string, limits: FeedLimits, privateHosts: readonly string[]) {
    this.#privateHosts = privateHosts;
    const url = new URL(setting);
    this.source = url.hash.length > 1 ? decodeURIComponent(url.hash.slice(1)) : null;
    this.address = `${url.origin}${url.pathname}`;
    url.hash = '';
    this.#url = url.href;
    this.#limits = limits;
  }

  /** One read. A failure keeps what was known, which grows stale, and waits twice as long each time. */
  async poll(nowMs: () => number): Promise<void> {
    const fetched = await fetchFeed(this.#url, this.#etag, this.#limits, this.#privateHosts);
    const readAtMs = nowMs();
    if ('unchanged' in fetched) this.#succeed(readAtMs);
    else if ('fault' in fetched) this.#fail(fetched.fault, readAtMs);
    else {
      const feed = readFeed(fetched.text);
      if ('fault' in feed) this.#fail(feed.fault, readAtMs);
      else {
        this.feed = feed;
        this.#etag = fetched.etag;
        this.#succeed(readAtMs);
      }
    }
  }

  #succeed(readAtMs: number): void {
    this.checkedAtMs = knownAtMs(readAtMs, this.feed?.madeAtMs ?? null);
    this.fault = null;
    this.failures = 0;
    this.nextAtMs = readAtMs + EVERY_MS;
  }

  #fail(fault: FeedState['fault'], readAtMs: number): void {
    this.fault = fault;
    this.failures++;
    this.nextAtMs = readAtMs + Math.min(MOST_BACK_OFF_MS, EVERY_MS * 2 ** Math.min(this.failures, 10));
  }
}

/** The configured feeds, read one after the other while the server runs. */
export class LiveFeeds {
  readonly #feeds: readonly Feed[];
  readonly #nowMs: () => number;
  #reads = 0;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** `settings`: addresses separated by white space; behind `#` the name of the data set. */
  constructor(
    settings = '',
    nowMs: () => number = Date.now,
    limits: FeedLimits = FEED_LIMITS,
    privateHosts: readonly string[] = [],
  ) {
    this.#feeds = settings
      .split(/\s+/)
      .filter(Boolean)
      .map((each) => new Feed(each, limits, privateHosts));
    this.#nowMs = nowMs;
  }

  /** Reads what is due now, and from then on by itself; the timer does not keep the process alive. */
  start(): void {
    if (this.#feeds.length === 0 || this.#timer) return;
    void this.poll();
    this.#timer = setInterval(() => void this.poll(), 5000);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Reads the feeds that are due; those who call meanwhile wait for the same read. */
  poll(): Promise<void> {
    this.#running ??= this.#pollDue().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #pollDue(): Promise<void> {
    for (const feed of this.#feeds) {
      if (feed.nextAtMs > this.#nowMs()) continue;
      await feed.poll(this.#nowMs);
      this.#reads++;
    }
  }

  /** Changes whenever an answer that was made from this may be different. */
  version(): string {
    const now = this.#nowMs();
    const stale = this.#feeds.map(({ checkedAtMs }) =>
      checkedAtMs !== null && isStale(checkedAtMs, now) ? 1 : 0,
    );
    return `${this.#reads}:${stale.join('')}`;
  }

  /** What the newest feed that names a hotspot says of it; null when none does. */
  of(source: string, key: string): KnownLive | null {
    let known: KnownLive | null = null;
    for (const { source: only, feed, checkedAtMs } of this.#feeds) {
      if (only !== null && only !== source) continue;
      const entry = feed?.entries.get(key);
      if (entry && checkedAtMs !== null && (known === null || checkedAtMs > known.checkedAtMs))
        known = { ...entry, checkedAtMs };
    }
    return known;
  }

  states(): FeedState[] {
    return this.#feeds.map(({ address, source, feed, checkedAtMs, fault, failures, nextAtMs }) => ({
      address,
      source,
      form: feed?.form ?? null,
      entries: feed?.entries.size ?? 0,
      skipped: feed?.skipped ?? null,
      checkedAtMs,
      fault,
      failures,
      nextAtMs,
    }));
  }

  get isConfigured(): boolean {
    return this.#feeds.length > 0;
  }
}
