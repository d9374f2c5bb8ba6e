import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Access, AppEnv, Feature, Route, Services } from '../../route.ts';
import { withoutTrouble } from '../database-trouble.ts';
import { noteInTrail } from '../note-in-trail.ts';
import { administrationRoutes } from './administration.ts';
import { authOf } from './auth.ts';
import { hasAdministrator, makeAdministrator } from './first-administrator.ts';
import { forgetExpired } from './forget-expired.ts';
import { textOf } from './form.ts';
import { ask, cookiesOf, headersOf, withCookies } from './library.ts';
import { countTry, forgetFailures } from './lock-out.ts';
import { hasOidc } from './oidc/provider.ts';
import { oidcRoutes } from './oidc/routes.ts';
import { accountPage, badField, fromForm, languageOfPage } from './page.ts';
import { accountContent, factorContent, linkContent, signInContent, terminalContent } from './pages.ts';
import { listPasskeys, passkeyRoutes } from './passkeys.ts';
import { PASSWORD_LENGTH, passwordOf } from './password.ts';
import { signedInAccount } from './signed-in.ts';
import { accountTables } from './tables.ts';
import { endTerminalSession } from './terminal-session.ts';
import { ACCOUNT_TEXTS } from './texts.ts';
import { takeCode } from './used-codes.ts';
import { redeemLink } from './users.ts';

const LANG = { lang: z.enum(['de', 'en']).optional() };

/** Signing in and out, the account with its sessions and second factor, and the administration of accounts. */
export const accounts: Feature = {
  name: 'accounts',
  routes: (services) => {
    const shared = {
      tag: 'accounts',
      query: LANG,
      produces: ['text/html'],
      maxBodyBytes: 16 * 1024,
    } as const;
    const everyone = { ...shared, access: 'public' } as const;
    const post = (path: string, summary: string, handler: Handler, access: Access = 'public'): Route => ({
      ...everyone,
      access,
      method: 'post',
      path,
      summary,
      handler: (c) => fromForm(c, '/account', (form) => handler(c, services, form)),
    });
    return [
      {
        ...everyone,
        method: 'get',
        path: '/account',
        summary: 'Sign-in form, or the account',
        handler: (c) => show(c, services),
      },
      post('/account/sign-in', 'Signs in with e-mail address, password and, if set up, a code', signIn),
      post('/account/sign-out', 'Ends this session', signOut),
      post('/account/sessions', 'Ends another session, or all others', endSessions, 'account'),
      post(
        '/account/second-factor',
        'Sets up, confirms or removes the second factor',
        secondFactor,
        'account',
      ),
      {
        ...everyone,
        method: 'get',
        path: '/account/link',
        query: { ...LANG, token: z.string().optional() },
        summary: 'Form to set a password with a one-time link',
        handler: (c) => accountPage(c, 'account', linkContent(languageOfPage(c), c.req.query('token') ?? '')),
      },
      post('/account/link', 'Sets a password with a one-time link', setPassword),
      post(
        '/account/administrator',
        'Makes the first administrator, for who came with the link from the terminal',
        makeAdministrator,
        'admin',
      ),
      ...passkeyRoutes(services),
      ...oidcRoutes(services),
      ...administrationRoutes(services),
    ];
  },
};

type Handler = (c: Context<AppEnv>, services: Services, form: URLSearchParams) => Promise<Response>;

async function show(c: Context<AppEnv>, services: Services): Promise<Response> {
  const language = languageOfPage(c);
  const me = c.get('account');
  const done = c.req.query('done');
  const t = ACCOUNT_TEXTS[language];
  const notice = done === 'password' ? t.passwordSet : done === 'administrator' ? t.administratorMade : '';
  if (!me && c.get('role') === 'admin') {
    const first = !(await hasAdministrator(accountTables(services.db)));
    return accountPage(c, 'account', terminalContent(language, first), notice);
  }
  if (!me)
    return accountPage(
      c,
      'account',
      signInContent(language, hasOidc(services.config) ? services.config.OIDC_NAME : null),
      notice,
    );
  const sessions = await accountTables(services.db)
    .selectFrom('login_session')
    .select(['id', 'user_agent', 'created_at'])
    .where('user_id', '=', me.id)
    .where('expires_at', '>', new Date())
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  const passkeys = await listPasskeys(accountTables(services.db), me.id);
  const credential = await accountTables(services.db)
    .selectFrom('login_credential')
    .select('id')
    .where('user_id', '=', me.id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  const state = { sessions, passkeys, hasPassword: credential !== undefined };
  return accountPage(c, 'account', accountContent(language, me, state), notice);
}

const signIn: Handler = async (c, services, form) => {
  const db = accountTables(services.db);
  const auth = authOf(services);
  const email = textOf(form, 'email', 200).toLowerCase();
  const password = form.get('password') ?? '';
  await countTry(db, email);
  if (password.length > PASSWORD_LENGTH.max || !z.email().safeParse(email).success) throw failed();
  let answer = await ask(() =>
    auth.api.signInEmail({ body: { email, password }, headers: headersOf(c), asResponse: true }),
  );
  const result = (await answer.clone().json()) as { twoFactorRedirect?: boolean };
  if (result.twoFactorRedirect) {
    const code = (form.get('code') ?? '').replaceAll(/\s/g, '');
    const headers = headersOf(c);
    headers.set('cookie', cookiesOf(answer));
    const isTotp = /^\d{6}$/.test(code);
    if (isTotp) await takeCode(db, email, code);
    answer = await ask(() =>
      isTotp
        ? auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
        : auth.api.verifyBackupCode({ body: { code }, headers, asResponse: true }),
    );
  }
  await forgetFailures(db, email);
  await forgetExpired(db);
  return withCookies(answer, c.redirect('/', 303));
};

const signOut: Handler = async (c, services) => {
  const me = c.get('account');
  if (!me) await endTerminalSession(c, accountTables(services.db));
  if (me)
    await accountTables(services.db).deleteFrom('login_session').where('id', '=', me.sessionId).execute();
  const answer = await withoutTrouble(() =>
    authOf(services).api.signOut({ headers: headersOf(c), asResponse: true }),
  );
  return withCookies(answer, back(c));
};

const endSessions: Handler = async (c, services, form) => {
  const me = signedInAccount(c);
  const id = textOf(form, 'id', 100);
  const own = accountTables(services.db).deleteFrom('login_session').where('user_id', '=', me.id);
  await (id === 'others' ? own.where('id', '!=', me.sessionId) : own.where('id', '=', id)).execute();
  return back(c);
};

const secondFactor: Handler = async (c, services, form) => {
  const me = signedInAccount(c);
  const db = accountTables(services.db);
  const { api } = authOf(services);
  const action = textOf(form, 'action', 20);
  const headers = headersOf(c);
  const password = form.get('password') ?? '';
  // A stolen session must not become a way to guess the password or the code.
  const key = `second factor of ${me.id}`;
  await countTry(db, key);
  let answer: Response;
  let response: Response;
  if (action === 'set-up') {
    answer = await ask(() => api.enableTwoFactor({ body: { password }, headers, asResponse: true }));
    const { totpURI, backupCodes } = (await answer.clone().json()) as {
      totpURI: string;
      backupCodes: string[];
    };
    response = accountPage(c, 'account', factorContent(languageOfPage(c), totpURI, backupCodes));
  } else if (action === 'confirm') {
    const code = textOf(form, 'code', 12).replaceAll(/\s/g, '');
    await takeCode(db, me.email, code);
    answer = await ask(() => api.verifyTOTP({ body: { code }, headers, asResponse: true }));
    response = back(c);
  } else if (action === 'remove') {
    answer = await ask(() => api.disableTwoFactor({ body: { password }, headers, asResponse: true }));
    response = back(c);
  } else throw badField('action', action, 'set-up, confirm or remove');
  await forgetFailures(db, key);
  // Set up alone it is not asked for yet.
  const change = action === 'confirm' ? 'second-factor-on' : action === 'remove' ? 'second-factor-off' : null;
  if (change) await noteInTrail(services.db, { action: change, table: 'login_second_factor', key: me.id });
  return withCookies(answer, response);
};

const setPassword: Handler = async (c, services, form) => {
  const password = passwordOf(form.get('password'));
  await redeemLink(accountTables(services.db), textOf(form, 'token', 100), password);
  return c.redirect(`/account?lang=${languageOfPage(c)}&done=password`, 303);
};

function failed(): IssueError {
  return new IssueError({ code: 'sign-in-failed', severity: 'error', where: 'email' });
}

function back(c: Context<AppEnv>): Response {
  return c.redirect(`/account?lang=${languageOfPage(c)}`, 303);
}
