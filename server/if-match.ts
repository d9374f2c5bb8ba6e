import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import type { AppEnv } from './route.ts';

/**
 * The version in `If-Match: "3"`: what the caller has seen, so that nobody saves over what another has saved since.
 * @throws IssueError `version-required`, `bad-parameter`
 */
export function sentVersion(c: Context<AppEnv>): number {
  const header = c.req.header('if-match');
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '');
  if (match) return Number(match[1]);
  const params = { name: 'If-Match', value: header ?? '', expected: 'a version such as "3"' };
  throw new IssueError({
    code: header ? 'bad-parameter' : 'version-required',
    severity: 'error',
    where: 'If-Match',
    params,
  });
}

/** Carries the stored state, so that the planner can choose between both. */
export function staleVersion(current: { readonly version: number }, sent: number): IssueError {
  const error = new IssueError({
    code: 'stale-version',
    severity: 'error',
    where: 'If-Match',
    params: { current: current.version, sent },
  });
  return Object.assign(error, { extra: { current } });
}
