import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/schema.ts';

type ColumnType = 'text' | 'int4' | 'float4' | 'float8' | 'bool' | 'date' | 'geometry';

/** Column name → its type and how to read it from a row. */
export type Columns<Row> = Record<
  string,
  readonly [ColumnType, (row: Row) => string | number | boolean | null]
>;

export function columnsOf<Row>(columns: Columns<Row>): Columns<Row> {
  return columns;
}

/** Rows of one statement: large enough to be fast, small enough for the embedded database's memory. */
const CHUNK = 20_000;

/**
 * Inserts rows of one data source as arrays (`insert … select from unnest(…)`), which both databases take fast; the
 * embedded one has no COPY.
 */
export async function insertRows<Row>(
  tx: Transaction<Database>,
  table: keyof Database,
  sourceId: number,
  rows: readonly Row[],
  columns: Columns<Row>,
  onShare: (share: number) => void = () => undefined,
): Promise<void> {
  const names = Object.keys(columns);
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    const arrays = names.map((name) => {
      const [type, read] = columns[name]!;
      // Arrays travel as text literals: one parameter, no per-value encoding.
      const cast = type === 'geometry' ? 'text' : type;
      return sql`${arrayLiteral(chunk.map(read))}::text::${sql.raw(cast)}[]`;
    });
    const selected = names.map((name) =>
      columns[name]![0] === 'geometry' ? sql`${sql.ref(name)}::geometry` : sql.ref(name),
    );
    await sql`
      insert into ${sql.table(table)} (source_id, ${sql.join(names.map((name) => sql.ref(name)))})
      select ${sourceId}::int4, ${sql.join(selected)}
      from unnest(${sql.join(arrays)}) as r(${sql.join(names.map((name) => sql.ref(name)))})`.execute(tx);
    onShare(Math.min(1, (from + CHUNK) / rows.length));
  }
}

function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (typeof value !== 'string') return String(value);
    return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}
