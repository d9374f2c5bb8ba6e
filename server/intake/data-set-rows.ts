import { sql, type Transaction } from 'kysely';
import type { Scalar, StagedRow } from '#core/intake/intake-format.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { HandCorrections } from './hand-corrections.ts';
import { KEPT_RECORD } from './keep-earlier.ts';
import type { RowSource } from './row-source.ts';
import type { TargetTable } from './target-tables.ts';

export interface RowTarget {
  readonly target: TargetTable;
  readonly sourceId: number;
  /** Where the rows are noted that change; null for a new data set. */
  readonly keptId: number | null;
  /** Whether there may be rows already. */
  readonly replaces: boolean;
}

/**
 * Writes rows: new keys are inserted, changed rows updated, others left alone. Keys that were there are in the
 * temporary table `seen_key` afterwards, when the data set existed before.
 */
export async function writeRows(
  trx: Transaction<Database>,
  to: RowTarget,
  source: RowSource,
  corrections: HandCorrections,
  onRows: (written: number) => void,
): Promise<{ imported: number; updated: number; rows: number }> {
  if (to.replaces) await sql`create temp table seen_key (key text not null) on commit drop`.execute(trx);
  const counts = { imported: 0, updated: 0, rows: 0 };
  // While the database writes one part, the next is read.
  let writing: Promise<void> = Promise.resolve();
  for await (const { rows, srid } of source.parts(trx)) {
    for (const chunk of chunksOf(rows, srid, corrections)) {
      await writing;
      writing = writeChunk(trx, to, chunk, srid).then(({ imported, updated }) => {
        counts.imported += imported;
        counts.updated += updated;
        counts.rows += chunk.keys.length;
        onRows(counts.rows);
      });
      // It is awaited before the next one; until then a failure is nobody's.
      writing.catch(() => undefined);
    }
  }
  await writing;
  return counts;
}

async function writeChunk(
  trx: Transaction<Database>,
  { target, sourceId, keptId, replaces }: RowTarget,
  chunk: Chunk,
  srid: number,
): Promise<{ imported: number; updated: number }> {
  const names = Object.keys(target.columns);
  const written = [...names, 'geom'];
  const id = (name: string) => sql.id(name);
  const list = (prefix: string) => sql.join(written.map((name) => sql.id(prefix, name)));
  const table = sql.table(target.table);
  const geometry = srid === 25832 ? sql`g::geometry` : sql`st_transform(g::geometry, 25832)`;
  const typed = names.map((name) =>
    sql.raw(target.computed?.[name] ?? `"${name}"::${target.columns[name]!}`),
  );
  const stage = sql`
    file as (
      select ${sql.join([id('key'), ...names.map(id)])}, ${geometry} as g
      from unnest(${chunk.keys}::text[], ${sql.join(names.map((name) => sql`${chunk.columns(name)}::text[]`))},
        ${chunk.geometries}::text[]) as t(${sql.join([id('key'), ...names.map(id), id('g')])})
    ), stage as materialized (
      select key, ${sql.join(names.map((name, i) => sql`${typed[i]!} as ${id(name)}`))}, g as geom from file
    )`;
  const insert = sql`
    insert into ${table} (source_id, key, ${sql.join(written.map(id))})
    select ${sourceId}::int, key, ${list('stage')} from stage`;
  if (!replaces) {
    const { numAffectedRows } = await sql`with ${stage} ${insert}`.execute(trx);
    return { imported: Number(numAffectedRows ?? 0), updated: 0 };
  }
  const kept =
    keptId === null
      ? sql``
      : sql`, changed as (
          insert into kept_row (kept_id, key, record)
          select ${keptId}::int, t.key, ${KEPT_RECORD} from ${table} t join stage on stage.key = t.key
          where t.source_id = ${sourceId} and (${list('t')}) is distinct from (${list('stage')})
        ), added as (
          insert into kept_row (kept_id, key, record) select ${keptId}::int, key, null from done where fresh
        )`;
  const result = await sql<{ fresh: boolean; count: number }>`
    with ${stage}, seen as (insert into seen_key select key from stage), done as (
      ${insert}
      on conflict (source_id, key) do update set
        ${sql.join(written.map((name) => sql`${id(name)} = ${sql.id('excluded', name)}`))}
      where (${list(target.table)}) is distinct from (${list('excluded')})
      returning key, (xmax = 0) as fresh
    ) ${kept}
    select fresh, count(*) as count from done group by fresh
  `.execute(trx);
  const of = (fresh: boolean) => Number(result.rows.find((row) => row.fresh === fresh)?.count ?? 0);
  return { imported: of(true), updated: of(false) };
}

/** Removes the rows whose keys were not seen, or exactly those of `keys`; what goes is kept, claims with it. */
export async function removeRows(
  trx: Transaction<Database>,
  { target, sourceId, keptId }: RowTarget,
  keys: readonly string[] | null,
): Promise<number> {
  const table = sql.table(target.table);
  if (keys === null) await sql`analyze seen_key`.execute(trx);
  const gone =
    keys === null
      ? sql`t.source_id = ${sourceId} and not exists (select from seen_key s where s.key = t.key)`
      : sql`t.source_id = ${sourceId} and t.key = any(${keys}::text[])`;
  const claims =
    target.table === 'address'
      ? sql`(select jsonb_agg(to_jsonb(c)) from supply_claim c where c.address_id = t.id)`
      : sql`null::jsonb`;
  if (keptId !== null)
    await sql`
      insert into kept_row (kept_id, key, record, claims)
      select ${keptId}::int, t.key, ${KEPT_RECORD}, ${claims} from ${table} t where ${gone}
      on conflict (kept_id, key) do nothing
    `.execute(trx);
  const result = await sql`delete from ${table} t where ${gone}`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

interface Chunk {
  readonly keys: readonly string[];
  readonly geometries: readonly (string | null)[];
  columns(name: string): (string | null)[];
}

/** Rows in parts of a few megabytes, so that no statement grows with the file. */
function* chunksOf(rows: readonly StagedRow[], srid: number, corrections: HandCorrections): Generator<Chunk> {
  const MAX_ROWS = 5000;
  const MAX_CHARACTERS = 4_000_000;
  let part: StagedRow[] = [];
  let geometries: (string | null)[] = [];
  let characters = 0;
  for (const given of rows) {
    const { row, placeHex } = corrections.applied(given);
    const hex =
      placeHex ??
      (row.geometry === null ? null : ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid));
    part.push(row);
    geometries.push(hex);
    characters += (hex?.length ?? 0) + 200 + String(row.values.shares ?? '').length;
    if (part.length >= MAX_ROWS || characters >= MAX_CHARACTERS) {
      yield chunk(part, geometries);
      part = [];
      geometries = [];
      characters = 0;
    }
  }
  if (part.length > 0) yield chunk(part, geometries);
}

function chunk(rows: readonly StagedRow[], geometries: readonly (string | null)[]): Chunk {
  return {
    keys: rows.map((row) => row.key),
    geometries,
    columns: (name) => rows.map((row) => textOf(row.values[name])),
  };
}

function textOf(value: Scalar | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
