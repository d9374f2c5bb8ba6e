import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUser, changeUser } from '../../server/trust/accounts/users.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { type OidcServer, type Person, startOidcServer } from '../fixtures/oidc-server.ts';

const server = DATABASES.find((database) => database.name === 'server')!;
const HOME = 'http://lueckenlos.test';

const ADA: Person = {
  sub: 'u-1',
  name: 'Ada Beispiel',
  email: 'Ada@stadt.example',
  email_verified: true,
  roles: ['staff', 'lk-planung'],
};

describe('signing in through an identity provider', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let oidc: OidcServer;
  beforeAll(async () => {
    database = await server.open();
    oidc = await startOidcServer({
      clientId: 'lueckenlos',
      clientSecret: 'a-secret-of-the-client',
      redirectUri: `${HOME}/account/oidc/callback`,
    });
    api = withProvider({});
  });
  afterAll(async () => {
    expect(api.unexpected.map(String)).toEqual([]);
    await oidc.close();
    await database.close();
  });

  function withProvider(more: Partial<TestDatabase['config']>): TestApplication {
    return testApplication({
      ...database,
      config: {
        ...database.config,
        PUBLIC_URL: HOME,
        OIDC_ISSUER: oidc.issuer,
        OIDC_CLIENT_ID: 'lueckenlos',
        OIDC_CLIENT_SECRET: 'a-secret-of-the-client',
        OIDC_ROLE_CLAIM: 'roles',
        OIDC_ROLES: 'lk-admin=administrator lk-planung=planner lk-netz=operator',
        OIDC_OPERATOR_CLAIM: 'company',
        ...more,
      },
    });
  }

  /** Follows the redirects a browser would, with its cookies for both hosts; returns the last answer of ours. */
  async function signIn(person: Person, app = api): Promise<{ answer: Response; cookie: string }> {
    oidc.signInAs = person;
    const own = new Map<string, string>();
    const theirs = new Map<string, string>();
    let url = new URL('/account/oidc', HOME);
    for (let hop = 0; hop < 12; hop++) {
      const isOurs = url.origin === HOME;
      const jar = isOurs ? own : theirs;
      const headers = { cookie: [...jar].map((pair) => pair.join('=')).join('; '), accept: 'text/html' };
      const answer = isOurs
        ? await app.request(url.pathname + url.search, { headers })
        : await fetch(url, { headers, redirect: 'manual' });
      for (const set of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
        if (value) jar.set(name!, value);
        else jar.delete(name!);
      }
      const location = answer.headers.get('location');
      if (!location) throw new Error(`${url} ${answer.status} ${await answer.text()}`);
      const next = new URL(location, url);
      // Back from the provider and dealt with: where we lead to now is the result.
      if (isOurs && next.origin === HOME)
        return { answer, cookie: [...own].map((pair) => pair.join('=')).join('; ') };
      url = next;
    }
    throw new Error('too many redirects');
  }

  const roleOf = async (cookie: string) =>
    ((await (await api.request('/api/session', { headers: { cookie } })).json()) as { role: string }).role;
  const problemOf = ({ answer }: { answer: Response }) =>
    new URL(answer.headers.get('location')!, HOME).searchParams.get('problem');
  const userOf = (email: string) =>
    accountTables(database.db)
      .selectFrom('login_user')
      .selectAll()
      .where('email', '=', email)
      .executeTakeFirstOrThrow();

  it('makes an account with the role of the claims, keeps no token, and opens what the role may', async () => {
    const { answer, cookie } = await signIn(ADA);
    expect(answer.headers.get('location')).toBe('/');
    for (const set of answer.headers.getSetCookie()) expect(set).toMatch(/HttpOnly; SameSite=Lax/i);
    expect(await roleOf(cookie)).toBe('planner');
    expect(await userOf('ada@stadt.example')).toMatchObject({ name: 'Ada Beispiel', role: 'planner' });
    expect((await api.request('/api/areas', { headers: { cookie } })).status).toBe(200);
    expect((await api.request('/administration', { headers: { cookie } })).status).toBe(403);
    const { rows } = (await database.db.executeQuery(
      (
        await import('kysely')
      ).sql`select access_token, refresh_token, id_token from login_credential
        where provider_id like 'oidc-%'`.compile(database.db),
    )) as { rows: object[] };
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
    const audit = await (await api.request('/api/audit', { role: 'admin' })).text();
    expect(audit).toContain('identity provider');
  });

  it('takes the role of the claims at every sign-in, and the access of who has none any more', async () => {
    const { cookie } = await signIn({ ...ADA, roles: ['lk-admin'] });
    expect((await userOf('ada@stadt.example')).role).toBe('administrator');
    expect(problemOf(await signIn({ ...ADA, roles: ['staff'] }))).toBe('oidc-no-role');
    expect(await roleOf(cookie)).toBe('public');
    await signIn(ADA);
    expect((await userOf('ada@stadt.example')).role).toBe('planner');
  });

  it('says why somebody is not let in', async () => {
    const stranger = { ...ADA, sub: 'u-2', email: 'eve@stadt.example' };
    expect(problemOf(await signIn({ ...stranger, roles: [] }))).toBe('oidc-no-role');
    expect(problemOf(await signIn({ ...stranger, email: '' }))).toBe('oidc-no-email');
    await changeUser(accountTables(database.db), (await userOf('ada@stadt.example')).id, { disabled: true });
    expect(problemOf(await signIn(ADA))).toBe('account-disabled');
    await changeUser(accountTables(database.db), (await userOf('ada@stadt.example')).id, { disabled: false });
  });

  it('joins an account of the same address only when the provider has verified it', async () => {
    const tables = accountTables(database.db);
    await addUser(tables, { name: 'Bea', email: 'bea@stadt.example', role: 'planner' });
    const bea = { ...ADA, sub: 'u-3', name: 'Bea', email: 'bea@stadt.example' };
    expect(problemOf(await signIn({ ...bea, email_verified: false }))).toBe('oidc-email-unverified');
    expect((await signIn(bea)).answer.headers.get('location')).toBe('/');
    const users = await tables.selectFrom('login_user').select('id').where('email', '=', bea.email).execute();
    expect(users).toHaveLength(1);
  });

  it('gives an operator the company of the claim', async () => {
    await signIn({
      ...ADA,
      sub: 'u-4',
      email: 'net@x.example',
      roles: ['lk-netz'],
      company: 'Netz Nord GmbH',
    });
    expect(await userOf('net@x.example')).toMatchObject({ role: 'operator', operator: 'Netz Nord GmbH' });
  });

  it('leaves roles to the administration where nothing is mapped', async () => {
    const plain = withProvider({ OIDC_ROLES: undefined });
    expect(problemOf(await signIn({ ...ADA, sub: 'u-5', email: 'new@x.example' }, plain))).toBe(
      'oidc-no-role',
    );
    expect((await signIn({ ...ADA, roles: [] }, plain)).answer.headers.get('location')).toBe('/');
    const open = withProvider({ OIDC_ROLES: undefined, OIDC_DEFAULT_ROLE: 'wlan-officer' });
    await signIn({ ...ADA, sub: 'u-5', email: 'new@x.example' }, open);
    expect((await userOf('new@x.example')).role).toBe('wlan-officer');
    expect([...plain.unexpected, ...open.unexpected]).toEqual([]);
  });

  it('accepts no answer that it did not ask for', async () => {
    for (const query of ['', '?code=x', '?code=x&state=forged', '?error=access_denied&state=y']) {
      const answer = await api.request(`/account/oidc/callback${query}`);
      expect([query, answer.status, (await answer.json()).title]).toEqual([query, 401, 'oidc-failed']);
    }
    // A code of somebody else's sign-in, brought to another browser: it lacks the cookie of the state.
    oidc.signInAs = ADA;
    const begun = await api.request('/account/oidc');
    const state = new URL(begun.headers.get('location')!).searchParams.get('state')!;
    const stolen = await api.request(`/account/oidc/callback?code=x&state=${state}`);
    expect([stolen.status, stolen.headers.getSetCookie().join().includes('session_token')]).toEqual([
      401,
      false,
    ]);
  });

  it('follows no description that leads into the own network, and sends its secret there to nobody', async () => {
    const asked: string[] = [];
    const inside = createServer((request, response) => {
      asked.push(request.url!);
      const { port } = inside.address() as AddressInfo;
      const issuer = `http://127.0.0.1:${port}`;
      const description = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${oidc.issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        ...tampered,
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(description));
    });
    let tampered: Record<string, string> = {};
    await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
    const issuer = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
    const descriptions: Record<string, string>[] = [
      {},
      { token_endpoint: 'https://169.254.169.254/latest' },
      { token_endpoint: `${issuer}/token`, jwks_uri: 'http://localhost:1/keys' },
      { token_endpoint: `${issuer}/token`, userinfo_endpoint: 'https://10.0.0.1/me' },
    ];
    for (const one of descriptions) {
      tampered = one;
      const app = withProvider({ OIDC_ISSUER: issuer });
      expect([one, (await app.request('/account/oidc')).status]).toEqual([one, 503]);
    }
    expect([...new Set(asked)]).toEqual(['/.well-known/openid-configuration']);
    inside.close();
  });

  it('asks the provider through the guarded fetch alone: the sign-in library itself opens no connection', async () => {
    const library = vi.spyOn(globalThis, 'fetch');
    const fresh = withProvider({});
    expect((await signIn(ADA, fresh)).answer.headers.get('location')).toBe('/');
    // What the browser of this test asks; description, keys, token and userinfo are not among it.
    const paths = library.mock.calls.map(([url]) =>
      new URL(String(url)).pathname.replace(/\/[^/]{10,}$/, ''),
    );
    library.mockRestore();
    expect([...new Set(paths)].sort()).toEqual(['/auth', '/choose']);
    expect(fresh.unexpected).toEqual([]);
  });

  it('follows no redirect of the token or key address into the own network, and sends code and secret there to nobody', async () => {
    const inside: string[] = [];
    const victim = createServer((request, response) => {
      inside.push(request.url!);
      response.end('{}');
    });
    await new Promise<void>((done) => victim.listen(0, '127.0.0.1', done));
    const to = `http://127.0.0.1:${(victim.address() as AddressInfo).port}`;
    const idToken = [{ alg: 'RS256', kid: 'x' }, { sub: 'x' }, {}]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    let asked: string[] = [];
    let redirecting = '/token';
    const front = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const issuer = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
      if (request.url === redirecting) return response.writeHead(307, { location: `${to}/stolen` }).end();
      const answer = request.url!.startsWith('/token')
        ? { access_token: 'a', token_type: 'Bearer', id_token: idToken }
        : {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            id_token_signing_alg_values_supported: ['RS256'],
          };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    const app = withProvider({ OIDC_ISSUER: `http://127.0.0.1:${(front.address() as AddressInfo).port}` });
    for (const [path, expected] of [
      ['/token', ['POST /token']],
      ['/keys', ['POST /token', 'GET /keys']],
    ] as const) {
      redirecting = path;
      const begun = await app.request('/account/oidc');
      asked = [];
      const state = new URL(begun.headers.get('location')!).searchParams.get('state')!;
      const cookie = begun.headers.getSetCookie().map((set) => set.split(';')[0]);
      const answer = await app.request(`/account/oidc/callback?code=x&state=${state}`, {
        headers: { cookie: cookie.join('; ') },
      });
      expect([path, answer.status, (await answer.json()).title]).toEqual([path, 401, 'oidc-failed']);
      expect([path, asked, inside]).toEqual([path, expected, []]);
    }
    expect(app.unexpected).toEqual([]);
    for (const each of [victim, front]) each.close();
  });

  it('goes on with passwords while the provider is away, and is not offered where there is none', async () => {
    const away = withProvider({ OIDC_ISSUER: 'http://127.0.0.1:9' });
    expect((await away.request('/account/oidc')).status).toBe(503);
    const page = await (await away.request('/account')).text();
    expect(page).toContain('href="/account/oidc"');
    expect(page).toContain('name="password"');
    const none = testApplication(database);
    expect((await none.request('/account/oidc')).status).toBe(404);
    expect(await (await none.request('/account')).text()).not.toContain('/account/oidc');
    expect([...away.unexpected, ...none.unexpected]).toEqual([]);
  });
});
