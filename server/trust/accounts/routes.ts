import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Access, AppEnv, Feature, Route, Services } from '../../route.ts';
import { isAccountRole } from '../roles.ts';
import { authOf } from './auth.ts';
import { ask, cookiesOf, headersOf, withCookies } from './library.ts';
import { countFailure, forgetFailures, refuseLocked } from './lock-out.ts';
import { hasOidc } from './oidc/provider.ts';
import { oidcRoutes } from './oidc/routes.ts';
import { accountPage, badField, fromForm, languageOfPage } from './page.ts';
import { accountContent, administrationContent, factorContent, linkContent, signInContent } from './pages.ts';
import { PASSWORD_LENGTH } from './password.ts';
import type { SignedIn } from './signed-in.ts';
import { accountTables } from './tables.ts';
import { ACCOUNT_TEXTS } from './texts.ts';
import { addUser, changeUser, listUsers, makeLink, redeemLink } from './users.ts';

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
      ...oidcRoutes(services),
      {
        ...shared,
        access: 'admin',
        method: 'get',
        path: '/administration',
        summary: 'Accounts and their roles',
        handler: (c) => administration(c, services),
      },
      {
        ...shared,
        access: 'admin',
        method: 'post',
        path: '/administration/users',
        summary: 'Adds an account, changes its role, disables it, or makes a one-time link',
        handler: (c) => fromForm(c, '/administration', (form) => administer(c, services, form)),
      },
    ];
  },
};

type Handler = (c: Context<AppEnv>, services: Services, form: URLSearchParams) => Promise<Response>;

async function show(c: Context<AppEnv>, services: Services): Promise<Response> {
  const language = languageOfPage(c);
  const me = c.get('account');
  const notice = c.req.query('done') === 'password' ? ACCOUNT_TEXTS[language].passwordSet : '';
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
  return accountPage(c, 'account', accountContent(language, me, sessions));
}

const signIn: Handler = async (c, services, form) => {
  const db = accountTables(services.db);
  const auth = authOf(services);
  const email = textOf(form, 'email', 200).toLowerCase();
  const password = form.get('password') ?? '';
  await refuseLocked(db, email);
  // Counted before the password is looked at: tries at the same time cannot run ahead of the count.
  await countFailure(db, email);
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
    answer = await ask(() =>
      isTotp
        ? auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
        : auth.api.verifyBackupCode({ body: { code }, headers, asResponse: true }),
    );
  }
  await forgetFailures(db, email);
  return withCookies(answer, c.redirect('/', 303));
};

const signOut: Handler = async (c, services) => {
  const me = c.get('account');
  if (me)
    await accountTables(services.db).deleteFrom('login_session').where('id', '=', me.sessionId).execute();
  const answer = await authOf(services).api.signOut({ headers: headersOf(c), asResponse: true });
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
  await refuseLocked(db, key);
  await countFailure(db, key);
  let answer: Response;
  let response: Response;
  if (action === 'set-up') {
    answer = await ask(() => api.enableTwoFactor({ body: { password }, headers, asResponse: true }));
    const { totpURI, backupCodes } = (await answer.clone().json()) as {
      totpURI: string;
      backupCodes: string[];
    };
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    response = accountPage(c, 'account', factorContent(languageOfPage(c), secret, backupCodes));
  } else if (action === 'confirm') {
    const code = textOf(form, 'code', 12);
    answer = await ask(() => api.verifyTOTP({ body: { code }, headers, asResponse: true }));
    response = back(c);
  } else if (action === 'remove') {
    answer = await ask(() => api.disableTwoFactor({ body: { password }, headers, asResponse: true }));
    response = back(c);
  } else throw badField('action', action, 'set-up, confirm or remove');
  await forgetFailures(db, key);
  return withCookies(answer, response);
};

const setPassword: Handler = async (c, services, form) => {
  const password = form.get('password') ?? '';
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max)
    throw badField('password', '…', `${PASSWORD_LENGTH.min}–${PASSWORD_LENGTH.max}`);
  await redeemLink(accountTables(services.db), textOf(form, 'token', 100), password);
  return c.redirect(`/account?lang=${languageOfPage(c)}&done=password`, 303);
};

async function administration(c: Context<AppEnv>, services: Services, link: string | null = null) {
  const users = await listUsers(accountTables(services.db));
  return accountPage(c, 'administration', administrationContent(languageOfPage(c), users, link));
}

const administer: Handler = async (c, services, form) => {
  const db = accountTables(services.db);
  const action = textOf(form, 'action', 20);
  if (action === 'add') {
    const name = textOf(form, 'name', 100);
    const email = textOf(form, 'email', 200);
    if (!z.email().safeParse(email).success) throw badField('email', email, 'name@example.org');
    const id = await addUser(db, { name, email, role: roleOf(form) });
    return administration(c, services, linkUrl(c, services, await makeLink(db, id)));
  }
  const id = textOf(form, 'id', 100);
  if (action === 'link') return administration(c, services, linkUrl(c, services, await makeLink(db, id)));
  if (action === 'role') await changeUser(db, id, { role: roleOf(form) });
  else if (action === 'disable' || action === 'enable')
    await changeUser(db, id, { disabled: action === 'disable' });
  else throw badField('action', action, 'add, link, role, disable or enable');
  return c.redirect(`/administration?lang=${languageOfPage(c)}`, 303);
};

function linkUrl(c: Context<AppEnv>, { config }: Services, token: string): string {
  const base = config.PUBLIC_URL?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
  return `${base}/account/link?token=${token}`;
}

function roleOf(form: URLSearchParams) {
  const role = form.get('role');
  if (!isAccountRole(role)) throw badField('role', role ?? '', 'one of the roles in docs/roles.md');
  return role;
}

function textOf(form: URLSearchParams, name: string, longest: number): string {
  const value = (form.get(name) ?? '').trim().toWellFormed();
  if (value === '' || value.length > longest) throw badField(name, value, `1–${longest} characters`);
  return value;
}

function signedInAccount(c: Context<AppEnv>): SignedIn {
  const account = c.get('account');
  if (!account)
    throw new IssueError({ code: 'sign-in-required', severity: 'error', params: { needed: 'account' } });
  return account;
}

function failed(): IssueError {
  return new IssueError({ code: 'sign-in-failed', severity: 'error', where: 'email' });
}

function back(c: Context<AppEnv>): Response {
  return c.redirect(`/account?lang=${languageOfPage(c)}`, 303);
}
