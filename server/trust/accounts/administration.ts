import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv, Route, Services } from '../../route.ts';
import { isAccountRole } from '../roles.ts';
import { administrationContent } from './administration-page.ts';
import { textOf } from './form.ts';
import { accountPage, badField, fromForm, languageOfPage } from './page.ts';
import { accountTables } from './tables.ts';
import { addUser, changeUser, listUsers, makeLink } from './users.ts';

/** Accounts, their roles and the ways in that an administrator gives. */
export function administrationRoutes(services: Services): Route[] {
  const shared = {
    access: 'admin',
    tag: 'accounts',
    query: { lang: z.enum(['de', 'en']).optional() },
    produces: ['text/html'],
    maxBodyBytes: 16 * 1024,
  } as const;
  return [
    {
      ...shared,
      method: 'get',
      path: '/administration',
      summary: 'Accounts and their roles',
      handler: (c) => administration(c, services),
    },
    {
      ...shared,
      method: 'post',
      path: '/administration/users',
      summary: 'Adds an account, changes its role, disables it, or makes a one-time link',
      handler: (c) => fromForm(c, '/administration', (form) => administer(c, services, form)),
    },
  ];
}

async function administration(c: Context<AppEnv>, services: Services, link: string | null = null) {
  const users = await listUsers(accountTables(services.db));
  return accountPage(c, 'administration', administrationContent(languageOfPage(c), users, link));
}

async function administer(c: Context<AppEnv>, services: Services, form: URLSearchParams): Promise<Response> {
  const db = accountTables(services.db);
  const action = textOf(form, 'action', 20);
  if (action === 'add') {
    const name = textOf(form, 'name', 100);
    const email = textOf(form, 'email', 200);
    if (!z.email().safeParse(email).success) throw badField('email', email, 'name@example.org');
    const id = await addUser(db, { name, email, role: roleOf(form), operator: operatorOf(form) });
    return administration(c, services, linkUrl(c, services, await makeLink(db, id)));
  }
  const id = textOf(form, 'id', 100);
  if (action === 'link') return administration(c, services, linkUrl(c, services, await makeLink(db, id)));
  if (action === 'role') await changeUser(db, id, { role: roleOf(form), operator: operatorOf(form) });
  else if (action === 'disable' || action === 'enable')
    await changeUser(db, id, { disabled: action === 'disable' });
  else throw badField('action', action, 'add, link, role, disable or enable');
  return c.redirect(`/administration?lang=${languageOfPage(c)}`, 303);
}

function linkUrl(c: Context<AppEnv>, { config }: Services, token: string): string {
  const base = config.PUBLIC_URL?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
  return `${base}/account/link?token=${token}`;
}

function roleOf(form: URLSearchParams) {
  const role = form.get('role');
  if (!isAccountRole(role)) throw badField('role', role ?? '', 'one of the roles in docs/roles.md');
  return role;
}

/** The company of an operator's account; of no account else. @throws IssueError `bad-parameter` */
function operatorOf(form: URLSearchParams): string | null {
  return form.get('role') === 'operator' ? textOf(form, 'operator', 200) : null;
}
