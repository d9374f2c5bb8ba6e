import type { Context } from 'hono';
import type { AppEnv, Role } from '../route.ts';

/** What is kept of a request. The query is not: it may hold a one-time token or somebody's address. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  /** The declared route, `other` for files of the page and what does not exist. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly role: Role;
}

export function answeredRequest(c: Context<AppEnv>, ms: number): AnsweredRequest {
  const route = c.get('route') ?? 'other';
  return {
    requestId: c.get('requestId'),
    method: c.req.method,
    // The code of a report opens its answer to whoever has it: no log keeps it.
    path: route.endsWith('/:code') ? route : c.req.path,
    route,
    status: c.res.status,
    ms: Math.round(ms * 10) / 10,
    role: c.get('role'),
  };
}
