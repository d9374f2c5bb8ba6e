import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import { noteInTrail } from '../note-in-trail.ts';
import type { AccountRole } from '../roles.ts';
import { forgetFailures } from './lock-out.ts';
import { hashPassword, passwordOf } from './password.ts';
import type { AccountTables } from './tables.ts';
import { endAllTerminalSessions } from './terminal-session.ts';

const LINK_HOURS = 48;

export type User = Awaited<ReturnType<typeof listUsers>>[number];

export function listUsers(db: Kysely<AccountTables>) {
  return db
    .selectFrom('login_user')
    .select(['id', 'name', 'email', 'role', 'operator', 'disabled', 'two_factor_enabled'])
    .select(
      sql<number>`(select count(*)::int from login_passkey p where p.user_id = login_user.id)`.as('passkeys'),
    )
    .select(
      sql<boolean>`exists (select from login_credential c
        where c.user_id = login_user.id and c.provider_id like 'oidc-%')`.as('provided'),
    )
    .orderBy('email')
    .execute();
}

/**
 * Adds a user without a password; a one-time link lets them set it.
 * @throws IssueError `account-exists`
 */
export async function addUser(
  db: Kysely<AccountTables>,
  user: { name: string; email: string; role: AccountRole; operator?: string | null },
): Promise<string> {
  const { name, email, role, operator = null } = user;
  const row = await db
    .insertInto('login_user')
    .values({ id: randomUUID(), name, email: email.toLowerCase(), role, operator })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row)
    throw new IssueError({ code: 'account-exists', severity: 'error', where: 'email', params: { email } });
  return row.id;
}

/**
 * Adds a user who has chosen a password already; both or neither.
 * @throws IssueError `account-exists`
 */
export async function addUserWithPassword(
  db: Kysely<AccountTables>,
  user: Parameters<typeof addUser>[1],
  password: string,
): Promise<void> {
  const hash = await hashPassword(password);
  await db.transaction().execute(async (within) => addCredential(within, await addUser(within, user), hash));
}

async function addCredential(db: Kysely<AccountTables>, user_id: string, password: string): Promise<void> {
  await db
    .insertInto('login_credential')
    .values({ id: randomUUID(), user_id, account_id: user_id, provider_id: 'credential', password })
    .execute();
  await noteInTrail(db, { action: 'password-set', table: 'login_credential', key: user_id });
}

/**
 * Changes role or whether an account is disabled, and ends its sessions, so that it counts at once.
 * @throws IssueError `last-administrator` when none would be left, `not-found`
 */
export async function changeUser(
  db: Kysely<AccountTables>,
  id: string,
  change: { role?: AccountRole; operator?: string | null; disabled?: boolean },
): Promise<void> {
  await db.transaction().execute(async (within) => {
    // Two administrators who demote each other at the same time wait for each other here.
    const admins = await within
      .selectFrom('login_user')
      .select('id')
      .where('role', '=', 'administrator')
      .where('disabled', '=', false)
      .orderBy('id')
      .forUpdate()
      .execute();
    const demoted =
      change.disabled === true || (change.role !== undefined && change.role !== 'administrator');
    if (demoted && admins.length === 1 && admins[0]!.id === id)
      throw new IssueError({ code: 'last-administrator', severity: 'error', where: 'role' });
    const row = await within
      .updateTable('login_user')
      .set({ ...change, updated_at: new Date() })
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw noUser(id);
    await within.deleteFrom('login_session').where('user_id', '=', id).execute();
    if (change.disabled) await within.deleteFrom('login_link').where('user_id', '=', id).execute();
  });
}

/** A new one-time link for a user; the ones before no longer work. Returns its token, which is stored nowhere. */
export async function makeLink(db: Kysely<AccountTables>, userId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.transaction().execute(async (within) => {
    const user = await within
      .selectFrom('login_user')
      .select('id')
      .where('id', '=', userId)
      .executeTakeFirst();
    if (!user) throw noUser(userId);
    await within.deleteFrom('login_link').where('user_id', '=', userId).execute();
    const expires = new Date(Date.now() + LINK_HOURS * 3_600_000);
    await within
      .insertInto('login_link')
      .values({ token_hash: hashOf(token), user_id: userId, expires_at: expires })
      .execute();
    await noteInTrail(within, { action: 'link-made', table: 'login_link', key: userId });
  });
  return token;
}

/**
 * Sets a password by a one-time link, which is used up; ends all sessions and takes second factor and passkeys away, for the
 * link is also the way back for whoever has lost it. With an administrator's the sessions from the terminal end.
 * @throws IssueError `bad-sign-in-link`; `weak-password`, after which the link still works
 */
export async function redeemLink(db: Kysely<AccountTables>, token: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await db.transaction().execute(async (within) => {
    const link = await within
      .deleteFrom('login_link')
      .where('token_hash', '=', hashOf(token))
      .where('expires_at', '>', new Date())
      .returning('user_id')
      .executeTakeFirst();
    if (!link) throw new IssueError({ code: 'bad-sign-in-link', severity: 'error', where: 'token' });
    const user_id = link.user_id;
    await within.deleteFrom('login_session').where('user_id', '=', user_id).execute();
    await removeFactors(within, user_id);
    const { name, email, role } = await within
      .updateTable('login_user')
      .set({ two_factor_enabled: false })
      .where('id', '=', user_id)
      .returning(['name', 'email', 'role'])
      .executeTakeFirstOrThrow();
    passwordOf(password, [name, email]);
    if (role === 'administrator') await endAllTerminalSessions(within);
    // Somebody else's tries must not keep out whoever has just got a new way in.
    await forgetFailures(within, email);
    await within
      .deleteFrom('login_credential')
      .where('user_id', '=', user_id)
      .where('provider_id', '=', 'credential')
      .execute();
    await addCredential(within, user_id, hash);
  });
}

/** Takes second factor and passkeys away; one that was set up and never confirmed was none. */
async function removeFactors(within: Kysely<AccountTables>, user_id: string): Promise<void> {
  const factors = await within
    .deleteFrom('login_second_factor')
    .where('user_id', '=', user_id)
    .returning('verified')
    .execute();
  if (factors.some(({ verified }) => verified))
    await noteInTrail(within, { action: 'second-factor-off', table: 'login_second_factor', key: user_id });
  const { numDeletedRows } = await within
    .deleteFrom('login_passkey')
    .where('user_id', '=', user_id)
    .executeTakeFirst();
  if (numDeletedRows > 0n)
    await noteInTrail(within, { action: 'passkey-removed', table: 'login_passkey', key: user_id });
}

function noUser(id: string): IssueError {
  return new IssueError({ code: 'not-found', severity: 'error', where: 'id', params: { path: id } });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
