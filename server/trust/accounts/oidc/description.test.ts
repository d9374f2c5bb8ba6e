import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askProvider, describedProvider } from './description.ts';

// Every name leads into the own network.
vi.mock('node:dns', () => ({
  lookup: (_: string, __: unknown, done: (error: null, all: object[]) => void) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]),
}));

let handle: RequestListener;
let server: Server;
let port = 0;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
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
    () => 'asked',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
const inside = (privateHosts: string[] = []) => ({
  issuer: `http://keycloak.intern:${port}/realms/stadt`,
  privateHosts,
});

describe('a provider in the own network', () => {
  it('is reached where OIDC_ISSUER says, and only at that origin', async () => {
    handle = (_, response) => response.end('{}');
    asked = [];
    expect(await codeOf(askProvider(`http://keycloak.intern:${port}/token`, inside(), {}))).toBe('asked');
    for (const [url, code] of [
      [`https://keycloak.intern:${port}/token`, 'EPRIVATE'],
      [`https://other.intern:${port}/token`, 'EPRIVATE'],
      [`http://other.intern:${port}/token`, 'EPROTOCOL'],
      [`http://keycloak.intern:${port + 1}/token`, 'EPROTOCOL'],
      [`https://127.0.0.1:${port}/token`, 'EPRIVATE'],
    ] as const)
      expect([url, await codeOf(askProvider(url, inside(), {}))]).toEqual([url, code]);
    expect(asked).toEqual([`keycloak.intern:${port} /token`]);
  });

  it('may have its addresses at other hosts inside when FETCH_PRIVATE_HOSTS names them, and not else', async () => {
    const described = (token: string, authorization = `http://keycloak.intern:${port}/auth`) => {
      handle = (_, response) =>
        response.end(
          JSON.stringify({
            issuer: inside().issuer,
            authorization_endpoint: authorization,
            token_endpoint: token,
            jwks_uri: `http://keycloak.intern:${port}/keys`,
          }),
        );
    };
    described('https://tokens.intern/token');
    expect(await codeOf(describedProvider(inside()))).toBe('EPRIVATE');
    expect(await codeOf(describedProvider(inside(['tokens.intern'])))).toBe('asked');
    described('http://tokens.intern/token');
    expect(await codeOf(describedProvider(inside(['tokens.intern'])))).toBe('EPROTOCOL');
    described(`http://keycloak.intern:${port}/token`, 'http://phishing.example/auth');
    expect(await codeOf(describedProvider(inside()))).toBe('EPROTOCOL');
  });

  it('leads nobody on by a redirect, and fills no memory', async () => {
    handle = (request, response) =>
      request.url === '/keys'
        ? response.end('x'.repeat(2 << 20))
        : response.writeHead(302, { location: `http://keycloak.intern:${port}/other` }).end();
    asked = [];
    expect(await codeOf(describedProvider(inside()))).toBe('302');
    expect(asked).toEqual([`keycloak.intern:${port} /realms/stadt/.well-known/openid-configuration`]);
    expect(await codeOf(askProvider(`http://keycloak.intern:${port}/keys`, inside(), {}))).toBe('ETOOBIG');
  });
});
