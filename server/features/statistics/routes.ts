import type { Feature } from '../../route.ts';
import { districtStatistics } from './store.ts';

export const statistics: Feature = {
  name: 'statistics',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/statistics/districts',
      access: 'public',
      tag: 'statistics',
      summary: 'What the public layers hold, per district',
      handler: async (c) =>
        c.json({ districts: await districtStatistics(db) }, 200, { 'cache-control': 'no-cache' }),
    },
  ],
};
