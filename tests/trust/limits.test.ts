import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import type { Database } from '../../server/db/schema.ts';
import { metrics } from '../../server/features/metrics/routes.ts';
import type { Feature } from '../../server/route.ts';
import { SESSION_COOKIE, SignIn, TERMINAL_LINK_HOURS } from '../../server/sign-in.ts';
import type { AnsweredRequest } from '../../server/trust/answered-request.ts';
import { TokenBuckets } from '../../server/trust/rate-limit.ts';
import { RIGHTS, ROLES } from '../../server/trust/roles.ts';
import { temporaryFolder } from '../fixtures/databases.ts';

const echo: Feature = {
  name: 'echo',
  routes: () => [
    {
      method: 'post',
      path: '/api/echo',
      access: 'public',
      tag: 't',
      summary: 's',
      maxBodyBytes: 10,
      handler: async (c) => c.text(await c.req.text()),
    },
    {
      method: 'get',
      path: '/api/one',
      access: 'public',
      tag: 't',
      summary: 's',
      handler: (c) => c.text('1'),
    },
    {
      method: 'get',
      path: '/api/secret/fixed',
      access: 'public',
      tag: 't',
      summary: 's',
      handler: (c) => c.text('1'),
    },
    {
      method: 'get',
      path: '/api/secret/:code',
      access: 'public',
      tag: 't',
      summary: 's',
      handler: (c) => c.text('1'),
    },
    {
      method: 'get',
      path: '/api/gone',
      access: 'public',
      tag: 't',
      summary: 's',
      handler: () => {
        throw Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' });
      },
    },
  ],
};

function emptyDatabase(): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** A database whose every connection is refused. */
function goneDatabase(): Kysely<Database> {
  const db = emptyDatabase();
  const gone = Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' });
  vi.spyOn(db.getExecutor(), 'provideConnection').mockRejectedValue(gone);
  return db;
}

function application(env: Record<string, string> = {}, db = emptyDatabase()) {
  const config = loadConfig({ DATA_DIR: temporaryFolder(), ...env });
  const signIn = new SignIn(config.DATA_DIR);
  const seen: AnsweredRequest[] = [];
  const app = createApp({
    // Sessions ask the database, and /metrics, which tells when there is none; this one knows of nothing.
    services: { db, config },
    rights: [...RIGHTS, { methods: 'all', path: '/api/*', roles: ROLES }],
    features: [echo, metrics],
    signIn,
    clientDir: null,
    log: () => undefined,
    onRequest: (entry) => seen.push(entry),
  });
  const from = (path: string, remoteAddress: string, init: RequestInit = {}) =>
    Promise.resolve(app.request(path, init, { incoming: { socket: { remoteAddress } } }));
  return { from, seen, signIn };
}

describe('token buckets', () => {
  it('give a minute of tokens at once, then refill evenly, each key by itself', () => {
    const buckets = new TokenBuckets(60);
    for (let i = 0; i < 60; i++) expect(buckets.take('a', 1, 0)).toBe(0);
    expect(buckets.take('a', 1, 0)).toBe(1);
    expect(buckets.take('a', 1, 999)).toBe(1);
    expect(buckets.take('a', 1, 1000)).toBe(0);
    expect(buckets.take('a', 1, 1000)).toBe(1);
    expect(buckets.take('b', 1, 1000)).toBe(0);
  });

  it('remember a bounded number of addresses, and those that ask most', () => {
    const buckets = new TokenBuckets(60);
    for (let i = 0; i < 60; i++) buckets.take('busy', 1, 0);
    for (let i = 0; i < 30_000; i++) buckets.take(`k${i}`, 1, 0);
    expect(buckets.size).toBeLessThanOrEqual(20_000);
    expect(buckets.take('busy', 1, 0)).toBe(1);
  });
});

describe('headers', () => {
  it('allow no foreign host, and tell browsers to stay with TLS where there is TLS', async () => {
    const plain = (await application().from('/api/one', '203.0.113.5')).headers;
    const policy = plain.get('content-security-policy')!;
    for (const part of [
      "default-src 'self'",
      "script-src 'self';",
      "object-src 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/https?:|unsafe|\*/);
    expect(plain.get('x-content-type-options')).toBe('nosniff');
    expect(plain.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(plain.get('strict-transport-security')).toBeNull();
    const secure = application({ PUBLIC_URL: 'https://breitband.example.de' });
    const { headers } = await secure.from('/api/one', '203.0.113.5');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('limits of the application', () => {
  it('answers 429 with Retry-After to the address that asks too often, and to no other', async () => {
    const { from } = application({ RATE_LIMIT: '3' });
    for (let i = 0; i < 3; i++) expect((await from('/api/one', '203.0.113.5')).status).toBe(200);
    const refused = await from('/api/one', '203.0.113.5');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '20']);
    expect(await refused.json()).toMatchObject({ title: 'too-many-requests', status: 429 });
    expect((await from('/api/one', '203.0.113.6')).status).toBe(200);
    expect((await from('/tiles/x', '203.0.113.6')).status).toBe(404);
  });

  it('takes ten tiles for one call, and lets this machine be unless a limit was set', async () => {
    const { from } = application({ RATE_LIMIT: '1' });
    for (let i = 0; i < 10; i++) expect((await from('/tiles/x', '203.0.113.5')).status).toBe(404);
    expect((await from('/tiles/x', '203.0.113.5')).status).toBe(429);
    const free = application();
    for (let i = 0; i < 1300; i++) await free.from('/api/one', '127.0.0.1');
    expect((await free.from('/api/one', '127.0.0.1')).status).toBe(200);
    for (let i = 0; i < 1300; i++) await free.from('/api/one', '203.0.113.5');
    expect((await free.from('/api/one', '203.0.113.5')).status).toBe(429);
  });

  it('takes a sign-in for ten calls, and a network of IPv6 for one address', async () => {
    const { from } = application({ RATE_LIMIT: '20' });
    const signIn = (address: string) => from('/account/sign-in', address, { method: 'POST' });
    for (let i = 0; i < 2; i++) expect((await signIn(`2001:db8:1:2::${i}`)).status).toBe(404);
    for (const address of ['2001:db8:1:2:9:8:7:6', '2001:0DB8:1:2::', '2001:db8:1:2::%eth0'])
      expect((await from('/api/one', address)).status).toBe(429);
    for (const address of ['2001:db8:1:3::1', '2001:db8::1', '::ffff:203.0.113.5'])
      expect((await from('/api/one', address)).status).toBe(200);
  });

  it('ends the link from the terminal after a day', () => {
    const { signIn } = application();
    const token = signIn.path.split('=')[1]!;
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + TERMINAL_LINK_HOURS * 3_600_000 + 1000);
    expect(signIn.redeem(token)).toBeNull();
    vi.restoreAllMocks();
    expect(signIn.redeem('x'.repeat(32))).toBeNull();
    expect(signIn.redeem(token)).toContain('admin.');
    expect(signIn.redeem(token)).toBeNull();
  });

  it('takes no write from a page of the same host without TLS, where the address has TLS', async () => {
    const { from } = application({ PUBLIC_URL: 'https://plan.example.org' });
    const write = (origin: string) =>
      from('/api/echo', '127.0.0.1', {
        method: 'POST',
        body: 'x',
        headers: { host: 'plan.example.org', origin },
      });
    expect((await write('https://plan.example.org')).status).toBe(200);
    expect((await write('http://plan.example.org')).status).toBe(403);
  });

  it('believes X-Forwarded-For only behind a proxy of ours, and only what the proxy wrote', async () => {
    const forged = (n: number) => ({ headers: { 'x-forwarded-for': `10.0.0.${n}, 203.0.113.9` } });
    for (const env of [
      { RATE_LIMIT: '1' } as Record<string, string>,
      { RATE_LIMIT: '1', TRUST_PROXY: 'yes' },
    ]) {
      const { from } = application(env);
      expect((await from('/api/one', '198.51.100.1', forged(1))).status).toBe(200);
      expect((await from('/api/one', '198.51.100.1', forged(2))).status).toBe(429);
    }
  });

  it('cuts a body that does not say how long it is', async () => {
    const { from } = application();
    const stream = (bytes: number) =>
      ({ method: 'POST', duplex: 'half', body: new Blob(['x'.repeat(bytes)]).stream() }) as RequestInit;
    expect((await from('/api/echo', '127.0.0.1', stream(10))).status).toBe(200);
    expect((await from('/api/echo', '127.0.0.1', stream(11))).status).toBe(413);
    const announced = await from('/api/echo', '127.0.0.1', {
      method: 'POST',
      body: 'x',
      headers: { 'content-length': '11' },
    });
    expect(announced.status).toBe(413);
  });

  it('answers 503 while the database is gone', async () => {
    const response = await application().from('/api/gone', '127.0.0.1');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ title: 'database-gone' });
  });

  it('tells the log of every request once, with the id of the answer and without its query', async () => {
    const { from, seen } = application();
    const response = await from('/sign-in?token=SECRET', '127.0.0.1');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      path: '/sign-in',
      route: '/sign-in',
      status: response.status,
      role: 'public',
    });
    expect(seen[0]!.requestId).toBe(response.headers.get('x-request-id'));
    await from('/api/secret/SECRET-CODE', '127.0.0.1');
    expect(JSON.stringify(seen)).not.toContain('SECRET');
  });

  it('keeps no secret of a path, whatever refuses the request, and names the route it was for', async () => {
    const refusals: [number, RequestInit, Record<string, string>, Kysely<Database>?][] = [
      [429, {}, { RATE_LIMIT: '1' }],
      [429, { method: 'HEAD' }, { RATE_LIMIT: '1' }],
      [429, { method: 'DELETE' }, { RATE_LIMIT: '1' }],
      [403, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }, {}],
      [405, { method: 'PUT' }, {}],
      [503, {}, {}, goneDatabase()],
    ];
    for (const [status, init, env, db] of refusals) {
      const { from, seen, signIn } = application(env, db);
      const cookie = `${SESSION_COOKIE}=${signIn.issue('admin', 60)}`;
      if (status === 429) await from('/api/one', '203.0.113.5');
      const headers = status === 503 ? { cookie } : { ...init.headers };
      await from('/api/secret/SECRET-CODE', '203.0.113.5', { ...init, headers });
      const { path, route } = seen.at(-1)!;
      const kept = { status: seen.at(-1)!.status, path, route };
      expect(kept).toEqual({ status, path: '/api/secret/:code', route: '/api/secret/:code' });
    }
    const { from, seen } = application();
    // A fixed path counts before a parameter, and what is not declared has no name.
    await from('/api/secret/fixed', '127.0.0.1');
    await from('/api/nothing', '127.0.0.1');
    expect(seen.map(({ route }) => route)).toEqual(['/api/secret/fixed', 'other']);
  });

  it('shows metrics to planners and to a scraper on this machine, not to the public or through a proxy', async () => {
    const { from, signIn } = application();
    const cookie = `${SESSION_COOKIE}=${signIn.issue('planner', 60)}`;
    expect((await from('/metrics', '203.0.113.5')).status).toBe(401);
    expect(
      (await from('/metrics', '127.0.0.1', { headers: { 'x-forwarded-for': '203.0.113.5' } })).status,
    ).toBe(401);
    expect((await from('/metrics', '203.0.113.5', { headers: { cookie } })).status).toBe(200);
    const without = application({}, null as never);
    const text = await (await without.from('/metrics', '::ffff:127.0.0.1')).text();
    expect(text).toMatch(/lueckenlos_requests_total\{method="GET",route="\/metrics",status="401"\} \d+/);
    expect(text).toContain('lueckenlos_database_up 0');
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-z_]+(\{[^}]*\})? [\d.e+-]+$)/);
  });
});
