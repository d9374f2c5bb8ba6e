import {
  authorizationCodeRequest,
  createAuthorizationURL,
  getOAuth2Tokens,
  type OAuthProvider,
  verifyProviderIdToken,
} from 'better-auth/oauth2';
import { createRemoteJWKSet, customFetch } from 'jose';
import { z } from 'zod';
import type { Config } from '../../../config.ts';
import { askProvider, type ProviderDescription, type Reach, readJson } from './description.ts';

const claimsSchema = z.record(z.string(), z.unknown());

/** What ID token and userinfo say about somebody, together. */
export interface Profile extends Record<string, unknown> {
  readonly sub: string;
  readonly emailVerified: boolean;
}

export interface GuardedProvider {
  readonly id: string;
  readonly described: ProviderDescription;
  readonly reach: Reach;
  readonly config: Pick<Config, 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_NAME' | 'OIDC_SCOPES'>;
  readonly redirectUri: string;
  /** Called after signature, issuer, audience and nonce of the ID token have been checked; says who it is here. */
  readonly admit: (profile: Profile) => Promise<{ email: string; name: string }>;
}

/**
 * An OpenID Connect provider for the sign-in library that asks through `askProvider` alone. The library's own generic
 * provider fetches description, keys and tokens past the guard and offers no other way; what it checks is checked here
 * by the same functions of the library.
 */
export function guardedProvider(options: GuardedProvider): OAuthProvider<Profile> {
  const { id, described, reach, config, redirectUri: redirectURI } = options;
  const client = {
    clientId: config.OIDC_CLIENT_ID!,
    clientSecret: config.OIDC_CLIENT_SECRET,
    redirectURI,
  };
  // Without a key of its own nobody can check a signature; a token is never taken for signed with the client's secret.
  const algorithms = described.id_token_signing_alg_values_supported?.filter(
    (each) => each !== 'none' && !each.startsWith('HS'),
  );
  const keys = createRemoteJWKSet(new URL(described.jwks_uri), {
    [customFetch]: (url, { headers, signal }) =>
      askProvider(url, reach, { headers: Object.fromEntries(headers), signal }),
  });
  const provider: OAuthProvider<Profile> = {
    id,
    name: config.OIDC_NAME,
    issuer: described.issuer,
    idToken: {
      jwks: keys,
      issuer: described.issuer,
      audience: client.clientId,
      ...(algorithms ? { algorithms } : {}),
    },
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }) => profile.sub,
    createAuthorizationURL: ({ state, codeVerifier, idTokenNonce: nonce }) =>
      createAuthorizationURL({
        id,
        options: client,
        authorizationEndpoint: described.authorization_endpoint,
        state,
        codeVerifier,
        scopes: [...new Set(['openid', ...config.OIDC_SCOPES.split(/\s+/).filter(Boolean)])],
        redirectURI,
        nonce,
      }),
    validateAuthorizationCode: async ({ code, codeVerifier }) => {
      const tokenEndpoint = described.token_endpoint;
      const { body, headers } = await authorizationCodeRequest({
        code,
        codeVerifier,
        redirectURI,
        options: client,
        tokenEndpoint,
        tokenEndpointAuth: { method: client.clientSecret ? 'client_secret_post' : 'none' },
      });
      const answer = await askProvider(tokenEndpoint, reach, {
        method: 'POST',
        headers,
        body: body.toString(),
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      return getOAuth2Tokens(claimsSchema.parse(await answer.json()));
    },
    getUserInfo: async ({ idToken, accessToken, expectedIdTokenNonce }) => {
      if (!idToken || !(await verifyProviderIdToken(provider, idToken, expectedIdTokenNonce))) return null;
      const claims = claimsOf(idToken);
      const endpoint = described.userinfo_endpoint;
      const more =
        endpoint && accessToken ? claimsSchema.parse(await readJson(endpoint, reach, accessToken)) : {};
      // OpenID Connect Core 5.3.2: an answer about somebody else must not be used.
      if (more.sub !== undefined && more.sub !== claims.sub) return null;
      const emailVerified = (more.email_verified ?? claims.email_verified) === true;
      const data: Profile = { ...claims, ...more, sub: String(claims.sub), emailVerified };
      return { user: { ...(await options.admit(data)), emailVerified }, data };
    },
  };
  return provider;
}

function claimsOf(idToken: string): Record<string, unknown> {
  return claimsSchema.parse(
    JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')),
  );
}
