import type { Context } from 'hono';

/** Whether whoever asks reads pages (a browser), not problem documents (a program). */
export function wantsPage(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('text/html');
}
