import type { Context } from 'hono';
import { deleteCookie } from 'hono/cookie';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { AppEnv, Services } from '../../route.ts';
import { SESSION_COOKIE } from '../../sign-in.ts';
import { authOf } from './auth.ts';
import { textOf } from './form.ts';
import { ask, headersOf, withCookies } from './library.ts';
import { badField } from './page.ts';
import { passwordOf } from './password.ts';
import type { AccountTables } from './tables.ts';
import { accountTables } from './tables.ts';
import { endAllTerminalSessions } from './terminal-session.ts';
import { addUserWithPassword } from './users.ts';

/** Whether somebody can administer with an account; from then on no link is printed in the terminal. */
export async function hasAdministrator(db: Kysely<AccountTables>): Promise<boolean> {
  const row = await db
    .selectFrom('login_user')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabled', '=', false)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes the first administrator for who came with the link from the terminal, signs them in, and ends all sessions from
 * the terminal: the account takes their place.
 * @throws IssueError `administrator-exists`, `account-exists`, `bad-parameter`
 */
export async function makeAdministrator(
  c: Context<AppEnv>,
  services: Services,
  form: URLSearchParams,
): Promise<Response> {
  const db = accountTables(services.db);
  if (await hasAdministrator(db))
    throw new IssueError({ code: 'administrator-exists', severity: 'error', where: 'role' });
  const name = textOf(form, 'name', 100);
  const email = textOf(form, 'email', 200).toLowerCase();
  if (!z.email().safeParse(email).success) throw badField('email', email, 'name@example.org');
  const password = passwordOf(form.get('password'), [name, email]);
  await addUserWithPassword(db, { name, email, role: 'administrator' }, password);
  const answer = await ask(() =>
    authOf(services).api.signInEmail({ body: { email, password }, headers: headersOf(c), asResponse: true }),
  );
  await endAllTerminalSessions(db);
  deleteCookie(c, SESSION_COOKIE, { path: '/' });
  return withCookies(answer, c.redirect('/account?done=administrator', 303));
}
