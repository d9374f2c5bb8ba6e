import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import type { AppEnv, Services } from '../../route.ts';
import { withoutTrouble } from '../database-trouble.ts';
import { type AccountRole, isAccountRole } from '../roles.ts';
import { authOf } from './auth.ts';

/** The account behind a request. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: AccountRole;
  /** The network operator an account of the role operator speaks for. */
  readonly operator: string | null;
  readonly sessionId: string;
  readonly signedInAt: Date;
  readonly hasSecondFactor: boolean;
}

/** The account whose session cookie a request carries; null for none, an ended session or a disabled account. */
export async function signedIn(c: Context<AppEnv>, services: Services): Promise<SignedIn | null> {
  // Without a cookie of an account nothing is asked of the database.
  if (!/(^|;\s*)(__Secure-)?lueckenlos\.session_token=/.test(c.req.header('cookie') ?? '')) return null;
  const found = await withoutTrouble(() =>
    authOf(services).api.getSession({ headers: c.req.raw.headers, query: { disableRefresh: true } }),
  );
  if (!found) return null;
  const { user, session } = found;
  if (user.disabled || !isAccountRole(user.role)) return null;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    operator: user.operator ?? null,
    sessionId: session.id,
    signedInAt: session.createdAt,
    hasSecondFactor: user.twoFactorEnabled === true,
  };
}

/** @throws IssueError `sign-in-required` for a request without an account, be it from the terminal */
export function signedInAccount(c: Context<AppEnv>): SignedIn {
  const account = c.get('account');
  if (!account)
    throw new IssueError({ code: 'sign-in-required', severity: 'error', params: { needed: 'account' } });
  return account;
}
