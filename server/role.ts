import { IssueError } from '#core/issue.ts';
import type { Access, Role, Route } from './route.ts';
import { mayCall, type RoleName } from './trust/roles.ts';

/** Each role may do what those below it may. */
export const ROLE_RANK: Readonly<Record<Access, number>> = { public: 0, planner: 1, admin: 2 };

/** @throws IssueError `sign-in-required` or `not-allowed` when the role does not reach. */
export function requireRole(role: Role, needed: Access): void {
  if (ROLE_RANK[role] >= ROLE_RANK[needed]) return;
  const code = role === 'public' ? 'sign-in-required' : 'not-allowed';
  throw new IssueError({ code, severity: 'error', params: { needed } });
}

/**
 * Whether an account's role may call a route, by the table in `trust/roles.ts`.
 * @throws IssueError `not-allowed`
 */
export function requireRight(role: RoleName, route: Pick<Route, 'method' | 'path' | 'access'>): void {
  if (mayCall(role, route)) return;
  throw new IssueError({ code: 'not-allowed', severity: 'error', params: { needed: route.access } });
}
