import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { AppEnv } from '../../route.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** A text answer, compressed as the browser takes it: on a slow connection this is most of the waiting. */
export async function compressed(
  c: Context<AppEnv>,
  text: string,
  headers: Readonly<Record<string, string>>,
  status: 200 | 201 | 400 | 404 | 413 | 422 | 429 = 200,
): Promise<Response> {
  const accepted = c.req.header('accept-encoding') ?? '';
  const all = { ...headers, vary: 'accept-encoding, accept-language' };
  if (/\bbr\b/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    return c.body(new Uint8Array(await brotli(text, { params })), status, {
      ...all,
      'content-encoding': 'br',
    });
  }
  if (/\bgzip\b/.test(accepted))
    return c.body(new Uint8Array(await zip(text)), status, { ...all, 'content-encoding': 'gzip' });
  return c.body(text, status, all);
}
