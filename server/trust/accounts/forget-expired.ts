import type { Kysely } from 'kysely';
import type { AccountTables } from './tables.ts';

/** Failed tries are forgotten after this long: who comes back after it starts anew. */
const FAILURES_DAYS = 7;

/** Removes what has run out: sessions, links, challenges of the sign-in, and old failed tries. */
export async function forgetExpired(db: Kysely<AccountTables>): Promise<void> {
  const now = new Date();
  await db.deleteFrom('login_session').where('expires_at', '<', now).execute();
  await db.deleteFrom('login_link').where('expires_at', '<', now).execute();
  await db.deleteFrom('login_verification').where('expires_at', '<', now).execute();
  const old = new Date(now.getTime() - FAILURES_DAYS * 86_400_000);
  await db.deleteFrom('login_failure').where('last_at', '<', old).execute();
}
