import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult } from 'kysely';
import { currentActor } from './acting.ts';
import { isDatabaseGone } from './database-gone.ts';
import { noteTrouble } from './database-trouble.ts';

/**
 * A dialect whose transactions know who writes: the audit triggers read it from the setting
 * `lueckenlos.actor`. It is local to a transaction, because the embedded database is one session for all;
 * a single statement that is put down to somebody gets a transaction of its own.
 */
export function attributed(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => attributedDriver(dialect.createDriver()),
  };
}

function attributedDriver(inner: Driver): Driver {
  const wrapped = (connection: DatabaseConnection) => (connection as AttributedConnection).inner;
  return {
    init: () => inner.init(),
    acquireConnection: async (options) =>
      new AttributedConnection(await noted(inner.acquireConnection(options)), inner),
    async beginTransaction(connection, settings) {
      await noted(inner.beginTransaction(wrapped(connection), settings));
      (connection as AttributedConnection).inTransaction = true;
      try {
        await sayWho(wrapped(connection));
      } catch (error) {
        // Whoever has the connection next must not be in this transaction.
        (connection as AttributedConnection).inTransaction = false;
        await rollBack(wrapped(connection));
        throw error;
      }
    },
    async commitTransaction(connection) {
      (connection as AttributedConnection).inTransaction = false;
      await noted(inner.commitTransaction(wrapped(connection)));
    },
    async rollbackTransaction(connection) {
      (connection as AttributedConnection).inTransaction = false;
      await rollBack(wrapped(connection));
    },
    savepoint: (connection, ...rest) => inner.savepoint!(wrapped(connection), ...rest),
    rollbackToSavepoint: (connection, ...rest) => inner.rollbackToSavepoint!(wrapped(connection), ...rest),
    releaseSavepoint: (connection, ...rest) => inner.releaseSavepoint!(wrapped(connection), ...rest),
    releaseConnection: (connection) => inner.releaseConnection(wrapped(connection)),
    destroy: () => inner.destroy(),
  };
}

class AttributedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #driver: Driver;
  inTransaction = false;

  constructor(inner: DatabaseConnection, driver: Driver) {
    this.inner = inner;
    this.#driver = driver;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return noted(this.#execute<R>(query));
  }

  async #execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.inTransaction || !currentActor() || isRead(query.sql)) return this.inner.executeQuery<R>(query);
    await this.#driver.beginTransaction(this.inner, {});
    try {
      await sayWho(this.inner);
      const result = await this.inner.executeQuery<R>(query);
      await this.#driver.commitTransaction(this.inner);
      return result;
    } catch (error) {
      await rollBack(this.inner);
      throw error;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/** Where the connection is lost the database has rolled back by itself, and the error that led here is the one to tell. */
async function rollBack(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw('rollback')).catch((error: unknown) => {
    if (!isDatabaseGone(error)) throw error;
  });
}

async function noted<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    noteTrouble(error);
    throw error;
  }
}

/** A plain `select` writes nothing; whatever begins otherwise may. */
function isRead(text: string): boolean {
  return /^\s*select\b/i.test(text);
}

async function sayWho(connection: DatabaseConnection): Promise<void> {
  const actor = currentActor();
  if (!actor) return;
  await connection.executeQuery(
    CompiledQuery.raw(`select set_config('lueckenlos.actor', $1, true)`, [JSON.stringify(actor)]),
  );
}
