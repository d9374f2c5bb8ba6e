import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { AppEnv, Feature } from '../../route.ts';
import { signedInAccount } from '../../trust/accounts/signed-in.ts';
import { type OwnClaim, ownClaims, ownSummary } from './store.ts';

const PAGE = 100;
/** Rows of one step through a download. */
const STEP = 5000;

const query = {
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
};

/** What an operator has reported: its own claims and nobody else's, whichever way it asks. */
export const operator: Feature = {
  name: 'operator',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/operator/claims',
      access: 'account',
      tag: 'operator',
      summary: 'Own claims, a hundred at a time, with the number of addresses by technology',
      query,
      handler: async (c) => {
        const name = operatorOf(c);
        const claims = await ownClaims(db, name, { after: afterOf(c), limit: PAGE });
        const summary = await ownSummary(db, name);
        const next = claims.length === PAGE ? claims.at(-1)!.id : null;
        return c.json({ operator: name, summary, claims, next }, 200, { 'cache-control': 'no-store' });
      },
    },
    {
      method: 'get',
      path: '/api/operator/claims.csv',
      access: 'account',
      tag: 'operator',
      summary: 'Own claims as CSV',
      produces: ['text/csv'],
      handler: (c) => {
        const name = operatorOf(c);
        const rows = csvOf((after) => ownClaims(db, name, { after, limit: STEP }));
        return new Response(Readable.toWeb(Readable.from(rows)) as BodyInit, {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="claims.csv"',
            'cache-control': 'no-store',
          },
        });
      },
    },
  ],
};

/** @throws IssueError `no-operator-name` when the account speaks for none */
function operatorOf(c: Context<AppEnv>): string {
  const { operator } = signedInAccount(c);
  if (operator) return operator;
  throw new IssueError({ code: 'no-operator-name', severity: 'error', where: 'operator' });
}

/** @throws IssueError `bad-parameter` */
function afterOf(c: Context<AppEnv>): number {
  const value = c.req.query('after');
  const parsed = query.after.safeParse(value);
  if (parsed.success) return parsed.data ?? 0;
  const params = { name: 'after', value: (value ?? '').slice(0, 200), expected: 'the id of a claim' };
  throw new IssueError({ code: 'bad-parameter', severity: 'error', where: 'after', params });
}

const COLUMNS = [
  'street',
  'houseNumber',
  'postcode',
  'place',
  'technology',
  'downMbit',
  'upMbit',
  'planned',
  'readyBy',
  'sourceName',
  'sourceAsOf',
] as const satisfies readonly (keyof OwnClaim)[];

async function* csvOf(read: (after: number) => Promise<OwnClaim[]>): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder();
  // The mark tells spreadsheets that the text is UTF-8.
  yield bytes.encode(`\ufeff${COLUMNS.join(';')}\r\n`);
  for (let after = 0; ; ) {
    const claims = await read(after);
    const lines = claims.map((claim) => `${COLUMNS.map((name) => cell(claim[name])).join(';')}\r\n`);
    yield bytes.encode(lines.join(''));
    if (claims.length < STEP) return;
    after = claims.at(-1)!.id;
  }
}

function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  // A spreadsheet would take these for a formula.
  const safe = /^[=+@\t-]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
