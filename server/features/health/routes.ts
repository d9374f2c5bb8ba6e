import { sql } from 'kysely';
import type { Feature } from '../../route.ts';

/** A load balancer asks again long before this. */
const LONGEST_MS = 5000;
const after = (ms: number) => new Promise<false>((done) => setTimeout(done, ms, false).unref());

export const health: Feature = {
  name: 'health',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/health',
      access: 'public',
      caller: 'unasked',
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
        const answered = sql`select 1`.execute(db).then(
          () => true,
          () => false,
        );
        const ready = await Promise.race([answered, after(LONGEST_MS)]);
        return c.json({ status: ready ? 'ok' : 'database does not answer' }, ready ? 200 : 503, {
          'cache-control': 'no-store',
        });
      },
    },
  ],
};
