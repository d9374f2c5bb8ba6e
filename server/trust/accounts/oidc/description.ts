import { z } from 'zod';
import { guardedFetch, requireReachable } from '../../guarded-fetch.ts';

/** Longest time the provider may take for its description or the userinfo. */
const PATIENCE_MS = 10_000;

/** What of the provider's description (OpenID Connect Discovery 1.0, section 3) is needed here itself. */
const discovery = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
});
export type ProviderDescription = z.infer<typeof discovery>;

export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
}

/** Where the provider is, and which hosts of the own network the administration has named. */
export interface Reach {
  readonly issuer: string;
  readonly privateHosts: readonly string[];
}

/**
 * The provider's description, each address in it looked at before anybody asks there. The issuer's own origin is the
 * administration's word. Every other address must be https and on the internet, or named in `FETCH_PRIVATE_HOSTS`: a
 * description that somebody has tampered with leads no request, and no client secret, into the own network. That such
 * a name leads elsewhere later gains nothing, because the host there has no certificate for it.
 * @throws Error where the provider does not answer, or with code `EPRIVATE` or `EPROTOCOL`
 */
export async function describedProvider(reach: Reach): Promise<ProviderDescription> {
  const described = discovery.parse(await readJson(discoveryAddress(reach.issuer), reach));
  const own = new URL(reach.issuer).origin;
  for (const each of [described.token_endpoint, described.jwks_uri, described.userinfo_endpoint]) {
    if (!each || new URL(each).origin === own) continue;
    await requireReachable(each, { privateHosts: reach.privateHosts, protocols: ['https:'] });
  }
  return described;
}

/** What the provider answers at an address of its description. @throws Error as `guardedFetch`, or the status */
export async function readJson(url: string, reach: Reach, bearer?: string): Promise<unknown> {
  const issuerHost = new URL(reach.issuer).hostname.replace(/^\[|\]$/g, '');
  const isOwn = new URL(url).origin === new URL(reach.issuer).origin;
  const answer = await guardedFetch(url, {
    headers: { accept: 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
    signal: AbortSignal.timeout(PATIENCE_MS),
    privateHosts: isOwn ? [...reach.privateHosts, issuerHost] : reach.privateHosts,
    named: isOwn,
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
