import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnv } from '../route.ts';
import { SESSION_COOKIE } from '../sign-in.ts';
import type { Actor } from './acting.ts';

/** Who a request writes as. `X-Reason` (percent-encoded) says why; a session is named by a short
 * fingerprint, an account by the beginning of its id. */
export function actorOf(c: Context<AppEnv>): Actor {
  const session = getCookie(c, SESSION_COOKIE);
  const role = c.get('role');
  const account = c.get('account');
  const print = session ? createHash('sha256').update(session).digest('hex').slice(0, 12) : '';
  return {
    who: account
      ? `${account.role} ${account.id.slice(0, 12)}`
      : role === 'public'
        ? 'public'
        : `${role} ${print}`,
    why: reason(c.req.header('x-reason')) || `${c.req.method} ${c.req.path}`,
    requestId: c.get('requestId'),
  };
}

function reason(header = ''): string {
  try {
    return decodeURIComponent(header).replaceAll('\0', '').toWellFormed().slice(0, 1000);
  } catch {
    return header.slice(0, 1000);
  }
}
