import { sql } from 'kysely';
import type { Feature } from '../../route.ts';

export const health: Feature = {
  name: 'health',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/health',
      access: 'public',
      tag: 'operations',
      summary: 'The process lives',
      handler: (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'get',
      path: '/ready',
      access: 'public',
      tag: 'operations',
      summary: 'The database answers',
      handler: async (c) => {
        const ready = await sql`select 1`.execute(db).then(
          () => true,
          () => false,
        );
        return c.json({ status: ready ? 'ok' : 'database does not answer' }, ready ? 200 : 503, {
          'cache-control': 'no-store',
        });
      },
    },
  ],
};
