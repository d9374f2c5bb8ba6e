import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { download } from '../../server/sources/download.ts';
import { temporaryFolder } from '../fixtures/databases.ts';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const HASH = createHash('sha256').update(CONTENT).digest('hex');

/** A server of one file that breaks off after `breakAt` bytes as long as that is set. */
let breakAt: number | null = null;
let etag = '"v1"';
const ranges: (string | undefined)[] = [];
const hangs: ServerResponse[] = [];
let server: Server;
let base: string;

function serve(request: IncomingMessage, response: ServerResponse): void {
  ranges.push(request.headers.range);
  if (request.url === '/missing') return void response.writeHead(404).end();
  if (request.url === '/silent') {
    response.writeHead(200, { 'content-length': 10 });
    response.write('x');
    hangs.push(response);
    return;
  }
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = range && request.headers['if-range'] === etag ? Number(range[1]) : 0;
  if (range && from >= CONTENT.length) return void response.writeHead(416).end();
  const body = CONTENT.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { etag, 'content-length': body.length });
  if (breakAt === null) return void response.end(body);
  // Not before the other side has read it: what a reset connection has not delivered is lost.
  response.write(body.subarray(0, breakAt), () => setTimeout(() => response.destroy(), 100));
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof IssueError)) throw error ?? new Error('nothing was refused');
  // Every refusal is a sentence, with all its places filled.
  expect(issueSentence(error.issues[0]!, 'en')).not.toMatch(/\{\w+\}/);
  return error.issues[0]!.code;
};

describe('download', () => {
  let path: string;
  const folder = temporaryFolder();
  beforeAll(async () => {
    server = createServer(serve);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    for (const response of hangs) response.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach((context) => {
    path = join(folder, context.task.id, 'file.bin');
    breakAt = null;
    etag = '"v1"';
    ranges.length = 0;
  });

  it('gives the whole file under its name, with its checksum', async () => {
    expect(await download({ url: `${base}/file`, path })).toEqual({
      path,
      bytes: CONTENT.length,
      sha256: HASH,
      resumedFrom: 0,
    });
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('goes on where it broke off, and shows no file before it is whole', async () => {
    breakAt = 100_000;
    expect(await codeOf(download({ url: `${base}/file`, path }))).toBe('download-broken-off');
    expect(existsSync(path)).toBe(false);
    breakAt = null;
    const loaded = await download({ url: `${base}/file`, path });
    expect(loaded.resumedFrom).toBe(100_000);
    expect(loaded.sha256).toBe(HASH);
    expect(ranges).toEqual([undefined, 'bytes=100000-']);
  });

  it('begins again when the file has changed in between', async () => {
    breakAt = 100_000;
    expect(await codeOf(download({ url: `${base}/file`, path }))).toBe('download-broken-off');
    breakAt = null;
    etag = '"v2"';
    expect(await download({ url: `${base}/file`, path })).toMatchObject({ resumedFrom: 0, sha256: HASH });
  });

  it('throws away a file with another checksum', async () => {
    const request = { url: `${base}/file`, path, sha256: '0'.repeat(64) };
    expect(await codeOf(download(request))).toBe('download-hash-differs');
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('refuses one byte more than allowed, and takes exactly as many', async () => {
    const request = { url: `${base}/file`, path };
    expect(await codeOf(download({ ...request, maxBytes: CONTENT.length - 1 }))).toBe('download-too-large');
    expect((await download({ ...request, maxBytes: CONTENT.length })).bytes).toBe(CONTENT.length);
  });

  it('says when nothing is there, nobody answers, or the other side falls silent', async () => {
    expect(await codeOf(download({ url: `${base}/missing`, path }))).toBe('download-refused');
    expect(await codeOf(download({ url: 'http://127.0.0.1:1/file', path }))).toBe('download-unreachable');
    expect(await codeOf(download({ url: `${base}/silent`, path, idleMs: 100 }))).toBe('download-broken-off');
  });
});
