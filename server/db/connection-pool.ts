import type { Socket } from 'node:net';
import postgres from 'postgres';

/**
 * Options as a client of the driver has parsed them, once it has been connected: the types of arrays are then known and
 * are not asked for again. (A connection that is lost while the driver asks for them takes the process with it.)
 */
export type ClientOptions = postgres.Sql['options'] & {
  /** Makes a socket to the database; documented, but not among the driver's types. */
  readonly socket: (target: never) => Socket;
};

/** A connection that belongs to whoever has it until `release`. */
export interface OwnConnection {
  unsafe(...args: Parameters<postgres.Sql['unsafe']>): Promise<postgres.RowList<postgres.Row[]>>;
  release(): void;
}

/**
 * Connections that are never joined again. The driver's own pool opens a lost connection anew under the same name:
 * whoever is in the middle of a transaction on it goes on without one (his statements are committed one by one, his
 * `rollback` ends somebody else's transaction), or waits for an answer nobody will give. So here every connection is a
 * client of the driver with one socket in its life. When that is gone, so is the connection: what was asked and what
 * will be asked of it fails with `CONNECTION_CLOSED`, and the next caller gets a new one.
 *
 * It has the two methods the dialect of Kysely asks of the driver, `reserve` and `end`.
 */
export class ConnectionPool {
  readonly #options: ClientOptions;
  readonly #max: number;
  readonly #all = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiting: { done: (connection: Connection) => void; fail: (error: Error) => void }[] = [];
  #ended = false;

  /** `max`: most connections at a time. */
  constructor(options: ClientOptions, max: number) {
    this.#options = options;
    this.#max = max;
  }

  /** A connection of one's own; waits while all are given away. @throws Error `CONNECTION_ENDED` after `end` */
  async reserve(): Promise<OwnConnection> {
    if (this.#ended) throw gone('CONNECTION_ENDED');
    const connection =
      this.#idle.pop() ??
      (this.#all.size < this.#max
        ? this.#open()
        : await new Promise<Connection>((done, fail) => this.#waiting.push({ done, fail })));
    return {
      unsafe: (...args) => connection.ask(...args),
      release: () => this.#take(connection),
    };
  }

  /** Ends every connection; open work has `timeout` seconds. */
  async end({ timeout = 5 }: { timeout?: number } = {}): Promise<void> {
    this.#ended = true;
    for (const { fail } of this.#waiting.splice(0)) fail(gone('CONNECTION_ENDED'));
    await Promise.all([...this.#all].map((connection) => connection.client.end({ timeout })));
    this.#all.clear();
  }

  #open(): Connection {
    const connection: Connection = new Connection(this.#options, () => this.#forget(connection));
    this.#all.add(connection);
    return connection;
  }

  #take(connection: Connection): void {
    if (!this.#all.has(connection)) return;
    const next = this.#waiting.shift();
    if (next) next.done(connection);
    else this.#idle.push(connection);
  }

  /** A lost connection makes room for a new one. */
  #forget(connection: Connection): void {
    this.#all.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    if (!this.#ended && this.#waiting.length > 0 && this.#all.size < this.#max)
      this.#waiting.shift()!.done(this.#open());
  }
}

class Connection {
  readonly client: postgres.Sql;
  readonly #onLost: () => void;
  #lost = false;

  constructor(options: ClientOptions, onLost: () => void) {
    this.#onLost = onLost;
    let isOpened = false;
    const { socket } = options;
    const once = (target: never) => {
      // The driver asks for a second socket only after the first was lost.
      if (isOpened) {
        this.#lose();
        throw gone('CONNECTION_CLOSED');
      }
      isOpened = true;
      return socket(target);
    };
    const own = {
      ...options,
      socket: once,
      max: 1,
      max_lifetime: 0,
      fetch_types: false,
      onclose: () => this.#lose(),
    };
    this.client = postgres(
      own as unknown as postgres.Options<Record<string, postgres.PostgresType>>,
    ) as postgres.Sql;
  }

  async ask(...args: Parameters<postgres.Sql['unsafe']>): Promise<postgres.RowList<postgres.Row[]>> {
    if (this.#lost) throw gone('CONNECTION_CLOSED');
    try {
      const result = await this.client.unsafe(...args);
      // PostgreSQL answers a commit after a failed statement with this word, and with no error.
      if (args[0] === 'commit' && result.command === 'ROLLBACK')
        throw new Error('The transaction was rolled back: a statement in it had failed');
      return result;
    } catch (error) {
      // So the driver calls what waited in a client that was put away because its connection was lost.
      if (this.#lost && (error as NodeJS.ErrnoException).code === 'CONNECTION_DESTROYED')
        throw gone('CONNECTION_CLOSED');
      throw error;
    }
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#onLost();
    // What still waits within the client is told too.
    void this.client.end({ timeout: 0 });
  }
}

function gone(code: string): Error {
  return Object.assign(new Error('The connection to the database is gone'), { code });
}
