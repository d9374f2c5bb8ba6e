import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import { problemResponse } from '../problem.ts';
import type { AppEnv } from '../route.ts';
import { callerAddress, isLoopback } from './caller-address.ts';

const DEFAULT_PER_MINUTE = 1200;
/** Addresses remembered at once; the fullest buckets are forgotten first, which forgives nobody. */
const MAX_BUCKETS = 20_000;

/** Token buckets: each key holds at most a minute's tokens and gets them back evenly. */
export class TokenBuckets {
  readonly #perMinute: number;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes `cost` tokens. Returns 0, or the seconds until there are enough. */
  take(key: string, cost: number, nowMs: number): number {
    const bucket = this.#buckets.get(key) ?? { tokens: this.#perMinute, atMs: nowMs };
    const tokens = this.#refilled(bucket, nowMs);
    const enough = tokens >= cost;
    this.#buckets.set(key, { tokens: enough ? tokens - cost : tokens, atMs: nowMs });
    if (this.#buckets.size > MAX_BUCKETS) this.#forget(nowMs);
    return enough ? 0 : Math.ceil(((cost - tokens) * 60) / this.#perMinute);
  }

  get size(): number {
    return this.#buckets.size;
  }

  #refilled({ tokens, atMs }: { tokens: number; atMs: number }, nowMs: number): number {
    return Math.min(this.#perMinute, tokens + (Math.max(0, nowMs - atMs) * this.#perMinute) / 60_000);
  }

  #forget(nowMs: number): void {
    const fullestFirst = [...this.#buckets].sort(
      (a, b) => this.#refilled(b[1], nowMs) - this.#refilled(a[1], nowMs),
    );
    for (const [key] of fullestFirst.slice(0, MAX_BUCKETS / 10)) this.#buckets.delete(key);
  }
}

/** Refuses an address that asks too often (429). Probes cost nothing, tiles and files of the page a tenth. */
export function rateLimit(config: Pick<Config, 'RATE_LIMIT' | 'TRUST_PROXY'>): MiddlewareHandler<AppEnv> {
  const perMinute = config.RATE_LIMIT ?? DEFAULT_PER_MINUTE;
  const buckets = new TokenBuckets(perMinute);
  return async (c, next) => {
    const address = perMinute === 0 ? null : callerAddress(c, config);
    // Nobody asked for a limit, and the caller sits at this machine or behind a proxy that nobody told us of.
    const free = address === null || (config.RATE_LIMIT === undefined && isLoopback(address));
    const waitSeconds = free
      ? 0
      : buckets.take(addressKey(address), Math.min(perMinute, costOf(c.req.method, c.req.path)), Date.now());
    if (waitSeconds === 0) return next();
    c.header('retry-after', String(waitSeconds));
    return problemResponse(c, [
      { code: 'too-many-requests', severity: 'error', params: { seconds: waitSeconds } },
    ]);
  };
}

/** What a request costs: every POST under /account/ ten times the usual, for most hash a password or keep a challenge. */
function costOf(method: string, path: string): number {
  if (path === '/health' || path === '/ready' || path === '/metrics') return 0;
  if (method === 'POST' && path.startsWith('/account/')) return 10;
  return /^\/(api|ogc|wlan|sign-in|account|administration|survey-view)(\/|$)/.test(path) ? 1 : 0.1;
}

/** Whoever has an IPv6 address has all 2^64 of its network: they count as one (RFC 6177). */
function addressKey(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  // A proxy may write anything: what is no address of IPv6 stands for itself.
  const url = bare.includes(':') ? URL.parse(`http://[${bare}]`) : null;
  if (!url) return bare;
  const [head = '', tail] = url.hostname.slice(1, -1).split('::');
  const start = head.split(':').filter(Boolean);
  const end = tail?.split(':').filter(Boolean) ?? [];
  const zeros = new Array<string>(tail === undefined ? 0 : 8 - start.length - end.length).fill('0');
  return `${[...start, ...zeros, ...end].slice(0, 4).join(':')}::/64`;
}
