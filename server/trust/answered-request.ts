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
  return {
    requestId: c.get('requestId'),
    method: c.req.method,
    path: c.req.path,
    route: c.get('route') ?? 'other',
    status: c.res.status,
    ms: Math.round(ms * 10) / 10,
    role: c.get('role'),
  };
}
