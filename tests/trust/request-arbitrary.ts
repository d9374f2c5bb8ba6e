import fc from 'fast-check';
import type { KnownValues } from './known-values.ts';

/** A JSON schema as OpenAPI 3.0 writes it; only what our descriptions use. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

/** One operation of a description, with its references resolved. */
export interface Operation {
  readonly method: string;
  /** With `{name}` places. */
  readonly path: string;
  readonly access: 'public' | 'planner' | 'admin' | null;
  readonly inPath: readonly { name: string; schema: Schema }[];
  readonly inQuery: readonly { name: string; schema: Schema }[];
  readonly body: Schema | null;
}

export interface FuzzRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
  /** No odd value in the path, so that it names this operation and no other. */
  readonly isPlain: boolean;
  readonly body: string | Uint8Array | undefined;
}

/** Numbers, texts and encodings that have broken programs before. */
const ODD_TEXTS = [
  '',
  ' ',
  '\0',
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  '%ed%a0%80',
  '%c0%ae%c0%ae%2f',
  '../../etc/passwd',
  "' or 1=1 --",
  '"; drop table area; --',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '9007199254740993',
  '-2147483649',
  '99999999999999999999',
  '0x10',
  '١٢٣',
  'ａ',
  '𝕏'.repeat(9),
  '\u202e\ufeff',
  'null',
  'true',
  '[]',
  '{}',
  '1,2,3',
  '9.7,52.3,9.8,52.4',
  'NaN,NaN,NaN,NaN',
  '-1e308,-1e308,1e308,1e308',
  '180,90,-180,-90',
  '2024-02-30/..',
  '0000-00-00',
  '+275760-09-13T00:00:00Z',
  '294277-01-01',
  'http://www.opengis.net/def/crs/EPSG/0/0',
  '__proto__',
  'constructor',
  'a'.repeat(3000),
  '%_',
  '\\',
  'schools',
  '1',
];
const ODD_NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.1,
  1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 + 2,
  1e21,
  1.7e308,
  -1.7e308,
];

export const oddText = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.double().map(String),
);
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(...ODD_NUMBERS),
  fc.constantFrom(
    null,
    true,
    false,
    [],
    {},
    [[[[]]]],
    { type: 'Point' },
    { __proto__: null, constructor: 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(nested(40), nested(3000)),
  fc.constant(new Array(5000).fill(0)),
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

/** A value that mostly fits the schema, with faults of every kind strewn in. */
function bodyOf(schema: Schema | undefined, faults: number): fc.Arbitrary<unknown> {
  const good = goodOf(schema, faults);
  return fc.oneof({ weight: 100 - faults, arbitrary: good }, { weight: faults, arbitrary: oddValue });
}

function goodOf(schema: Schema | undefined, faults: number): fc.Arbitrary<unknown> {
  const alternatives = schema?.anyOf ?? schema?.oneOf;
  if (alternatives?.length) return fc.oneof(...alternatives.map((one) => bodyOf(one, faults)));
  if (schema?.enum?.length) return fc.constantFrom(...schema.enum);
  if (schema?.type === 'object' || schema?.properties) {
    const entries = Object.entries(schema.properties ?? {}).map(
      ([name, property]) => [name, bodyOf(property, faults)] as const,
    );
    const known = fc.record(Object.fromEntries(entries));
    const missing = fc.subarray(
      entries.map(([name]) => name),
      { maxLength: Math.min(2, entries.length) },
    );
    return fc
      .tuple(
        known,
        fc.oneof({ weight: 3, arbitrary: fc.constant([] as string[]) }, { weight: 1, arbitrary: missing }),
      )
      .map(([value, gone]) =>
        Object.fromEntries(Object.entries(value).filter(([name]) => !gone.includes(name))),
      );
  }
  if (schema?.type === 'array') {
    const { minItems = 0 } = schema as { minItems?: number };
    return fc.array(bodyOf(schema.items, faults), { minLength: minItems, maxLength: Math.max(5, minItems) });
  }
  if (schema?.type === 'integer') {
    const min = Math.max(schema.minimum ?? -5, -1000);
    return fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? 50, 1000)) });
  }
  if (schema?.type === 'number')
    return fc.double({ min: schema.minimum ?? -100, max: schema.maximum ?? 100, noNaN: true });
  if (schema?.type === 'boolean') return fc.boolean();
  if (schema?.format === 'uuid') return fc.uuid();
  if (schema?.type === 'string')
    return fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('ftth', '2026-01-01', '1', 'a'));
  return fc.jsonValue({ maxDepth: 2 });
}

/** What a client may send to an operation, from nearly right to nonsense; often about something that is there. */
export function requestOf(operation: Operation, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const value = (schema: Schema) =>
    fc.oneof(
      {
        weight: 2,
        arbitrary: goodOf(schema, 0).map((good) =>
          typeof good === 'object' ? JSON.stringify(good) : String(good),
        ),
      },
      { weight: 2, arbitrary: oddText },
      {
        weight: 1,
        arbitrary: fc.constantFrom('1', '0', '10', 'schools', 'addresses', 'areas', 'households'),
      },
    );
  // What nonsense takes away would not be there for the next.
  const there = operation.method === 'delete' ? [] : known.inPath(operation);
  const inPath = fc.tuple(
    ...operation.inPath.map(({ schema }, i) =>
      there[i]?.length
        ? fc.oneof(
            { weight: 2, arbitrary: fc.constantFrom(...there[i]!) },
            { weight: 1, arbitrary: value(schema) },
          )
        : value(schema),
    ),
  );
  const meant = [...new URLSearchParams(known.inQuery.get(operation.path) ?? '')];
  const names = operation.inQuery.map((parameter) => parameter.name);
  const inQuery = fc.array(
    fc.oneof(
      ...operation.inQuery.map(({ name, schema }) => fc.tuple(fc.constant(name), value(schema))),
      fc.tuple(fc.constantFrom('limit', 'bbox', 'q', 'f', '', '__proto__', ...names), oddText),
    ),
    { maxLength: 4 },
  );
  const headers = fc.oneof(
    { weight: 3, arbitrary: fc.constant({} as Record<string, string>) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Record<string, string>[]>(
        { accept: 'text/html' },
        { accept: '*/*;q=x,,;' },
        { 'accept-language': 'x;q=9,en;q=,de;q=1e9' },
        { 'if-match': '"1"' },
        { 'if-match': '"99999999999"' },
        { 'if-none-match': '*' },
        { 'content-type': 'text/plain' },
        { 'content-type': 'multipart/form-data; boundary=x' },
        { 'content-length': 'x' },
        { 'content-length': '99999999999' },
        { range: 'bytes=9-1' },
        { cookie: 'lueckenlos_session=admin.9999999999.x.y' },
        { cookie: 'lueckenlos_session=%ff;;=' },
        { host: 'evil.example' },
        { 'x-forwarded-host': 'evil.example' },
        { 'content-encoding': 'gzip' },
        { prefer: 'respond-async' },
      ),
    },
  );
  const queries = fc
    .tuple(inQuery, fc.boolean())
    .map(([odd, means]) => (means ? [...meant, ...odd.slice(0, 1)] : odd));
  return fc.tuple(inPath, queries, headers, bodyText(operation)).map(([values, query, sent, body]) => {
    let index = 0;
    const path = operation.path.replace(/\{\w+\}/g, () => escaped(values[index++] ?? ''));
    const search = query.map(([name, text]) => `${escaped(name)}=${escaped(text)}`).join('&');
    const isPlain = values.every((text) => /^[a-z0-9-]+$/i.test(text));
    const form = typeof body === 'string' && isForm(body) ? FORM : {};
    return { path: search ? `${path}?${search}` : path, headers: { ...form, ...sent }, isPlain, body };
  });
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const isForm = (text: string) => /^f_=1&/.test(text);
/** Names the forms of the pages for people ask for. */
const FIELDS = [
  'action',
  'name',
  'email',
  'password',
  'code',
  'token',
  'role',
  'operator',
  'user',
  'id',
  'session',
  'kind',
  'message',
  'contact',
  'state',
  'answer',
  'note',
  'targetDate',
  'publicAreas',
  'lang',
  '__proto__',
  '',
];
const FORM_WORDS = [
  'add',
  'link',
  'change',
  'disable',
  'enable',
  'on',
  'administrator',
  'planner',
  'other',
  'done',
  'a@b.example',
];

/** A form, with fields missing, twice, unknown, or of the wrong kind. */
const formText: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...FIELDS), fc.oneof(fc.constantFrom(...FORM_WORDS), oddText)), {
    maxLength: 8,
  })
  .map((pairs) => `f_=1&${pairs.map(([name, text]) => `${name}=${escaped(text)}`).join('&')}`);

function bodyText(operation: Operation): fc.Arbitrary<string | Uint8Array | undefined> {
  if (operation.method === 'get') return fc.constant(undefined);
  const json = bodyOf(operation.body ?? undefined, 6).map((value) => JSON.stringify(value) ?? '');
  return fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: operation.body ? 1 : 8, arbitrary: formText },
    { weight: 1, arbitrary: json.map((text) => text.slice(0, text.length / 2)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '[',
        '\ufeff{}',
        '{"a":1e999}',
        '['.repeat(20_000),
        `{"x":"${'y'.repeat(1_500_000)}"}`,
        '"\\ud800"',
        '{"name":"\\u0000"}',
      ),
    },
  );
}

/** Keeps `%..` as it stands, so that broken escapes arrive broken. */
export function escaped(text: string): string {
  return text
    .split(/(%)/)
    .map((part) => (part === '%' ? '%' : encodeURIComponent(part.toWellFormed())))
    .join('');
}
