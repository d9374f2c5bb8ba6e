import { createHash } from 'node:crypto';
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { IssueError } from '#core/issue.ts';
import type { Config } from '../../../config.ts';
import type { Services } from '../../../route.ts';
import { authOptions } from '../auth.ts';
import { accountTables } from '../tables.ts';
import { admit } from './admit.ts';
import { describedProvider } from './description.ts';
import { guardedProvider } from './guarded-provider.ts';

export const CALLBACK_PATH = '/account/oidc/callback';

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
  const provider = guardedProvider({
    id,
    described,
    reach,
    config,
    redirectUri: `${config.PUBLIC_URL!.replace(/\/+$/, '')}${CALLBACK_PATH}`,
    admit: async (profile) => {
      const email = typeof profile.email === 'string' ? profile.email : '';
      const name = typeof profile.name === 'string' ? profile.name.trim().slice(0, 100) : '';
      await admit(accountTables(db), config, {
        provider: id,
        subject: profile.sub,
        email,
        emailVerified: profile.emailVerified,
        name,
        claims: profile,
      });
      return { email: email.toLowerCase(), name };
    },
  });
  const plugin: BetterAuthPlugin = {
    id: 'identity-provider',
    init: ({ socialProviders }) => ({ context: { socialProviders: [provider, ...socialProviders] } }),
  };
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
