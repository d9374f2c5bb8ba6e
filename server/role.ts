import { IssueError } from '#core/issue.ts';
import type { Access, Role } from './route.ts';

/** Each role may do what those below it may. */
export const ROLE_RANK: Readonly<Record<Access, number>> = { public: 0, planner: 1, admin: 2 };

/** @throws IssueError `sign-in-required` or `not-allowed` when the role does not reach. */
export function requireRole(role: Role, needed: Access): void {
  if (ROLE_RANK[role] >= ROLE_RANK[needed]) return;
  const code = role === 'public' ? 'sign-in-required' : 'not-allowed';
  throw new IssueError({ code, severity: 'error', params: { needed } });
}
