import type { Context } from 'hono';
import type { AppEnv, Services } from '../../route.ts';
import { type AccountRole, isAccountRole } from '../roles.ts';
import { authOf } from './auth.ts';

/** The account behind a request. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: AccountRole;
  readonly sessionId: string;
  readonly hasSecondFactor: boolean;
}

/** The account whose session cookie a request carries; null for none, an ended session or a disabled account. */
export async function signedIn(c: Context<AppEnv>, services: Services): Promise<SignedIn | null> {
  // Without a cookie of an account nothing is asked of the database.
  if (!/(^|;\s*)(__Secure-)?lueckenlos\.session_token=/.test(c.req.header('cookie') ?? '')) return null;
  const found = await authOf(services).api.getSession({
    headers: c.req.raw.headers,
    query: { disableRefresh: true },
  });
  if (!found) return null;
  const { user, session } = found;
  if (user.disabled || !isAccountRole(user.role)) return null;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    sessionId: session.id,
    hasSecondFactor: user.twoFactorEnabled === true,
  };
}
