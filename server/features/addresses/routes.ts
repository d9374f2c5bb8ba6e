import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Feature } from '../../route.ts';
import { earlierClaims } from '../columns/claims-on.ts';
import { findAddress } from './store.ts';

const id = z.coerce.number().int().min(1).max(2147483647);

export const addresses: Feature = {
  name: 'addresses',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/addresses/:id',
      access: 'planner',
      tag: 'addresses',
      summary: 'One address with every supply claim about it',
      params: { id },
      handler: async (c) => {
        const value = c.req.param('id') ?? '';
        const parsed = id.safeParse(value);
        const address = parsed.success ? await findAddress(db, parsed.data) : undefined;
        if (!address) {
          throw new IssueError({
            code: 'not-a-feature',
            severity: 'error',
            where: 'id',
            params: { layer: 'addresses', value },
          });
        }
        return c.json(address, 200, { 'cache-control': 'private, no-cache' });
      },
    },
    {
      method: 'get',
      path: '/api/addresses/:id/history',
      access: 'planner',
      tag: 'addresses',
      summary: 'What earlier states of the supply data sets said of an address, as far as they are kept',
      params: { id },
      handler: async (c) => {
        const value = c.req.param('id') ?? '';
        const parsed = id.safeParse(value);
        const claims = parsed.success ? await earlierClaims(db, parsed.data) : [];
        return c.json({ claims }, 200, { 'cache-control': 'no-store' });
      },
    },
  ],
};
