import { randomUUID } from 'node:crypto';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { IssueError } from '#core/issue.ts';
import type { Config } from './config.ts';
import { notFoundPage } from './not-found-page.ts';
import { openApiDocument } from './openapi.ts';
import { answerError, problemResponse } from './problem.ts';
import { requireRight, roleNameOf } from './role.ts';
import type { AppEnv, Feature, Route, Services } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { SESSION_COOKIE, SESSION_SECONDS, type SignIn } from './sign-in.ts';

import { hasAdministrator } from './trust/accounts/first-administrator.ts';
import { type Caller, KnownCallers } from './trust/accounts/known-callers.ts';
import { backWithProblem } from './trust/accounts/page.ts';
import { signedIn } from './trust/accounts/signed-in.ts';
import { accountTables } from './trust/accounts/tables.ts';
import { isTerminalSessionEnded } from './trust/accounts/terminal-session.ts';
import { actingAs } from './trust/acting.ts';
import { actorOf } from './trust/actor-of.ts';
import { type AnsweredRequest, answeredRequest } from './trust/answered-request.ts';
import { withinBodyLimit } from './trust/body-limit.ts';
import { isLocalCaller } from './trust/caller-address.ts';
import { METRICS } from './trust/metrics.ts';
import { rateLimit } from './trust/rate-limit.ts';
import { RANK_OF, type Right } from './trust/roles.ts';
import { wantsPage } from './wants-page.ts';

export interface AppOptions {
  readonly services: Services;
  readonly features: readonly Feature[];
  readonly signIn: SignIn;
  /** Who may call what; the program's own table where a test brings no routes of its own. */
  readonly rights?: readonly Right[];
  /** Folder of the built client; null serves the API alone. */
  readonly clientDir: string | null;
  readonly log: (error: unknown, requestId: string) => void;
  /** Told of every answered request, without its query. */
  readonly onRequest?: (entry: AnsweredRequest) => void;
}

/** The web application: every declared route with its access rule, the client, and nothing else. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: true });
  const routes = declaredRoutes(options);
  const callers = new KnownCallers();

  app.use(async (c, next) => {
    c.set('requestId', randomUUID());
    c.set('role', options.signIn.roleOf(getCookie(c, SESSION_COOKIE)));
    const since = performance.now();
    await next();
    c.res.headers.set('x-request-id', c.get('requestId'));
    const entry = answeredRequest(c, performance.now() - since);
    METRICS.observe(entry);
    options.onRequest?.(entry);
  });
  // Before anything refuses: a path that names a secret is no more logged when the answer is 403, 405, 429 or 503.
  for (const { method, path } of routes) app.on(method.toUpperCase(), path, nameRoute(path));
  for (const { path } of routes) app.all(path, nameRoute(path));
  app.use(securityHeaders(options.services.config));
  app.use(rateLimit(options.services.config));
  app.use(refuseForeignWrites(options.services.config));
  for (const { method, path, caller } of routes) {
    if (!caller) continue;
    app.on(method.toUpperCase(), path, (c, next) => {
      c.set('caller', caller);
      return next();
    });
  }
  app.use(async (c, next) => {
    if (c.var.caller === 'unasked' || c.req.path.startsWith('/assets/')) return next();
    // Only the embedded database does one thing at a time: elsewhere a session may end while an answer is slow.
    const isPatient = c.var.caller !== 'remembered' || options.services.config.DATABASE_URL !== undefined;
    const { role, account } = await callers.of(c.req.header('cookie') ?? '', isPatient, () =>
      callerOf(c, options.services),
    );
    c.set('role', role);
    if (account) c.set('account', account);
    return next();
  });
  app.onError((error, c) => answerError(c, error, (e) => options.log(e, c.get('requestId'))));

  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      c.set('route', route.path);
      if (!(route.localToo && isLocalCaller(c))) requireRight(roleNameOf(c), route, options.rights);
      refuseNul(c.req);
      return withinBodyLimit(c, route.maxBodyBytes ?? DEFAULT_BODY_BYTES, () => {
        if (c.req.method === 'GET' || c.req.method === 'HEAD') return route.handler(c);
        return actingAs(actorOf(c), () => route.handler(c));
      });
    });
  }
  refuseOtherMethods(app, routes);
  if (options.clientDir) serveClient(app, options.clientDir);
  app.notFound((c) =>
    wantsPage(c)
      ? notFoundPage(c)
      : problemResponse(c, [
          { code: 'not-found', severity: 'error', where: 'path', params: { path: c.req.path } },
        ]),
  );
  return app;
}

/** The first that matches, as of the handlers. */
function nameRoute(path: string): MiddlewareHandler<AppEnv> {
  return (c, next) => {
    if (c.var.route === undefined) c.set('route', path);
    return next();
  };
}

async function callerOf(c: Context<AppEnv>, services: Services): Promise<Caller> {
  const { role } = c.var;
  if (role !== 'public' && !(await isTerminalSessionEnded(c, accountTables(services.db))))
    return { role, account: null };
  // The terminal's link counts before an account; only who has neither is the public.
  const account = await signedIn(c, services);
  return account ? { role: RANK_OF[account.role], account } : { role: 'public', account: null };
}

/** All routes of the application, with the two the app itself has. */
export function declaredRoutes(options: Pick<AppOptions, 'features' | 'services' | 'signIn'>): Route[] {
  const routes: Route[] = options.features.flatMap((feature) => feature.routes(options.services));
  routes.push(signInRoute(options.signIn, options.services));
  routes.push({
    method: 'get',
    path: '/api/openapi.json',
    access: 'public',
    tag: 'api',
    summary: 'OpenAPI description of every route',
    handler: (c) => c.json(openApiDocument(routes)),
  });
  return routes;
}

function signInRoute(signIn: SignIn, { db, config }: Services): Route {
  return {
    method: 'get',
    path: '/sign-in',
    access: 'public',
    tag: 'session',
    summary: 'Exchanges the one-time link for a session cookie',
    produces: ['text/html'],
    handler: async (c) => {
      // With an administrator's account the terminal's link is over, also one that was printed before.
      const isOver = await hasAdministrator(accountTables(db));
      const session = isOver ? null : signIn.redeem(c.req.query('token') ?? '');
      if (session === null) {
        if (c.get('role') !== 'public') return c.redirect('/', 303);
        const error = new IssueError({ code: 'bad-sign-in-link', severity: 'error', where: 'token' });
        if (wantsPage(c)) return backWithProblem(c, '/account', error);
        throw error;
      }
      setCookie(c, SESSION_COOKIE, session, {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        maxAge: SESSION_SECONDS,
        secure: new URL(config.PUBLIC_URL ?? c.req.url).protocol === 'https:',
      });
      // On a laptop straight to the map; where others come too, the administrator's account comes first.
      return c.redirect(config.PUBLIC_URL === undefined ? '/' : '/account', 303);
    },
  };
}

/** A browser tells where a request comes from; a write from another site is never carried out. */
function refuseForeignWrites({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): MiddlewareHandler<AppEnv> {
  const ours = PUBLIC_URL ? originHost(PUBLIC_URL) : null;
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      const from = origin === undefined ? null : originHost(origin);
      // Behind a proxy the browser's host is that of PUBLIC_URL, and so is its scheme: a page without TLS is anybody's.
      const stripped = from === ours && PUBLIC_URL?.startsWith('https:') && !origin?.startsWith('https:');
      const foreign =
        origin !== undefined &&
        (from === null || stripped || (from !== c.req.header('host') && from !== ours));
      if (foreign || site === 'cross-site' || (site === 'same-site' && origin === undefined)) {
        throw new IssueError({
          code: 'cross-site',
          severity: 'error',
          where: 'Origin',
          params: { origin: origin ?? site ?? '' },
        });
      }
    }
    await next();
  };
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

const DEFAULT_BODY_BYTES = 1 << 20;

/** PostgreSQL has no text with a NUL in it, so no parameter of ours has one. */
function refuseNul(request: { url: string; query(): Record<string, string> }): void {
  if (!request.url.includes('%00')) return;
  for (const [name, value] of Object.entries(request.query())) {
    if (!`${name}${value}`.includes('\0')) continue;
    throw new IssueError({
      code: 'bad-parameter',
      severity: 'error',
      where: name,
      params: { name, value: value.replaceAll('\0', '␀'), expected: 'a text without NUL' },
    });
  }
}

function refuseOtherMethods(app: Hono<AppEnv>, routes: readonly Route[]): void {
  const methodsOf = new Map<string, string[]>();
  for (const { path, method } of routes)
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), method.toUpperCase()]);
  for (const [path, methods] of methodsOf) {
    app.all(path, (c) => {
      const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
      c.header('allow', allowed);
      return problemResponse(c, [
        {
          code: 'method-not-allowed',
          severity: 'error',
          where: 'method',
          params: { path: c.req.path, method: c.req.method, allowed },
        },
      ]);
    });
  }
}

function serveClient(app: Hono<AppEnv>, clientDir: string): void {
  app.get(
    '*',
    serveStatic({
      root: clientDir,
      precompressed: true,
      onFound: (path, c) => {
        // Built assets carry their hash in the name; pages do not.
        const lasting = path.includes('/assets/');
        c.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
}
