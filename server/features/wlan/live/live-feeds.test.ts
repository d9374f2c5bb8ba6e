import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LiveFeeds } from './live-feeds.ts';

let answer: RequestListener = (_, response) => response.end();
let asked: string[] = [];
let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const LIMITS = { timeoutMs: 300, maxBytes: 100_000 };
const says = (body: string, type = 'application/json', status = 200): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
};

describe('live feeds', () => {
  it('are read, read again when due, and lose a hotspot that the feed no longer names', async () => {
    let now = 1_000_000;
    const feeds = new LiveFeeds(`${base}/a?key=secret#Knoten`, () => now, LIMITS);
    answer = says('{"states": {"r": "online", "s": "offline"}}');
    await feeds.poll();
    expect(feeds.of('Knoten', 'r')).toMatchObject({ state: 'works', checkedAtMs: now });
    expect(feeds.of('andere', 'r')).toBeNull();
    expect(feeds.states()[0]).toMatchObject({
      address: `${base}/a`,
      source: 'Knoten',
      entries: 2,
      fault: null,
    });
    const before = feeds.version();
    now += 59_999;
    await feeds.poll();
    expect(asked).toEqual(['/a?key=secret']);
    now += 1;
    answer = says('{"states": {"s": "online"}}');
    await feeds.poll();
    expect([feeds.of('Knoten', 'r'), feeds.of('Knoten', 's')?.state]).toEqual([null, 'works']);
    expect(feeds.version()).not.toBe(before);
  });

  it('say how old a feed is that gives its own time', async () => {
    const feeds = new LiveFeeds(`${base}/old`, () => Date.UTC(2026, 0, 1), LIMITS);
    answer = says('{"timestamp": "2017-07-28T20:54:13Z", "nodes": [{"node_id": "a", "is_online": true}]}');
    await feeds.poll();
    expect(feeds.of('x', 'a')?.checkedAtMs).toBe(Date.UTC(2017, 6, 28, 20, 54, 13));
  });

  it('take "not modified" for a fresh answer', async () => {
    let now = 0;
    const feeds = new LiveFeeds(`${base}/e`, () => now, LIMITS);
    answer = (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end('{"r": "ok"}');
    };
    await feeds.poll();
    now = 60_000;
    await feeds.poll();
    expect(feeds.of('x', 'r')).toMatchObject({ state: 'works', checkedAtMs: 60_000 });
  });

  const slow: RequestListener = (_, response) => void response.writeHead(200).write('{"r":');
  const huge: RequestListener = (_, response) => void response.end('x'.repeat(200_000));
  const loop: RequestListener = (_, response) => void response.writeHead(302, { location: '/again' }).end();
  const inward: RequestListener = (_, response) =>
    void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  const file: RequestListener = (_, response) =>
    void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  it.each([
    ['slow', slow, 'timeout'],
    ['huge', huge, 'too-large'],
    ['an error', says('nein', 'text/plain', 500), 'refused'],
    ['broken', says('{"nodes": ['), 'not-json'],
    ['lying about its type', says('<html>Wartung</html>'), 'html'],
    ['redirecting inwards', inward, 'redirected-elsewhere'],
    ['redirecting to a file', file, 'redirected-elsewhere'],
    ['redirecting for ever', loop, 'too-many-redirects'],
  ])('keep what was known, and wait longer each time, when the feed is %s', async (_, bad, fault) => {
    let now = 0;
    const feeds = new LiveFeeds(`${base}/f`, () => now, LIMITS);
    answer = says('{"r": "ok"}');
    await feeds.poll();
    answer = bad;
    now = 60_000;
    await feeds.poll();
    expect(feeds.states()[0]).toMatchObject({ fault, failures: 1, nextAtMs: 180_000, checkedAtMs: 0 });
    expect(feeds.of('x', 'r')).toMatchObject({ state: 'works', checkedAtMs: 0 });
    now = 180_000;
    await feeds.poll();
    expect(feeds.states()[0]).toMatchObject({ failures: 2, nextAtMs: 180_000 + 240_000 });
    answer = says('{"r": "down"}');
    now = 500_000;
    await feeds.poll();
    expect(feeds.states()[0]).toMatchObject({ fault: null, failures: 0 });
    expect(feeds.of('x', 'r')?.state).toBe('down');
  });

  it('never wait longer than an hour', async () => {
    let now = 0;
    const feeds = new LiveFeeds('http://127.0.0.1:1/', () => now, LIMITS);
    for (let i = 0; i < 12; i++) {
      await feeds.poll();
      now = feeds.states()[0]!.nextAtMs;
    }
    const last = feeds.states()[0]!;
    expect(last.fault).toBe('unreachable');
    await feeds.poll();
    expect(feeds.states()[0]!.nextAtMs - now).toBe(3_600_000);
  });
});
