import { createHash } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Config } from '../../../config.ts';
import type { Services } from '../../../route.ts';
import { authOptions } from '../auth.ts';
import { accountTables } from '../tables.ts';
import { admit } from './admit.ts';
import { describedProvider, discoveryAddress, readJson } from './description.ts';

export const CALLBACK_PATH = '/account/oidc/callback';

const userinfo = z.record(z.string(), z.unknown());

/** Under this name accounts are linked to a person at this provider; another issuer never has the same. */
export function providerId(issuer: string): string {
  return `oidc-${createHash('sha256').update(issuer).digest('hex').slice(0, 12)}`;
}

/** Whether people can sign in through an identity provider. */
export function hasOidc(config: Config): boolean {
  return config.OIDC_ISSUER !== undefined;
}

async function create({ db, config }: Services) {
  const issuer = config.OIDC_ISSUER!;
  const id = providerId(issuer);
  const reach = { issuer, privateHosts: config.FETCH_PRIVATE_HOSTS.split(/\s+/).filter(Boolean) };
  const described = await describedProvider(reach);
  if (described.issuer.replace(/\/+$/, '') !== issuer.replace(/\/+$/, ''))
    throw failedAt(`issuer ${described.issuer}`);
  const plugin = genericOAuth({
    config: [
      {
        providerId: id,
        name: config.OIDC_NAME,
        // The library reads the description once more, for the keys and algorithms; with headers it follows no redirect
        // to another host. Where codes and secrets are sent stays as it was read and checked here.
        discoveryUrl: discoveryAddress(issuer),
        discoveryHeaders: { accept: 'application/json' },
        authorizationUrl: described.authorization_endpoint,
        tokenUrl: described.token_endpoint,
        // Nobody is let in by an unsigned token.
        requireIdTokenVerification: true,
        clientId: config.OIDC_CLIENT_ID!,
        clientSecret: config.OIDC_CLIENT_SECRET,
        ...(config.OIDC_CLIENT_SECRET ? {} : { tokenEndpointAuth: { method: 'none' as const } }),
        scopes: config.OIDC_SCOPES.split(/\s+/).filter(Boolean),
        pkce: true,
        redirectURI: `${config.PUBLIC_URL!.replace(/\/+$/, '')}${CALLBACK_PATH}`,
        disableProviderLogout: true,
        // Called after the signature, issuer, audience and nonce of the ID token have been checked.
        getUserInfo: async ({ idToken, accessToken }) => {
          const claims = claimsOf(idToken);
          const endpoint = described.userinfo_endpoint;
          const more =
            endpoint && accessToken ? userinfo.parse(await readJson(endpoint, reach, accessToken)) : {};
          // OpenID Connect Core 5.3.2: an answer about somebody else must not be used.
          if (more.sub !== undefined && more.sub !== claims.sub) return null;
          const emailVerified = (more.email_verified ?? claims.email_verified) === true;
          return { ...claims, ...more, sub: String(claims.sub), emailVerified };
        },
        mapProfileToUser: async (profile) => {
          const email = typeof profile.email === 'string' ? profile.email : '';
          const name = typeof profile.name === 'string' ? profile.name.trim().slice(0, 100) : '';
          await admit(accountTables(db), config, {
            provider: id,
            subject: String(profile.sub),
            email,
            emailVerified: profile.emailVerified,
            name,
            claims: profile,
          });
          return { email: email.toLowerCase(), name };
        },
      },
    ],
  });
  const auth = betterAuth({ ...authOptions(db, config), plugins: [plugin] });
  await auth.$context;
  return { auth, id };
}

export type OidcProvider = Awaited<ReturnType<typeof create>>;

const made = new WeakMap<object, Promise<OidcProvider>>();

/**
 * The sign-in library with the configured provider, which is asked for its description once. It is an instance of
 * its own, so that a provider that is down keeps nobody else from signing in.
 * @throws IssueError `oidc-off`, `oidc-unreachable`, `oidc-failed`
 */
export async function oidcProvider(services: Services): Promise<OidcProvider> {
  if (!hasOidc(services.config)) throw new IssueError({ code: 'oidc-off', severity: 'error', where: 'OIDC' });
  let known = made.get(services.config);
  if (!known) {
    known = create(services);
    made.set(services.config, known);
    known.catch(() => made.delete(services.config));
  }
  try {
    return await known;
  } catch (error) {
    if (error instanceof IssueError) throw error;
    throw new IssueError({ code: 'oidc-unreachable', severity: 'error', where: 'OIDC_ISSUER' });
  }
}

export function failedAt(reason: string): IssueError {
  const params = { reason: reason.slice(0, 100) };
  return new IssueError({ code: 'oidc-failed', severity: 'error', where: 'OIDC', params });
}

function claimsOf(idToken: string | undefined): Record<string, unknown> {
  const body = idToken?.split('.')[1] ?? '';
  return userinfo.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
}
