import type { Context } from 'hono';
import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import type { AppEnv, Services } from '../../route.ts';
import { findApplication, type StoredApplication } from './store.ts';

const id = z.uuid();

/** @throws IssueError `application-released` */
export function refuseReleased({ releasedBy, releasedAt }: StoredApplication): void {
  if (releasedBy === null) return;
  const params = { releasedBy, releasedOn: releasedAt?.toISOString().slice(0, 10) ?? '' };
  throw new IssueError({ code: 'application-released', severity: 'error', where: 'id', params });
}

/** The application with its version as ETag. */
export function withVersion(
  c: Context<AppEnv>,
  application: StoredApplication,
  status: 200 | 201 = 200,
): Response {
  return c.json(application, status, { etag: `"${application.version}"`, 'cache-control': 'no-store' });
}

/** @throws IssueError `unknown-application` */
export async function existing(db: Services['db'], value = ''): Promise<StoredApplication> {
  const application = id.safeParse(value).success ? await findApplication(db, value) : undefined;
  if (application) return application;
  throw new IssueError({ code: 'unknown-application', severity: 'error', where: 'id', params: { value } });
}

/** The version in `If-Match: "3"`. @throws IssueError `version-required`, `bad-parameter` */
export function sentVersion(c: Context<AppEnv>): number {
  const header = c.req.header('if-match');
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '');
  if (match) return Number(match[1]);
  const params = { name: 'If-Match', value: header ?? '', expected: 'a version such as "3"' };
  const code = header ? 'bad-parameter' : 'version-required';
  throw new IssueError({ code, severity: 'error', where: 'If-Match', params });
}

/** Carries the stored state, so that the planner can choose between both. */
export function stale(current: StoredApplication, sent: number): IssueError {
  const issue: Issue = {
    code: 'stale-application',
    severity: 'error',
    where: 'If-Match',
    params: { current: current.version, sent },
  };
  return Object.assign(new IssueError(issue), { extra: { current } });
}
