import type { Context } from 'hono';
import type { Kysely } from 'kysely';
import type { ZodType } from 'zod';
import type { Config } from './config.ts';
import type { Database } from './db/schema.ts';
import type { SignedIn } from './trust/accounts/signed-in.ts';

/** How far somebody sees into data. `public`: anybody. `planner`: who plans. `admin`: the administrator. */
export type Role = 'public' | 'planner' | 'admin';
/**
 * Who may call a route, in short: `account` is whoever has one. The table in `trust/roles.ts` says it role by role and
 * is what is enforced; a test holds both together.
 */
export type Access = Role | 'account';

/** Hono context variables set by the app before a handler runs. */
export interface AppEnv {
  Variables: {
    role: Role;
    requestId: string;
    route?: string;
    account?: SignedIn;
    caller?: Route['caller'];
  };
}

/** What a feature needs from its host; nothing else reaches the outside world. */
export interface Services {
  readonly db: Kysely<Database>;
  readonly config: Config;
  /** Told when the server answers and before its database closes; tests have none. */
  readonly lifetime?: {
    onReady(begin: () => Promise<void>): void;
    onClose(end: () => Promise<void>): void;
  };
}

/**
 * One route, declared once: the app mounts it, enforces `access`, validates `query`, and describes it in
 * the OpenAPI document. Paths are in Hono's notation (`/ogc/collections/:collectionId`).
 */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly access: Access;
  /** A program on this machine may call it too, without a session and not through a proxy. */
  readonly localToo?: true;
  /**
   * How the route learns who calls where the database may not answer. `remembered`: by what was known a while ago, when
   * the embedded database is busy. `unasked`: not at all, since it tells everybody the same. Without it the database is
   * asked and waited for.
   */
  readonly caller?: 'remembered' | 'unasked';
  readonly summary: string;
  readonly tag: string;
  /** Zod schemas of path and query parameters, used for the description; the handler parses with them. */
  readonly params?: Readonly<Record<string, ZodType>>;
  readonly query?: Readonly<Record<string, ZodType>>;
  /** Zod schema of the JSON body. */
  readonly body?: ZodType;
  /** Largest accepted body in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Media types of the successful answer. */
  readonly produces?: readonly string[];
  readonly handler: (c: Context<AppEnv>) => Response | Promise<Response>;
}

/** A folder under `server/features`: adding one costs the folder and one line in `server/features/index.ts`. */
export interface Feature {
  readonly name: string;
  routes(services: Services): readonly Route[];
}
