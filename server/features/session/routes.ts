import { holdsDemoData } from '../../demo/demo-data.ts';
import type { Feature } from '../../route.ts';
import { PRODUCT_VERSION } from '../../version.ts';

export const session: Feature = {
  name: 'session',
  routes: ({ db, config }) => [
    {
      method: 'get',
      path: '/api/session',
      access: 'public',
      tag: 'session',
      summary: 'Who is asking, and what the page needs to know at its start',
      handler: async (c) => {
        const demo = await holdsDemoData(db);
        return c.json(
          {
            role: c.get('role'),
            version: PRODUCT_VERSION,
            demo,
            place: demo ? `${config.PLACE_NAME} (Demodaten)` : config.PLACE_NAME,
            publicCountFloor: config.PUBLIC_COUNT_FLOOR,
            basemapStyleUrl: config.BASEMAP_STYLE_URL ?? null,
          },
          200,
          { 'cache-control': 'no-store' },
        );
      },
    },
  ],
};
