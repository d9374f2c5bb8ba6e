import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { AccountTables } from './tables.ts';

/** Failed tries that cost nothing; each one after doubles the wait, up to an hour. */
export const FREE_TRIES = 5;
const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3600;

/** Seconds a name is locked after so many failures in a row. */
export function waitSeconds(failures: number): number {
  if (failures < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** Math.min(20, failures - FREE_TRIES));
}

/** @throws IssueError `sign-in-locked` while a name may not be tried, whether it exists or not. */
export async function refuseLocked(db: Kysely<AccountTables>, name: string): Promise<void> {
  const row = await db
    .selectFrom('login_failure')
    .select('locked_until')
    .where('name_hash', '=', hashOf(name))
    .where('locked_until', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (!row) return;
  const seconds = Math.max(1, Math.ceil((row.locked_until.getTime() - Date.now()) / 1000));
  throw new IssueError({ code: 'sign-in-locked', severity: 'error', where: 'email', params: { seconds } });
}

/** Counts a failure in one statement, so that tries at the same time all count. */
export async function countFailure(db: Kysely<AccountTables>, name: string): Promise<void> {
  await sql`insert into login_failure (name_hash, failures, locked_until) values (${hashOf(name)}, 1, now())
    on conflict (name_hash) do update set failures = login_failure.failures + 1, last_at = now(),
    locked_until = now() + make_interval(secs => case when login_failure.failures + 1 < ${FREE_TRIES} then 0 else
      least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * 2 ^ least(20, login_failure.failures + 1 - ${FREE_TRIES})) end)`.execute(
    db,
  );
}

export async function forgetFailures(db: Kysely<AccountTables>, name: string): Promise<void> {
  await db.deleteFrom('login_failure').where('name_hash', '=', hashOf(name)).execute();
}

function hashOf(name: string): string {
  return createHash('sha256').update(name.trim().toLowerCase()).digest('hex');
}
