import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guardedFetch, isPrivateAddress, requireReachable } from './guarded-fetch.ts';

let resolved: string[] = [];
const answers: string[] = [];
vi.mock('node:dns', () => ({
  lookup: (
    name: string,
    _: unknown,
    done: (error: null, all: { address: string; family: number }[]) => void,
  ) => {
    resolved.push(name);
    done(null, [{ address: answers.length > 1 ? answers.shift()! : answers[0]!, family: 4 }]);
  },
}));

let handle: RequestListener = (_, response) => response.end('secret');
let server: Server;
let port = 0;
let asked = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked++;
    handle(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fetched',
    (error: NodeJS.ErrnoException) => error.code,
  );
const withNames = (...addresses: string[]) => {
  answers.splice(0, answers.length, ...addresses);
  resolved = [];
  asked = 0;
};

describe('addresses of the own network', () => {
  it.each([
    ['0.0.0.0'],
    ['10.1.2.3'],
    ['100.64.0.1'],
    ['127.0.0.1'],
    ['127.255.255.254'],
    ['169.254.169.254'],
    ['172.31.0.1'],
    ['192.168.0.1'],
    ['198.18.0.1'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::1'],
    ['fe80::1'],
    ['fe80::1%eth0'],
    ['fd00::1'],
    ['ff02::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:a00:1'],
    ['::127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
  ])('%s is one', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each([['1.1.1.1'], ['172.32.0.1'], ['100.128.0.1'], ['2a01:4f8::1'], ['::ffff:8.8.8.8']])(
    '%s is none',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});

describe('a guarded fetch', () => {
  it('does not connect to a name that leads inside, and resolves it once', async () => {
    withNames('127.0.0.1');
    expect(await codeOf(guardedFetch(`http://feed.example:${port}/`))).toBe('EPRIVATE');
    expect([resolved, asked]).toEqual([['feed.example'], 0]);
  });

  it('is not deceived by a name that changes: what was checked is what is connected to', async () => {
    // First answer harmless, every later one inside: a check followed by a second resolution would go inside.
    withNames('192.88.99.1', '127.0.0.1');
    const stop = AbortSignal.timeout(300);
    expect(await codeOf(guardedFetch(`http://rebind.example:${port}/`, { signal: stop }))).not.toBe(
      'fetched',
    );
    expect([resolved, asked]).toEqual([['rebind.example'], 0]);
  });

  it('follows no redirect inside, in whatever spelling, and none away from https or to another protocol', async () => {
    withNames('127.0.0.1');
    for (const location of [
      'http://169.254.169.254/latest',
      'http://[::ffff:7f00:1]/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://127.1/',
      'http://inside.example/',
      'file:///etc/passwd',
      'gopher://x/',
    ]) {
      handle = (_, response) => response.writeHead(302, { location }).end();
      // The first host is one the administration named; what it redirects to was not.
      const first = guardedFetch(`http://named.example:${port}/`, {
        privateHosts: ['named.example'],
        redirects: 3,
      });
      expect([location, await codeOf(first)]).toEqual([
        location,
        expect.stringMatching(/^E(PRIVATE|PROTOCOL|INVAL)/),
      ]);
    }
    handle = (_, response) => response.writeHead(302, { location: '/again' }).end();
    const loop = guardedFetch(`http://named.example:${port}/`, {
      privateHosts: ['named.example'],
      redirects: 3,
    });
    expect(await codeOf(loop)).toBe('EREDIRECT');
  });

  it('goes to a host inside that was named, and brings status, headers and body', async () => {
    handle = (_, response) => response.writeHead(203, { etag: '"x"' }).end('hello');
    const literal = await guardedFetch(`http://127.0.0.1:${port}/`);
    expect([literal.status, literal.headers.get('etag'), await literal.text()]).toEqual([
      203,
      '"x"',
      'hello',
    ]);
    withNames('127.0.0.1');
    const named = await guardedFetch(`http://named.example:${port}/`, { privateHosts: ['named.example'] });
    expect(await named.text()).toBe('hello');
  });
});

describe('an address somebody else will ask', () => {
  const https = { protocols: ['https:'] };
  it('may be on the internet, or where the administration says', async () => {
    withNames('93.184.216.34');
    expect(await codeOf(requireReachable('https://id.example/token', https))).toBe('fetched');
    withNames('10.0.0.5');
    expect(await codeOf(requireReachable('https://id.example/token', https))).toBe('EPRIVATE');
    const named = { ...https, privateHosts: ['id.example'] };
    expect(await codeOf(requireReachable('https://id.example/token', named))).toBe('fetched');
  });

  it('is not an address inside, nor another protocol', async () => {
    for (const address of ['https://169.254.169.254/', 'https://[::1]/', 'https://127.0.0.1/'])
      expect([address, await codeOf(requireReachable(address, https))]).toEqual([address, 'EPRIVATE']);
    for (const address of ['http://93.184.216.34/', 'file:///etc/passwd', 'gopher://x/'])
      expect([address, await codeOf(requireReachable(address, https))]).toEqual([address, 'EPROTOCOL']);
  });
});
