import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Feature } from '../../route.ts';
import { auditEntries } from './store.ts';

const after = z.coerce
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .default(0)
  .describe('Entries after this number');
const PAGE = 1000;

export const audit: Feature = {
  name: 'audit',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/audit',
      access: 'planner',
      tag: 'audit',
      summary:
        'The audit trail, a thousand entries at a time: who changed what, when, why, what it was before, chained by hash',
      query: { after },
      handler: async (c) => {
        const value = c.req.query('after');
        const parsed = after.safeParse(value);
        if (!parsed.success)
          throw new IssueError({
            code: 'bad-parameter',
            severity: 'error',
            where: 'after',
            params: {
              name: 'after',
              value: (value ?? '').slice(0, 200),
              expected: 'a whole number of at least 0',
            },
          });
        const entries = await auditEntries(db, parsed.data, PAGE);
        const next = entries.length === PAGE ? entries.at(-1)!.seq : null;
        return c.json({ entries, next }, 200, { 'cache-control': 'no-store' });
      },
    },
  ],
};
