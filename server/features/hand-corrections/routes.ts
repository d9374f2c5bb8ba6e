import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { AppEnv, Feature } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { correct, correctable, withdraw } from './store.ts';

const params = { layer: z.string().min(1).max(50), id: z.int().min(1).max(2147483647) };

const body = z.strictObject({
  fields: z
    .record(
      z.string().min(1).max(100),
      z.union([z.string().trim().max(2000), z.number(), z.boolean(), z.null()]),
    )
    .default({})
    .describe('Column of the layer and its value as it should be; null empties it'),
  place: z
    .tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])
    .nullable()
    .optional()
    .describe('Corrected place, longitude and latitude, for layers of points'),
  reason: z.string().trim().min(3).max(1000),
});

/** Corrections of single records of a layer, made by hand; they outlive the next import of their data set. */
export const handCorrections: Feature = {
  name: 'hand-corrections',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/hand-corrections/:layer/:id',
      access: 'planner',
      tag: 'corrections',
      summary: 'What can be corrected in a record by hand, and the correction there is',
      params,
      handler: async (c) =>
        c.json(await correctable(db, layerOf(c), idOf(c)), 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'put',
      path: '/api/hand-corrections/:layer/:id',
      access: 'planner',
      tag: 'corrections',
      summary: 'Corrects a record by hand, with the reason; the next import of its data set keeps it',
      params,
      body,
      handler: async (c) => {
        const input = await readBody(c.req.raw, body);
        if (Object.keys(input.fields).length === 0 && !input.place)
          throw new IssueError({
            code: 'correction-not-possible',
            severity: 'error',
            where: 'fields',
            params: { value: '{}', expected: 'a column with its value, or a place' },
          });
        return c.json(await correct(db, layerOf(c), idOf(c), input));
      },
    },
    {
      method: 'delete',
      path: '/api/hand-corrections/:layer/:id',
      access: 'planner',
      tag: 'corrections',
      summary: 'Withdraws a correction: the record says again what its source says',
      params,
      handler: async (c) => c.json(await withdraw(db, layerOf(c), idOf(c))),
    },
  ],
};

const layerOf = (c: Context<AppEnv>) => c.req.param('layer') ?? '';

/** @throws IssueError `not-a-feature` */
function idOf(c: Context<AppEnv>): number {
  const value = c.req.param('id') ?? '';
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  const layer = layerOf(c).slice(0, 50);
  throw new IssueError({ code: 'not-a-feature', severity: 'error', where: 'id', params: { layer, value } });
}
