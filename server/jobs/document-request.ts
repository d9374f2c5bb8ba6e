import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../route.ts';
import type { DocumentWish } from './document-jobs.ts';

/** The caller's own word for the work it asks for; `/api/document-jobs/{job}` tells how far that is. */
export const jobQuery = { job: z.uuid().optional() };

export function wishOf(c: Context<AppEnv>): DocumentWish {
  return { job: c.req.query('job'), signal: c.req.raw.signal };
}
