import { type RawBuilder, sql } from 'kysely';

/**
 * A whole column in one value: `string_agg` of the binary form of each row. PostgreSQL sends numbers big-endian;
 * `readColumn` turns them into the machine's order. Far faster than an array, and exact.
 */
export const binaryColumn = {
  int2: (value: RawBuilder<unknown>) => sql<Buffer | null>`string_agg(int2send((${value})::int2), ''::bytea)`,
  int4: (value: RawBuilder<unknown>) => sql<Buffer | null>`string_agg(int4send((${value})::int4), ''::bytea)`,
  float4: (value: RawBuilder<unknown>) =>
    sql<Buffer | null>`string_agg(float4send((${value})::float4), ''::bytea)`,
  float8: (value: RawBuilder<unknown>) =>
    sql<Buffer | null>`string_agg(float8send((${value})::float8), ''::bytea)`,
};

/** Reads a binary column; null is an empty one. The bytes of `column` are turned in place. */
export const readColumn = {
  int2: (column: Buffer | null) => new Int16Array(aligned(column, (b) => b.swap16())),
  int4: (column: Buffer | null) => new Int32Array(aligned(column, (b) => b.swap32())),
  float4: (column: Buffer | null) => new Float32Array(aligned(column, (b) => b.swap32())),
  float8: (column: Buffer | null) => new Float64Array(aligned(column, (b) => b.swap64())),
};

function aligned(column: Buffer | null, swap: (bytes: Buffer) => Buffer): ArrayBuffer {
  if (column === null) return new ArrayBuffer(0);
  const copy = new ArrayBuffer(column.length);
  const bytes = Buffer.from(copy);
  column.copy(bytes);
  // All machines Node runs on here are little-endian; the check keeps a surprise from being silent.
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) swap(bytes);
  return copy;
}
