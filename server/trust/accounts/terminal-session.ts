import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { Kysely } from 'kysely';
import type { AppEnv } from '../../route.ts';
import { issuedAt, SESSION_COOKIE, SESSION_SECONDS } from '../../sign-in.ts';
import type { AccountTables } from './tables.ts';

/** Stands for every terminal session there was when it was written. */
const ALL = '*';

/** Whether the terminal session of a request was ended before its time. */
export async function isTerminalSessionEnded(
  c: Context<AppEnv>,
  db: Kysely<AccountTables>,
): Promise<boolean> {
  const session = getCookie(c, SESSION_COOKIE) ?? '';
  const row = await db
    .selectFrom('login_ended')
    .select('print')
    .where((is) =>
      is.or([
        is('print', '=', printOf(session)),
        is.and([is('print', '=', ALL), is('ended_at', '>', issuedAt(session))]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the terminal session of a request, also for whoever has a copy of its cookie. */
export async function endTerminalSession(c: Context<AppEnv>, db: Kysely<AccountTables>): Promise<void> {
  const session = getCookie(c, SESSION_COOKIE);
  if (session) await end(db, printOf(session));
  deleteCookie(c, SESSION_COOKIE, { path: '/' });
}

export function endAllTerminalSessions(db: Kysely<AccountTables>): Promise<void> {
  return end(db, ALL);
}

async function end(db: Kysely<AccountTables>, print: string): Promise<void> {
  const ended_at = new Date();
  await db
    .insertInto('login_ended')
    .values({ print, ended_at })
    .onConflict((conflict) => conflict.column('print').doUpdateSet({ ended_at }))
    .execute();
  // By then they have run out by themselves.
  const over = new Date(Date.now() - SESSION_SECONDS * 1000);
  await db.deleteFrom('login_ended').where('ended_at', '<', over).execute();
}

function printOf(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}
