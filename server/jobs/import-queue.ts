import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { ConnectionPool, OwnConnection } from '../db/connection-pool.ts';
import { connectionsOf } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { isDatabaseGone } from '../trust/database-gone.ts';

/** What a job in the queue says: which import, and what is done with it. */
export interface QueuedImport {
  readonly importId: string;
  readonly kind: 'stage' | 'commit';
}

/** A commit of the largest file takes minutes; this is for one that hangs. */
const EXPIRE_S = 6 * 3600;
/** How long after the database was away the queue is looked through. */
const RECLAIM_MS = 1000;
const SCHEMA = 'pgboss';

/**
 * The queue of imports in the database, through pg-boss: what was sent outlives the server. One job runs at a time.
 * Each data folder has a queue of its own, because the files lie there.
 */
export class ImportQueue {
  readonly #boss: PgBoss;
  readonly #name: string;
  readonly #handler: (id: string, queued: QueuedImport) => Promise<void>;
  readonly #log: (error: unknown) => void;
  /** Jobs that are at work here. */
  readonly #running = new Set<string>();
  #reclaiming: NodeJS.Timeout | null = null;
  #worker: string | null = null;
  #started: Promise<void> | null = null;

  constructor(
    db: Kysely<Database>,
    dataDir: string,
    handler: (id: string, queued: QueuedImport) => Promise<void>,
    log: (error: unknown) => void,
  ) {
    this.#name = `import-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
    this.#handler = handler;
    this.#log = log;
    this.#boss = new PgBoss({
      db: {
        executeSql: async (text, values) => {
          try {
            return await execute(connectionsOf(db), text, values);
          } catch (error) {
            if (isDatabaseGone(error)) this.#reclaimSoon();
            throw error;
          }
        },
      },
      schema: SCHEMA,
      schedule: false,
      // While the embedded database is busy with an import, everything else waits for it.
      warningSlowQuerySeconds: EXPIRE_S,
      monitorVacuum: false,
      reindex: false,
    });
    this.#boss.on('error', (error) => {
      // Somebody closed the database without stopping the queue first, as tests do.
      const { code } = error as { code?: unknown };
      if (code === 'CONNECTION_ENDED') void this.stop();
      // A database that is away comes back; the queue asks again by itself.
      else if (!isDatabaseGone(Object.assign(new Error(), { code }))) log(error);
    });
  }

  /** Creates what the queue needs in the database, and takes up what an earlier server left. Once. */
  start(): Promise<void> {
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = null;
      throw error;
    });
    return this.#started;
  }

  async #start(): Promise<void> {
    await this.#boss.start();
    const options = { retryLimit: 5, retryDelay: 0, expireInSeconds: EXPIRE_S, deleteAfterSeconds: 3600 };
    await this.#boss.createQueue(this.#name, options);
    // Whoever was at work on these is gone: they are tried again.
    const left = await this.#boss.findJobs<QueuedImport>(this.#name);
    const active = left.filter((job) => job.state === 'active').map((job) => job.id);
    if (active.length > 0) await this.#boss.fail(this.#name, active);
    this.#worker = await this.#boss.work<QueuedImport>(
      this.#name,
      { batchSize: 1, pollingIntervalSeconds: 0.5 },
      async ([job]) => {
        this.#running.add(job!.id);
        try {
          await this.#handler(job!.id, job!.data);
        } finally {
          this.#running.delete(job!.id);
        }
      },
    );
  }

  /**
   * After the database was away: a job it gave out while the answer was lost is at work nowhere, and would wait for hours
   * until it expires. It is put back.
   */
  #reclaimSoon(): void {
    if (this.#reclaiming !== null || this.#worker === null) return;
    this.#reclaiming = setTimeout(() => {
      this.#reclaiming = null;
      this.#reclaim().catch((error: unknown) => {
        if (isDatabaseGone(error)) this.#reclaimSoon();
        else this.#log(error);
      });
    }, RECLAIM_MS).unref();
  }

  async #reclaim(): Promise<void> {
    const jobs = await this.#boss.findJobs<QueuedImport>(this.#name);
    const lost = jobs.filter(({ id, state }) => state === 'active' && !this.#running.has(id));
    if (lost.length > 0)
      await this.#boss.fail(
        this.#name,
        lost.map(({ id }) => id),
      );
  }

  /** Sends an import; it begins when those before it are done. */
  async send(id: string, queued: QueuedImport): Promise<void> {
    await this.start();
    await this.#boss.send(this.#name, queued, { id });
    if (this.#worker !== null) this.#boss.notifyWorker(this.#worker);
  }

  /** Takes an import out of the queue that has not begun. */
  async cancel(id: string): Promise<void> {
    await this.start();
    await this.#boss.cancel(this.#name, id);
  }

  /** Imports that wait or run. */
  async unfinished(): Promise<QueuedImport[]> {
    await this.start();
    const jobs = await this.#boss.findJobs<QueuedImport>(this.#name);
    return jobs
      .filter(({ state }) => state === 'created' || state === 'retry' || state === 'active')
      .map(({ data }) => data);
  }

  async stop(): Promise<void> {
    if (this.#reclaiming !== null) clearTimeout(this.#reclaiming);
    this.#worker = null;
    if (this.#started === null) return;
    await this.#boss.stop({ graceful: false, close: false }).catch(() => undefined);
  }
}

/** Statements of the queue: with values one at a time, without them as many as there are, on one connection. */
async function execute(
  connections: ConnectionPool,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] }> {
  const own = await connections.reserve();
  let result: unknown[];
  try {
    result = await own.unsafe(text, values as Parameters<OwnConnection['unsafe']>[1]);
  } catch (error) {
    // The text may have begun a transaction; whoever has the connection next must not be in it.
    await own.unsafe('rollback').catch(() => undefined);
    throw error;
  } finally {
    own.release();
  }
  // Several statements answer with a list each; the last one that has rows is meant.
  const isNested = result.length > 0 && result.every(Array.isArray);
  const rows = isNested ? ((result as unknown[][]).findLast((list) => list.length > 0) ?? []) : result;
  return { rows: rows as Record<string, unknown>[] };
}
