import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { PgBoss } from 'pg-boss';
import type postgres from 'postgres';
import { driverOf } from '../db/open.ts';
import type { Database } from '../db/schema.ts';

/** What a job in the queue says: which import, and what is done with it. */
export interface QueuedImport {
  readonly importId: string;
  readonly kind: 'stage' | 'commit';
}

/** A commit of the largest file takes minutes; this is for one that hangs. */
const EXPIRE_S = 6 * 3600;
const SCHEMA = 'pgboss';

/**
 * The queue of imports in the database, through pg-boss: what was sent outlives the server. One job runs at a time.
 * Each data folder has a queue of its own, because the files lie there.
 */
export class ImportQueue {
  readonly #boss: PgBoss;
  readonly #name: string;
  readonly #handler: (id: string, queued: QueuedImport) => Promise<void>;
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
    this.#boss = new PgBoss({
      db: { executeSql: (text, values) => execute(driverOf(db), text, values) },
      schema: SCHEMA,
      schedule: false,
      // While the embedded database is busy with an import, everything else waits for it.
      warningSlowQuerySeconds: EXPIRE_S,
      monitorVacuum: false,
      reindex: false,
    });
    this.#boss.on('error', (error) => {
      // Somebody closed the database without stopping the queue first, as tests do.
      if (/CONNECTION_(ENDED|DESTROYED)/.test(String((error as { code?: unknown }).code ?? error.message))) {
        void this.stop();
        return;
      }
      log(error);
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
      async ([job]) => this.#handler(job!.id, job!.data),
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
    if (this.#started === null) return;
    await this.#boss.stop({ graceful: false, close: false }).catch(() => undefined);
  }
}

/** Statements of the queue: with values one at a time, without them as many as there are. */
async function execute(
  driver: postgres.Sql,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] }> {
  // Statements that open a transaction of their own need a connection that is theirs.
  const reserved = values.length === 0 ? await driver.reserve() : null;
  let result: unknown[];
  try {
    result = await (reserved ?? driver).unsafe(text, values as postgres.ParameterOrJSON<never>[]);
  } finally {
    reserved?.release();
  }
  // Several statements answer with a list each; the last one that has rows is meant.
  const isNested = result.length > 0 && result.every(Array.isArray);
  const rows = isNested ? ((result as unknown[][]).findLast((list) => list.length > 0) ?? []) : result;
  return { rows: rows as Record<string, unknown>[] };
}
