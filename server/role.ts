import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import type { Access, AppEnv, Role, Route } from './route.ts';
import { RIGHTS, type Right, type RoleName, rightOf } from './trust/roles.ts';

/** Each role may do what those below it may. */
export const ROLE_RANK: Readonly<Record<Access, number>> = { public: 0, account: 1, planner: 2, admin: 3 };

/** @throws IssueError `sign-in-required` or `not-allowed` when the role does not reach. */
export function requireRole(role: Role, needed: Access): void {
  if (ROLE_RANK[role] >= ROLE_RANK[needed]) return;
  throw refusal(role === 'public', needed);
}

/** The role of a request: that of its account, or of the session from the terminal. */
export function roleNameOf(c: Context<AppEnv>): RoleName {
  const account = c.get('account');
  if (account) return account.role;
  const role = c.get('role');
  return role === 'admin' ? 'administrator' : role;
}

/**
 * Lets a role pass where the table in `trust/roles.ts` names it for the route; a route nobody has declared is nobody's.
 * @throws IssueError `sign-in-required` or `not-allowed`
 */
export function requireRight(
  role: RoleName,
  route: Pick<Route, 'method' | 'path'>,
  rights: readonly Right[] = RIGHTS,
): void {
  const roles = rightOf(route.method, route.path, rights)?.roles ?? [];
  if (roles.includes(role)) return;
  throw refusal(role === 'public', roles.join(', '));
}

function refusal(isPublic: boolean, needed: string): IssueError {
  const code = isPublic ? 'sign-in-required' : 'not-allowed';
  return new IssueError({ code, severity: 'error', params: { needed } });
}
