import { z } from 'zod';
import { guardedFetch } from '../../../trust/guarded-fetch.ts';

export interface FeedLimits {
  /** For the whole answer, however it trickles. */
  readonly timeoutMs: number;
  /** Of the text, after unpacking. */
  readonly maxBytes: number;
}

export const FEED_LIMITS: FeedLimits = { timeoutMs: 10_000, maxBytes: 20 << 20 };

export type FetchFault =
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'refused'
  | 'redirected-elsewhere'
  | 'too-many-redirects'
  | 'private-address';

export type Fetched =
  | { readonly text: string; readonly etag: string | null }
  | { readonly unchanged: true }
  | { readonly fault: FetchFault; readonly status?: number };

const MAX_REDIRECTS = 3;
const httpUrl = z.url({ protocol: /^https?$/ });

/**
 * Fetches a feed. Redirects are followed on the host the operator has named only (and from http to https on it), and
 * no name may lead to an address inside the own network (`guardedFetch`), unless it is among `privateHosts`.
 */
export async function fetchFeed(
  address: string,
  etag: string | null = null,
  { timeoutMs, maxBytes }: FeedLimits = FEED_LIMITS,
  privateHosts: readonly string[] = [],
): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    let url = new URL(address);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const headers: Record<string, string> = {
        accept: 'application/json, text/csv;q=0.9, */*;q=0.1',
        'accept-encoding': 'identity',
      };
      if (etag) headers['if-none-match'] = etag;
      const response = await guardedFetch(url, { headers, signal, privateHosts });
      if (response.status === 304) return { unchanged: true };
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location) {
        await response.body?.cancel();
        const next = new URL(location, url);
        if (!isSamePlace(url, next)) return { fault: 'redirected-elsewhere' };
        url = next;
        continue;
      }
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        return { fault: 'refused', status: response.status };
      }
      const text = await limitedText(response.body, maxBytes);
      return text === null ? { fault: 'too-large' } : { text, etag: response.headers.get('etag') };
    }
    return { fault: 'too-many-redirects' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPRIVATE') return { fault: 'private-address' };
    return { fault: signal.aborted ? 'timeout' : 'unreachable' };
  }
}

function isSamePlace(from: URL, to: URL): boolean {
  if (!httpUrl.safeParse(to.href).success) return false;
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:' && !from.port && !to.port;
  return to.origin === from.origin || (isUpgrade && to.hostname === from.hostname);
}

/** The text of a body; null as soon as it is longer than allowed. */
async function limitedText(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
