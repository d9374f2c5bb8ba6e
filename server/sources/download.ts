import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { IssueError } from '#core/issue.ts';
import { guardedFetch } from '../trust/guarded-fetch.ts';

export interface DownloadRequest {
  readonly url: string;
  /** Where the whole file goes; until then it is `<path>.part`, with its state in `<path>.part.json`. */
  readonly path: string;
  /** Lower-case hex; the file is refused when it differs. */
  readonly sha256?: string | null;
  readonly maxBytes?: number;
  /** Without a byte for so long, the download is given up; what has arrived stays. */
  readonly idleMs?: number;
  readonly onProgress?: (bytes: number, of: number | null) => void;
}

export interface Downloaded {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Bytes that were there from an earlier attempt. */
  readonly resumedFrom: number;
}

const MAX_BYTES = 8 * 2 ** 30;
const IDLE_MS = 30_000;

/**
 * Downloads a file, going on where an earlier attempt stopped if the server still has the same version (`Range` with
 * `If-Range`, RFC 9110 §13.1.5, §14). The file appears under its name only when it is whole.
 *
 * @throws IssueError `download-unreachable`, `download-refused`, `download-too-large`, `download-broken-off`,
 * `download-hash-differs`
 */
export async function download(request: DownloadRequest): Promise<Downloaded> {
  const { url, path, maxBytes = MAX_BYTES, idleMs = IDLE_MS } = request;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const earlier = await earlierPart(part, url);
  const stop = new AbortController();
  let idle = setTimeout(() => stop.abort(), idleMs);
  const response = await ask(url, earlier, stop.signal).finally(() => clearTimeout(idle));
  // 416: the earlier part is already longer than the file, or the whole of it.
  if (response.status === 416) {
    await Promise.all([rm(part, { force: true }), rm(`${part}.json`, { force: true })]);
    return download(request);
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw failed('download-refused', url, { status: response.status });
  }
  const resumedFrom = response.status === 206 ? earlier.bytes : 0;
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const total =
    Number.isNaN(announced) || response.headers.has('content-encoding') ? null : resumedFrom + announced;
  if (total !== null && total > maxBytes) {
    await response.body.cancel();
    throw failed('download-too-large', url, { bytes: total, limit: maxBytes });
  }
  const validator = response.headers.get('etag') ?? response.headers.get('last-modified');
  await writeFile(`${part}.json`, JSON.stringify({ url, validator }));

  let bytes = resumedFrom;
  // Chunk by chunk to the file, so that what has arrived before a break is there to go on from.
  const file = await open(part, resumedFrom > 0 ? 'a' : 'w');
  idle = setTimeout(() => stop.abort(), idleMs);
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(idle);
      bytes += chunk.length;
      if (bytes > maxBytes) throw failed('download-too-large', url, { bytes, limit: maxBytes });
      await file.write(chunk);
      request.onProgress?.(bytes, total);
      idle = setTimeout(() => stop.abort(), idleMs);
    }
  } catch (error) {
    if (error instanceof IssueError) throw error;
    throw failed('download-broken-off', url, { bytes, of: total ?? '?' });
  } finally {
    clearTimeout(idle);
    await file.close();
  }
  if (total !== null && bytes !== total) throw failed('download-broken-off', url, { bytes, of: total });
  const sha256 = await hashOf(part);
  if (request.sha256 && request.sha256 !== sha256) {
    await rm(part, { force: true });
    throw failed('download-hash-differs', url, { expected: request.sha256, found: sha256 });
  }
  await rename(part, path);
  await rm(`${part}.json`, { force: true });
  return { path, bytes, sha256, resumedFrom };
}

interface EarlierPart {
  readonly bytes: number;
  readonly validator: string | null;
}

/** What an earlier attempt left, when it was of the same address and says which version it was. */
async function earlierPart(part: string, url: string): Promise<EarlierPart> {
  try {
    const state = JSON.parse(await readFile(`${part}.json`, 'utf8')) as {
      url: string;
      validator: string | null;
    };
    if (state.url !== url || !state.validator) return NOTHING;
    return { bytes: (await stat(part)).size, validator: state.validator };
  } catch {
    return NOTHING;
  }
}

const NOTHING: EarlierPart = { bytes: 0, validator: null };

async function ask(url: string, earlier: EarlierPart, signal: AbortSignal): Promise<Response> {
  // Compressed on the way, a part could not be continued.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (earlier.bytes > 0 && earlier.validator && !earlier.validator.startsWith('W/')) {
    headers.range = `bytes=${earlier.bytes}-`;
    headers['if-range'] = earlier.validator;
  }
  try {
    return await guardedFetch(url, { headers, signal, redirects: 5 });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason =
      (cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : String(cause));
    throw failed('download-unreachable', url, { reason, file: basename(new URL(url).pathname) });
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function failed(code: string, url: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where: 'url', params: { url, ...params } });
}
