import fc from 'fast-check';
import { escaped, type FuzzRequest, oddText, oddValue } from './request-arbitrary.ts';

/** A request that the program takes. */
export interface WholeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** As it would be sent. */
export function plain({ path, headers, body }: WholeRequest): FuzzRequest {
  const isRaw = typeof body === 'string' || body === undefined || body instanceof Uint8Array;
  const type: Record<string, string> = isRaw ? {} : { 'content-type': 'application/json' };
  return { path, headers: { ...type, ...headers }, isPlain: true, body: isRaw ? body : JSON.stringify(body) };
}

/** The same with one fault: in the body at any depth, in a name of the path, or in a header. */
export function withOneFault(whole: WholeRequest): fc.Arbitrary<FuzzRequest> {
  const request = plain(whole);
  const inBody = faultyBody(whole).map((body) => ({ ...request, body }));
  const places = whole.path.split('?')[0]!.split('/');
  const inPath = fc.tuple(fc.integer({ min: 1, max: places.length - 1 }), oddText).map(([at, text]) => ({
    ...request,
    path: places.map((place, i) => (i === at ? escaped(text) : place)).join('/'),
    isPlain: false,
  }));
  const inHeader = fc
    .tuple(
      fc.constantFrom('if-match', 'content-type', 'accept', 'accept-language', 'x-reason', 'prefer'),
      oddText,
    )
    .map(([name, text]) => ({ ...request, headers: { ...request.headers, [name]: headerOf(text) } }));
  const isEmpty = whole.body === undefined;
  return fc.oneof(
    { weight: isEmpty ? 0 : 8, arbitrary: inBody },
    { weight: 1, arbitrary: inPath },
    { weight: 1, arbitrary: inHeader },
  );
}

/** What a header can carry at all. */
const headerOf = (text: string) => text.replace(/[^\x21-\x7e]/g, '').slice(0, 500);

function faultyBody({ body, headers }: WholeRequest): fc.Arbitrary<string | Uint8Array | undefined> {
  if (body === undefined) return fc.constant(undefined);
  if (body instanceof Uint8Array) return faultyBytes(body);
  if (typeof body !== 'string') return faultyJson(body).map((value) => JSON.stringify(value));
  if (/urlencoded/.test(headers['content-type'] ?? '')) return faultyForm(body);
  return faultyBytes(new TextEncoder().encode(body));
}

/** Bytes cut, turned, or with others put between. */
function faultyBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.nat(bytes.length - 1),
      fc.constantFrom('cut', 'turn', 'insert'),
      fc.uint8Array({ maxLength: 40 }),
    )
    .map(([at, kind, other]) => {
      if (kind === 'cut') return bytes.slice(0, at);
      const tail = bytes.slice(kind === 'turn' ? at + other.length : at);
      return new Uint8Array([...bytes.slice(0, at), ...other, ...tail]);
    });
}

function faultyForm(form: string): fc.Arbitrary<string> {
  const fields = [...new URLSearchParams(form)];
  return fc
    .tuple(fc.nat(Math.max(0, fields.length - 1)), fc.constantFrom('value', 'gone', 'twice', 'name'), oddText)
    .map(([at, kind, text]) =>
      fields
        .flatMap(([name, value], i): [string, string][] => {
          if (i !== at) return [[name, value]];
          if (kind === 'gone') return [];
          if (kind === 'twice')
            return [
              [name, value],
              [name, text],
            ];
          return kind === 'name' ? [[text, value]] : [[name, text]];
        })
        .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
        .join('&'),
    );
}

type Place = readonly (string | number)[];

/** Every place within a value, itself first. */
function placesIn(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [above];
  return [above, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...above, key]))];
}

function faultyJson(body: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(body);
  return fc
    .tuple(fc.constantFrom(...places), fc.constantFrom('value', 'value', 'gone', 'unknown', 'many'), oddValue)
    .map(([place, kind, odd]) =>
      changedAt(body, place, (value) => {
        if (kind === 'gone') return undefined;
        if (kind === 'unknown') return typeof value === 'object' ? { ...value, unknown: odd } : odd;
        if (kind === 'many') return Array.isArray(value) ? Array(3000).fill(value[0] ?? odd) : [value, value];
        return odd;
      }),
    );
}

function changedAt(value: unknown, [key, ...rest]: Place, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((inner, i) => (String(i) === String(key) ? changedAt(inner, rest, change) : inner));
  const whole = value as Record<string, unknown>;
  return { ...whole, [key]: changedAt(whole[key], rest, change) };
}
