import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { AccountTables } from './tables.ts';

/** Longer than a code of an authenticator app is accepted: its own 30 s and those before and after it. */
const KEPT_MS = 2 * 60_000;

/**
 * Takes a code of an authenticator app as used, before it is looked at: who reads it along, or tries it twice at the same
 * time, gets nowhere with it (RFC 6238, section 5.2). The library would accept it again as long as it lasts.
 * @throws IssueError `sign-in-failed`
 */
export async function takeCode(db: Kysely<AccountTables>, email: string, code: string): Promise<void> {
  const id = createHash('sha256').update(`code ${code} of ${email}`).digest('hex');
  await db
    .deleteFrom('login_verification')
    .where('id', '=', id)
    .where('expires_at', '<', new Date())
    .execute();
  const expires_at = new Date(Date.now() + KEPT_MS);
  const row = await db
    .insertInto('login_verification')
    .values({ id, identifier: `used-code-${id}`, value: '', expires_at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new IssueError({ code: 'sign-in-failed', severity: 'error', where: 'code' });
}
