import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { AccountTables } from './tables.ts';

/** Failed tries that cost nothing; each one after doubles the wait, up to an hour. */
const FREE_TRIES = 5;
const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3600;

/**
 * Counts a try as failed before anything is looked at, or refuses it while the name is locked, whether it exists or not:
 * one statement, so that of many tries at the same time no more get through than of as many one after the other.
 * @throws IssueError `sign-in-locked`
 */
export async function countTry(db: Kysely<AccountTables>, name: string): Promise<void> {
  const print = hashOf(name);
  const counted =
    await sql`insert into login_failure (name_hash, failures, locked_until) values (${print}, 1, now())
    on conflict (name_hash) do update set failures = login_failure.failures + 1, last_at = now(),
    locked_until = now() + make_interval(secs => case when login_failure.failures + 1 < ${FREE_TRIES} then 0 else
      least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * 2 ^ least(20, login_failure.failures + 1 - ${FREE_TRIES})) end)
    where login_failure.failures < ${FREE_TRIES} or login_failure.locked_until <= now() returning 1`.execute(
      db,
    );
  if (counted.rows.length > 0) return;
  const row = await db
    .selectFrom('login_failure')
    .select('locked_until')
    .where('name_hash', '=', print)
    .executeTakeFirst();
  const seconds = Math.max(1, Math.ceil(((row?.locked_until.getTime() ?? 0) - Date.now()) / 1000));
  throw new IssueError({ code: 'sign-in-locked', severity: 'error', where: 'email', params: { seconds } });
}

export async function forgetFailures(db: Kysely<AccountTables>, name: string): Promise<void> {
  await db.deleteFrom('login_failure').where('name_hash', '=', hashOf(name)).execute();
}

function hashOf(name: string): string {
  return createHash('sha256').update(name.trim().toLowerCase()).digest('hex');
}
