import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import type { AppEnv } from '../route.ts';

/**
 * Runs a handler on a request whose body may not be longer than `limitBytes`: refused by its announced
 * length, or, when it announces none, as soon as more has come.
 * @throws IssueError `body-too-large`
 */
export async function withinBodyLimit(
  c: Context<AppEnv>,
  limitBytes: number,
  handle: () => Response | Promise<Response>,
): Promise<Response> {
  const announced = c.req.header('content-length');
  if (announced !== undefined && Number(announced) > limitBytes) throw tooLarge(limitBytes);
  const { method } = c.req;
  if (announced !== undefined || method === 'GET' || method === 'HEAD' || !c.req.raw.body) return handle();
  let seenBytes = 0;
  const counted = c.req.raw.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seenBytes += chunk.byteLength;
        if (seenBytes > limitBytes) controller.error(tooLarge(limitBytes));
        else controller.enqueue(chunk);
      },
    }),
  );
  c.req.raw = new Request(c.req.raw, { body: counted, duplex: 'half' } as RequestInit);
  try {
    const response = await handle();
    if (seenBytes <= limitBytes) return response;
  } catch (error) {
    // The handler may have called a body cut short bad JSON.
    if (seenBytes <= limitBytes) throw error;
  }
  throw tooLarge(limitBytes);
}

function tooLarge(limitBytes: number): IssueError {
  return new IssueError({ code: 'body-too-large', severity: 'error', where: 'body', params: { limitBytes } });
}
