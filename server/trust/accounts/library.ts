import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import type { AppEnv } from '../../route.ts';
import { withoutTrouble } from '../database-trouble.ts';

/** What of a request the sign-in library gets to see. */
export function headersOf(c: Context<AppEnv>): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'origin']) {
    const value = c.req.header(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

/** `to` with the cookies the library has set in `from`. */
export function withCookies(from: Response, to: Response): Response {
  for (const cookie of from.headers.getSetCookie()) to.headers.append('set-cookie', cookie);
  return to;
}

/** What the library refuses is one and the same to the caller: nobody learns which part was wrong. */
export async function ask(call: () => Promise<Response>, code = 'sign-in-failed'): Promise<Response> {
  const answer = await withoutTrouble(call);
  if (answer.status >= 500) throw new Error(`the sign-in library answered ${answer.status}`);
  if (!answer.ok) throw new IssueError({ code, severity: 'error', where: 'email' });
  return answer;
}

/** Several cookies of an answer as a request sends them. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
