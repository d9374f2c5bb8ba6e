import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
import { IssueError } from '#core/issue.ts';
import type { Config } from '../config.ts';
import { attributed } from '../trust/attributed-dialect.ts';
import { type ClientOptions, ConnectionPool } from './connection-pool.ts';
import { DataDirLock, type LockHolder, readLock } from './data-dir-lock.ts';
import type { Database } from './schema.ts';
import { WatchedSockets, type WatchOptions } from './watched-sockets.ts';

export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly sql: postgres.Sql;
  /** `embedded`: PGlite in this process. `shared`: PGlite of another process. `server`: `DATABASE_URL`. */
  readonly kind: 'embedded' | 'shared' | 'server';
  /** The lock on `DATA_DIR`, when this process holds it. */
  readonly lock: DataDirLock | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Told while the embedded database is created or opened. */
  readonly onPhase?: (phase: 'create' | 'open' | 'extension') => void;
  /**
   * Join a database that another process has open (`true`, the command line) or refuse (`false`, a server). `only`: never
   * open it oneself, because the process whose it is may just have ended.
   */
  readonly join?: boolean | 'only';
  /** How a silent network to a server database is noticed. */
  readonly watch?: WatchOptions;
}

/**
 * Opens the database of the configuration: a server for `DATABASE_URL`, else the embedded one in `DATA_DIR`.
 * @throws IssueError `database-unreachable`, `database-too-old`, `data-dir-in-use`, `embedded-failed`
 */
export async function openDatabase(config: Config, options: OpenOptions = {}): Promise<OpenDatabase> {
  if (config.DATABASE_URL) return openServer(config.DATABASE_URL, config.DATABASE_POOL, options);
  if (options.join === 'only') {
    const holder = readLock(config.DATA_DIR);
    if (!holder) throw embeddedFailed(config, 'the server it belongs to has ended');
    return joinOther(config, holder);
  }
  const taken = DataDirLock.acquire(config.DATA_DIR);
  if (taken instanceof DataDirLock) return openEmbedded(config, taken, options);
  if (!options.join) throw inUse(config, taken);
  return joinOther(config, taken);
}

async function openEmbedded(config: Config, lock: DataDirLock, options: OpenOptions): Promise<OpenDatabase> {
  const { socketPath } = lock.holder;
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: { dataDir: config.DATA_DIR, socketPath },
  });
  try {
    await new Promise<void>((done, fail) => {
      worker.on(
        'message',
        (message: { phase?: 'create' | 'open' | 'extension'; ready?: true; failed?: string }) => {
          if (message.phase) options.onPhase?.(message.phase);
          if (message.ready) done();
          if (message.failed) fail(embeddedFailed(config, message.failed));
        },
      );
      worker.once('error', (error) => fail(embeddedFailed(config, error.message)));
    });
  } catch (error) {
    lock.release();
    throw error;
  }
  lock.update({ state: 'ready' });
  const sql = connectSocket(socketPath);
  await sql`select 1`;
  const { db, pool } = withKysely(sql, () => connect(socketPath));
  return {
    sql,
    db,
    kind: 'embedded',
    lock,
    async close() {
      await endBoth(sql, pool);
      const closed = new Promise<void>((done) => worker.once('exit', () => done()));
      worker.postMessage('close');
      await closed;
      lock.release();
    },
  };
}

async function joinOther(config: Config, holder: LockHolder): Promise<OpenDatabase> {
  const sql = connectSocket(holder.socketPath);
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await sql`select 1`;
      break;
    } catch {
      if (Date.now() > deadline) {
        await sql.end({ timeout: 1 });
        throw inUse(config, holder);
      }
      await new Promise((wake) => setTimeout(wake, 200));
    }
  }
  const { db, pool } = withKysely(sql, () => connect(holder.socketPath));
  return { sql, db, kind: 'shared', lock: null, close: () => endBoth(sql, pool) };
}

async function openServer(url: string, max: number, { watch }: OpenOptions): Promise<OpenDatabase> {
  const socket = new WatchedSockets(watch).open;
  const options = { max, types: TYPES, onnotice: () => undefined, connect_timeout: 10, socket };
  // The option is not among its types, but a documented one.
  const sql = postgres(
    url,
    options as postgres.Options<Record<string, postgres.PostgresType>>,
  ) as postgres.Sql;
  try {
    const [version] = await sql<
      { number: number }[]
    >`select current_setting('server_version_num')::int as number`;
    if (version!.number < 150000) throw tooOld('PostgreSQL', String(version!.number / 10000), '15');
    const [postgis] = await sql<{ version: string }[]>`
      select default_version as version from pg_available_extensions where name = 'postgis'`;
    if (!postgis) throw tooOld('PostGIS', 'none', '3.3');
    const [major, minor] = postgis.version.split('.').map(Number) as [number, number];
    if (major < 3 || (major === 3 && minor < 3)) throw tooOld('PostGIS', postgis.version, '3.3');
  } catch (error) {
    await sql.end({ timeout: 1 });
    if (error instanceof IssueError) throw error;
    const reason =
      error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
    throw new IssueError({
      code: 'database-unreachable',
      severity: 'error',
      where: 'DATABASE_URL',
      params: { url: url.replace(/:[^:@/]*@/, ':…@'), reason },
    });
  }
  const { db, pool } = withKysely(sql, socket);
  return { sql, db, kind: 'server', lock: null, close: () => endBoth(sql, pool) };
}

async function endBoth(sql: postgres.Sql, pool: ConnectionPool): Promise<void> {
  await Promise.all([sql.end({ timeout: 5 }), pool.end()]);
}

/** Few connections: the embedded database is one backend, so more would only wait for each other. */
function connectSocket(path: string): postgres.Sql {
  return postgres({
    path,
    database: 'postgres',
    username: 'postgres',
    max: 4,
    types: TYPES,
    onnotice: () => undefined,
    connect_timeout: 60,
  });
}

/** `sql` has been connected; as many connections as it may have are made anew for Kysely. */
function withKysely(sql: postgres.Sql, socket: ClientOptions['socket']) {
  const pool = new ConnectionPool({ ...sql.options, socket }, sql.options.max);
  // The dialect knows the driver by its being a function.
  const driver = Object.assign(() => undefined, {
    reserve: () => pool.reserve(),
    end: () => pool.end(),
  }) as unknown as postgres.Sql;
  const db = new Kysely<Database>({ dialect: attributed(new PostgresJSDialect({ postgres: driver })) });
  POOLS.set(db, pool);
  return { db, pool };
}

const POOLS = new WeakMap<Kysely<Database>, ConnectionPool>();

/** The connections beneath a database that was opened here, for what Kysely cannot say: several statements at once. */
export function connectionsOf(db: Kysely<Database>): ConnectionPool {
  const pool = POOLS.get(db);
  if (!pool) throw new Error('the database was not opened with openDatabase');
  return pool;
}

/**
 * Parsed in one place, the same on both databases: `int8` and `numeric` counts as numbers (all of ours are
 * below 2^53), `date` as ISO text, so that no time zone can shift a day.
 */
const TYPES = {
  bigint: { to: 20, from: [20], parse: Number, serialize: String },
  numeric: { to: 1700, from: [1700], parse: Number, serialize: String },
  date: { to: 1082, from: [1082], parse: (text: string) => text, serialize: (value: string) => value },
} as unknown as Record<string, postgres.PostgresType>;

function tooOld(product: string, found: string, needed: string): IssueError {
  return new IssueError({
    code: 'database-too-old',
    severity: 'error',
    where: 'DATABASE_URL',
    params: { product, found, needed },
  });
}

function inUse(config: Config, holder: LockHolder): IssueError {
  return new IssueError({
    code: 'data-dir-in-use',
    severity: 'error',
    where: 'DATA_DIR',
    params: { dataDir: config.DATA_DIR, pid: holder.pid, address: holder.address ?? '–' },
  });
}

function embeddedFailed(config: Config, reason: string): IssueError {
  return new IssueError({
    code: 'embedded-failed',
    severity: 'error',
    where: 'DATA_DIR',
    params: { dataDir: config.DATA_DIR, reason },
  });
}
