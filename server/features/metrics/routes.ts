import { sql } from 'kysely';
import type { Feature } from '../../route.ts';
import { METRICS } from '../../trust/metrics.ts';
import { PRODUCT_VERSION } from '../../version.ts';

export const metrics: Feature = {
  name: 'metrics',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/metrics',
      access: 'planner',
      localToo: true,
      tag: 'operations',
      summary: `Figures of the process for Prometheus (version ${PRODUCT_VERSION}); also for a scraper on the same machine`,
      produces: ['text/plain'],
      handler: async (c) => {
        const databaseUp = await Promise.resolve()
          .then(() => sql`select 1`.execute(db))
          .then(
            () => 1,
            () => 0,
          );
        const text = METRICS.text([
          { name: 'lueckenlos_database_up', help: 'Whether the database answers.', value: databaseUp },
          {
            name: 'process_resident_memory_bytes',
            help: 'Memory of the process.',
            value: process.memoryUsage.rss(),
          },
          { name: 'process_uptime_seconds', help: 'Seconds since the start.', value: process.uptime() },
        ]);
        return c.body(text, 200, {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'no-store',
        });
      },
    },
  ],
};
