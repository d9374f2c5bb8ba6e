import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedProvider } from './guarded-provider.ts';

const CLIENT = 'lueckenlos';
const SECRET = 'a-secret-of-the-client-that-is-long-enough-for-hs256';
const NONCE = 'n-1';

describe('what an identity provider answers', () => {
  let server: Server;
  let issuer = '';
  let keys: CryptoKeyPair;
  let foreign: CryptoKeyPair;
  let idToken = '';
  let userinfo: object = {};
  let sent = '';
  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    foreign = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' };
    server = createServer(async (request, response) => {
      if (request.method === 'POST') for await (const chunk of request) sent += chunk;
      const answers: Record<string, object> = {
        '/token': { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken },
        '/keys': { keys: [jwk] },
        '/me': userinfo,
      };
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(answers[request.url!] ?? null));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Who would be let in on a token. */
  async function letIn(token: string): Promise<string | null> {
    const provider = guardedProvider({
      id: 'oidc',
      described: {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        userinfo_endpoint: `${issuer}/me`,
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      },
      reach: { issuer, privateHosts: [] },
      config: {
        OIDC_CLIENT_ID: CLIENT,
        OIDC_CLIENT_SECRET: SECRET,
        OIDC_NAME: 'Stadt',
        OIDC_SCOPES: 'email',
      },
      redirectUri: 'http://lueckenlos.test/account/oidc/callback',
      admit: async ({ sub }) => ({ email: `${sub}@stadt.example`, name: sub }),
    });
    idToken = token;
    sent = '';
    const tokens = await provider.validateAuthorizationCode({
      code: 'c',
      codeVerifier: 'v',
      redirectURI: '',
    });
    const who = await provider.getUserInfo({ ...tokens, expectedIdTokenNonce: NONCE });
    return who?.user.email ?? null;
  }
  const claims = (more: object = {}) => ({ sub: 'ada', nonce: NONCE, ...more });
  const signed = (
    more: object,
    { by = keys.privateKey, to = CLIENT, from = issuer, ends = '1m' }: Signing = {},
  ) =>
    new SignJWT(claims(more))
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(from)
      .setAudience(to)
      .setIssuedAt()
      .setExpirationTime(ends)
      .sign(by);
  interface Signing {
    readonly by?: CryptoKey;
    readonly to?: string;
    readonly from?: string;
    readonly ends?: string;
  }

  it('counts when the token is signed, for us, from there, of this sign-in and in force', async () => {
    expect(await letIn(await signed({}))).toBe('ada@stadt.example');
    const body = Object.fromEntries(new URLSearchParams(sent));
    expect(body).toMatchObject({ code: 'c', code_verifier: 'v', client_id: CLIENT, client_secret: SECRET });
  });

  it('lets nobody in on any other token', async () => {
    const tokens = {
      'of another sign-in': await signed({ nonce: 'n-2' }),
      'without a nonce': await signed({ nonce: undefined }),
      'signed by somebody else': await signed({}, { by: foreign.privateKey }),
      'for somebody else': await signed({}, { to: 'another-client' }),
      'from somebody else': await signed({}, { from: 'https://id.example' }),
      'long over': await signed({}, { ends: '-1h' }),
      unsigned: new UnsecuredJWT(claims())
        .setIssuer(issuer)
        .setAudience(CLIENT)
        .setIssuedAt()
        .setExpirationTime('1m')
        .encode(),
      'signed with the secret': await new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience(CLIENT)
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(new TextEncoder().encode(SECRET)),
      none: '',
      nonsense: 'a.b.c',
    };
    for (const [what, token] of Object.entries(tokens))
      expect([what, await letIn(token)]).toEqual([what, null]);
  });

  it('lets nobody in whose userinfo speaks of somebody else', async () => {
    userinfo = { sub: 'eve' };
    expect(await letIn(await signed({}))).toBeNull();
    userinfo = { sub: 'ada', email_verified: true };
    expect(await letIn(await signed({}))).toBe('ada@stadt.example');
  });
});
