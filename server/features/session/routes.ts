import type { Context } from 'hono';
import { holdsDemoData } from '../../demo/demo-data.ts';
import { roleNameOf } from '../../role.ts';
import type { AppEnv, Feature } from '../../route.ts';
import { abilitiesOf } from '../../trust/abilities.ts';
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
            account: accountOf(c),
            // Signed in with the link from the terminal, without an account.
            fromTerminal: c.get('role') !== 'public' && c.get('account') === undefined,
            may: abilitiesOf(roleNameOf(c)),
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

function accountOf(c: Context<AppEnv>) {
  const account = c.get('account');
  if (!account) return null;
  const { name, email, role, operator } = account;
  return { name, email, role, operator };
}
