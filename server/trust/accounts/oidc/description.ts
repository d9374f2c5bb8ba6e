import { z } from 'zod';
import { type GuardedRequest, guardedFetch, requireReachable } from '../../guarded-fetch.ts';

/** Longest time the provider may take for one answer. */
const PATIENCE_MS = 10_000;
/** Largest answer of a provider: descriptions, keys, tokens and claims are a few kB. */
const MOST_BYTES = 1 << 20;

/** What of the provider's description (OpenID Connect Discovery 1.0, section 3) is needed here itself. */
const discovery = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
});
export type ProviderDescription = z.infer<typeof discovery>;

/** Where the provider is, and which hosts of the own network the administration has named. */
export interface Reach {
  readonly issuer: string;
  readonly privateHosts: readonly string[];
}

/**
 * The provider's description, each address in it looked at before anybody asks there. The issuer's own origin is the
 * administration's word. Every other address must be https and on the internet, or named in `FETCH_PRIVATE_HOSTS`: a
 * description that somebody has tampered with leads no request, and no client secret, into the own network.
 * @throws Error where the provider does not answer, or with code `EPRIVATE` or `EPROTOCOL`
 */
export async function describedProvider(reach: Reach): Promise<ProviderDescription> {
  const address = `${reach.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const described = discovery.parse(await readJson(address, reach));
  const { token_endpoint, jwks_uri, userinfo_endpoint, authorization_endpoint } = described;
  for (const each of [token_endpoint, jwks_uri, userinfo_endpoint]) {
    if (!each || isOwn(each, reach)) continue;
    await requireReachable(each, { privateHosts: reach.privateHosts, protocols: ['https:'] });
  }
  // Only browsers go there.
  if (!isOwn(authorization_endpoint, reach) && new URL(authorization_endpoint).protocol !== 'https:')
    throw Object.assign(new Error('an authorization endpoint without TLS'), { code: 'EPROTOCOL' });
  return described;
}

/** What the provider answers at an address of its description. @throws Error as `askProvider`, or the status */
export async function readJson(url: string, reach: Reach, bearer?: string): Promise<unknown> {
  const answer = await askProvider(url, reach, {
    headers: { accept: 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/**
 * The one way to a provider: to the issuer's own origin wherever it is, to every other as to any foreign host, and to
 * the address that was looked at. A redirect is not followed but returned.
 * @throws Error as `guardedFetch`, or with code `ETOOBIG`
 */
export async function askProvider(url: string, reach: Reach, request: GuardedRequest): Promise<Response> {
  const own = isOwn(url, reach);
  if (!own && new URL(url).protocol !== 'https:')
    throw Object.assign(new Error('not https'), { code: 'EPROTOCOL' });
  const issuerHost = new URL(reach.issuer).hostname.replace(/^\[|\]$/g, '');
  const answer = await guardedFetch(url, {
    ...request,
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(request.signal ? [request.signal] : [])]),
    privateHosts: own ? [...reach.privateHosts, issuerHost] : reach.privateHosts,
    named: own,
    redirects: 0,
  });
  const { status, headers } = answer;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw Object.assign(new Error('a huge answer'), { code: 'ETOOBIG' });
    chunks.push(chunk);
  }
  return new Response(answer.body ? Buffer.concat(chunks) : null, { status, headers });
}

function isOwn(url: string, { issuer }: Reach): boolean {
  return new URL(url).origin === new URL(issuer).origin;
}
