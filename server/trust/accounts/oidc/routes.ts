import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { AppEnv, Route, Services } from '../../../route.ts';
import { wantsPage } from '../../../wants-page.ts';
import { actingAs } from '../../acting.ts';
import { withoutTrouble } from '../../database-trouble.ts';
import { forgetExpired } from '../forget-expired.ts';
import { headersOf, withCookies } from '../library.ts';
import { backWithProblem } from '../page.ts';
import { accountTables } from '../tables.ts';
import { CALLBACK_PATH, failedAt, oidcProvider } from './provider.ts';

/** To the identity provider and back. */
export function oidcRoutes(services: Services): Route[] {
  const shared = { access: 'public', tag: 'accounts', produces: ['text/html'], method: 'get' } as const;
  return [
    {
      ...shared,
      path: '/account/oidc',
      summary: 'Leads to the identity provider',
      handler: (c) => orBack(c, () => start(c, services)),
    },
    {
      ...shared,
      path: CALLBACK_PATH,
      summary: 'Where the identity provider leads back to, with a code that is good for one session',
      query: {
        code: z.string().optional(),
        state: z.string().optional(),
        error: z.string().optional(),
        iss: z.string().optional(),
      },
      handler: (c) => orBack(c, () => finish(c, services)),
    },
  ];
}

async function start(c: Context<AppEnv>, services: Services): Promise<Response> {
  const { auth, id } = await oidcProvider(services);
  const answer = await withoutTrouble(() =>
    auth.api.signInSocial({
      body: { provider: id, callbackURL: '/', errorCallbackURL: '/account' },
      headers: headersOf(c),
      asResponse: true,
    }),
  );
  const { url } = (await answer.clone().json()) as { url?: string };
  if (!answer.ok || !url) throw failedAt(`${answer.status}`);
  return withCookies(answer, c.redirect(url, 303));
}

async function finish(c: Context<AppEnv>, services: Services): Promise<Response> {
  const { auth, id } = await oidcProvider(services);
  const { code, state, error, iss } = c.req.query();
  const query = {
    ...(code ? { code } : {}),
    ...(state ? { state } : {}),
    ...(error ? { error } : {}),
    ...(iss ? { iss } : {}),
  };
  const who = { who: 'identity provider', why: 'sign-in', requestId: c.get('requestId') };
  const answer = await actingAs(who, () =>
    withoutTrouble(() =>
      auth.api.callbackOAuth({ params: { id }, query, headers: headersOf(c), asResponse: true }),
    ),
  );
  if (answer.status >= 500) throw new Error(`the sign-in library answered ${answer.status}`);
  const location = answer.headers.get('location');
  if (location !== '/') throw failedAt(reasonOf(location, error));
  await forgetExpired(accountTables(services.db));
  return withCookies(answer, c.redirect('/', 303));
}

/** The library says what went wrong in the address it would lead to. */
function reasonOf(location: string | null, error: string | undefined): string {
  const said = location ? new URL(location, 'http://localhost').searchParams.get('error') : null;
  return (error ?? said ?? 'unknown').replace(/[^\w -]/g, '');
}

/** A browser is led back to the sign-in page, which says what went wrong. */
async function orBack(c: Context<AppEnv>, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IssueError) || !wantsPage(c)) throw error;
    return backWithProblem(c, '/account', error);
  }
}
