import type { Kysely } from 'kysely';
import type { StagedRow } from '#core/intake/intake-format.ts';
import type { Database } from '../db/schema.ts';

/** The rows of an import, all at once or as they are read. */
export interface RowSource {
  /** Null where only reading tells. */
  readonly count: number | null;
  /** Whatever is asked of the database meanwhile is asked of `db`: the embedded one has only that connection. */
  parts(db: Kysely<Database>): AsyncIterable<{ readonly rows: readonly StagedRow[]; readonly srid: number }>;
  /** Keys that a delivery of changes removes; null for a whole data set. Known when all parts were taken. */
  removedKeys(): readonly string[] | null;
}

export function rowsAtOnce(
  rows: readonly StagedRow[],
  srid: number,
  removedKeys: readonly string[] | null,
): RowSource {
  return {
    count: rows.length,
    async *parts() {
      yield { rows, srid };
    },
    removedKeys: () => removedKeys,
  };
}
