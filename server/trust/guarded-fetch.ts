import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

export interface GuardedRequest {
  readonly method?: 'GET' | 'POST';
  /** A text to send; where one is sent, no redirect is followed. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How many redirects are followed; each is checked like the first address. 0 gives the redirect itself. */
  readonly redirects?: number;
  /** Hosts of the own network the administration has named. */
  readonly privateHosts?: readonly string[];
  /** Whether the administration wrote this address itself (default), so that an IP address or `localhost` is meant. */
  readonly named?: boolean;
}

/**
 * Fetches from the internet and from nowhere else. The address that a name resolves to is looked at when the
 * connection is made, and it is that address the connection goes to: a name that says one thing to a check and
 * another to the connection (DNS rebinding) gains nothing. Addresses of the own network (loopback, private,
 * link-local, shared, documentation and multicast: IANA special-purpose registries, RFC 6890) are refused, unless the
 * administration named this host itself: as an address, as `localhost`, or in `FETCH_PRIVATE_HOSTS`.
 *
 * @throws Error with code `EPRIVATE`, `EREDIRECT`, `EPROTOCOL`, or that of the connection
 */
export async function guardedFetch(address: string | URL, request: GuardedRequest = {}): Promise<Response> {
  let url = new URL(address);
  const named = hostOf(url);
  const allowed = new Set([
    ...(request.privateHosts ?? []),
    ...(request.named !== false && (isIP(named) || named === 'localhost') ? [named] : []),
  ]);
  for (let hop = 0; ; hop++) {
    const response = await ask(url, request, allowed);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || !location)
      return response;
    if (!request.redirects || request.body !== undefined) return response;
    await response.body?.cancel();
    if (hop >= request.redirects) throw coded('EREDIRECT', 'too many redirects');
    const next = new URL(location, url);
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      throw coded('EREDIRECT', 'a redirect away from https');
    url = next;
  }
}

/**
 * Whether an address that will be asked later may be: the rules of `guardedFetch`, which looks once more at its
 * connection, so that a bad setting is told at once.
 * @throws Error with code `EPRIVATE` or `EPROTOCOL`, or that of the look-up
 */
export async function requireReachable(
  address: string | URL,
  { privateHosts = [], protocols }: { privateHosts?: readonly string[]; protocols: readonly string[] },
): Promise<void> {
  const url = new URL(address);
  if (!protocols.includes(url.protocol)) throw coded('EPROTOCOL', `${url.protocol} is not fetched`);
  const host = hostOf(url);
  if (privateHosts.includes(host)) return;
  const found = isIP(host)
    ? [{ address: host }]
    : await new Promise<readonly { address: string }[]>((done, fail) => {
        resolve(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
      });
  const inside = found.find((each) => isPrivateAddress(each.address));
  if (inside) throw coded('EPRIVATE', `${host} is ${inside.address}, in the own network`);
}

function ask(
  url: URL,
  { method = 'GET', body, headers, signal }: GuardedRequest,
  allowed: ReadonlySet<string>,
): Promise<Response> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw coded('EPROTOCOL', `${url.protocol} is not fetched`);
  const host = hostOf(url);
  const isAllowed = allowed.has(host);
  if (isIP(host) && !isAllowed && isPrivateAddress(host))
    throw coded('EPRIVATE', `${host} is in the own network`);
  const lookup: LookupFunction = (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const inside = isAllowed ? undefined : addresses.find(({ address }) => isPrivateAddress(address));
      if (inside) return done(coded('EPRIVATE', `${name} is ${inside.address}, in the own network`), '', 0);
      if (options.all) return done(null, addresses);
      return done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    // A connection of its own: none that another name has opened is used again.
    const sent = send(
      url,
      { method, headers: { ...headers }, lookup, agent: false, ...(signal ? { signal } : {}) },
      (message) => done(responseOf(message)),
    );
    sent.once('error', fail);
    sent.end(body);
  });
}

function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each);
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) message.resume();
  const body = isEmpty ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status: status < 200 ? 502 : status, headers });
}

/** Host name without the brackets of an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

const OWN = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  OWN.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  OWN.addSubnet(net, bits, 'ipv6');

/** Whether an IP address belongs to no host of the public internet; IPv4 inside IPv6 is looked at as IPv4. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return OWN.check(address, 'ipv4');
  const plain = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1);
  const mapped = /^::(?:ffff:(?:0:)?)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(plain);
  if (mapped) {
    const [high, low] = [mapped[1]!, mapped[2]!].map((part) => Number.parseInt(part, 16)) as [number, number];
    return OWN.check([high >> 8, high & 255, low >> 8, low & 255].join('.'), 'ipv4');
  }
  return OWN.check(plain, 'ipv6');
}

function coded(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
