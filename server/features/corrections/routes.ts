import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Feature } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { correctionBody, decisionBody, STATES } from './body.ts';
import { decideCorrection, listCorrections, reportCorrection } from './store.ts';

const id = z.coerce.number().int().min(1).max(2147483647);
const state = z.enum(STATES);

export const corrections: Feature = {
  name: 'corrections',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/corrections',
      access: 'planner',
      tag: 'corrections',
      summary: 'Reported corrections of supply claims, those that wait for a decision first',
      query: { state: state.optional(), addressId: id.optional() },
      handler: async (c) => {
        const query = c.req.query();
        const unknown = Object.keys(query).find((name) => name !== 'state' && name !== 'addressId');
        if (unknown !== undefined)
          throw new IssueError({
            code: 'unknown-parameter',
            severity: 'error',
            where: unknown,
            params: { name: unknown, value: query[unknown] ?? '', known: 'state, addressId' },
          });
        const filter = {
          ...(query.state === undefined
            ? {}
            : { state: parameter('state', query.state, state, STATES.join(', ')) }),
          ...(query.addressId === undefined
            ? {}
            : { addressId: parameter('addressId', query.addressId, id, 'the id of an address') }),
        };
        return c.json(await listCorrections(db, filter), 200, { 'cache-control': 'no-store' });
      },
    },
    {
      method: 'post',
      path: '/api/corrections',
      access: 'planner',
      tag: 'corrections',
      summary: 'Reports what is wrong about one line at an address, for a planner to decide',
      body: correctionBody,
      handler: async (c) =>
        c.json(await reportCorrection(db, await readBody(c.req.raw, correctionBody)), 201),
    },
    {
      method: 'post',
      path: '/api/corrections/:id/decision',
      access: 'planner',
      tag: 'corrections',
      summary: 'Accepts, rejects or withdraws a correction, with the reason',
      params: { id },
      body: decisionBody,
      handler: async (c) => {
        const value = c.req.param('id') ?? '';
        const parsed = id.safeParse(value);
        if (!parsed.success)
          throw new IssueError({
            code: 'not-a-feature',
            severity: 'error',
            where: 'id',
            params: { layer: 'corrections', value },
          });
        return c.json(await decideCorrection(db, parsed.data, await readBody(c.req.raw, decisionBody)));
      },
    },
  ],
};

function parameter<T>(name: string, value: string, schema: z.ZodType<T>, expected: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const params = { name, value, expected };
  throw new IssueError({ code: 'bad-parameter', severity: 'error', where: name, params });
}
