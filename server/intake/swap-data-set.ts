import { type Kysely, sql, type Transaction } from 'kysely';
import type { Scalar, StagedRow } from '#core/intake/intake-format.ts';
import { IssueError } from '#core/issue.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { TargetTable } from './target-tables.ts';

/** The data set an import replaces: its layer and name identify it. */
export interface DataSet {
  readonly layer: string;
  readonly source: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly fileName: string;
  readonly sha256: string;
  /** Format with everything that changes what is read from the file. */
  readonly format: string;
}

export interface SwapOptions {
  readonly replaceDemo: boolean;
  /** Compute everything, then roll back. */
  readonly dryRun: boolean;
  /** Keys to remove; without it everything the rows do not name is removed. */
  readonly removedKeys?: readonly string[];
}

export interface SwapResult {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows of the data set that the file no longer has. */
  readonly removed: number;
}

/** Rolls a dry run back. */
export class DryRun extends Error {}

/**
 * Replaces a data set by new rows in one transaction: new keys are inserted, changed ones updated, missing ones
 * removed; ids of rows that stay are kept. Other data sets are not touched. The same file again changes nothing.
 * @throws IssueError `demo-data-present` when the demo city is loaded and `replaceDemo` was not given
 */
export async function swapDataSet(
  db: Kysely<Database>,
  target: TargetTable,
  dataSet: DataSet,
  rows: readonly StagedRow[],
  srid: number,
  options: SwapOptions,
  onRows: (written: number) => void = () => undefined,
): Promise<SwapResult> {
  let result: SwapResult = { imported: 0, updated: 0, unchanged: 0, removed: 0 };
  try {
    await db.transaction().execute(async (trx) => {
      await clearDemo(trx, options.replaceDemo);
      const known = await sql<{ id: number; same: boolean; count: number }>`
        select id, coalesce(file_sha256 = ${dataSet.sha256} and format = ${dataSet.format}, false) as same,
          feature_count as count
        from data_source where layer = ${dataSet.layer} and name = ${dataSet.source} for update
      `.execute(trx);
      const before = known.rows[0];
      // After a delivery of changes the count is not the file's, so it is compared again; nothing changes then either.
      if (before?.same && before.count === rows.length) {
        await describeDataSet(trx, dataSet, rows.length);
        result = { imported: 0, updated: 0, unchanged: rows.length, removed: 0 };
      } else {
        const id = await describeDataSet(trx, dataSet, rows.length);
        const counts = await upsertRows(trx, target, id, rows, srid, onRows);
        const { removedKeys } = options;
        const removed = !before
          ? 0
          : removedKeys
            ? await removeKeys(trx, target, id, removedKeys)
            : await removeOthers(trx, target, id, rows);
        if (removedKeys) await countFeatures(trx, target, id);
        result = { ...counts, unchanged: rows.length - counts.imported - counts.updated, removed };
        await assignDistricts(trx, dataSet.layer, id);
      }
      if (options.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return result;
}

/** Whether invented data are loaded; they are never mixed with real ones. */
export async function clearDemo(trx: Transaction<Database>, replace: boolean): Promise<void> {
  if (replace) {
    await trx.deleteFrom('data_source').where('is_demo', '=', true).execute();
    return;
  }
  const demo = await trx
    .selectFrom('data_source')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .execute();
  if (demo.length > 0)
    throw new IssueError({ code: 'demo-data-present', severity: 'error', where: 'source' });
}

export async function describeDataSet(
  trx: Transaction<Database>,
  dataSet: DataSet,
  count: number,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into data_source (layer, name, as_of, licence, file_name, file_sha256, format, feature_count)
    values (${dataSet.layer}, ${dataSet.source}, ${dataSet.asOf}, ${dataSet.licence}, ${dataSet.fileName},
      ${dataSet.sha256}, ${dataSet.format}, ${count})
    on conflict (layer, name) do update set
      as_of = excluded.as_of, licence = excluded.licence, file_name = excluded.file_name,
      file_sha256 = excluded.file_sha256, format = excluded.format, feature_count = excluded.feature_count,
      imported_at = now()
    returning id
  `.execute(trx);
  return rows[0]!.id;
}

async function upsertRows(
  trx: Transaction<Database>,
  target: TargetTable,
  sourceId: number,
  rows: readonly StagedRow[],
  srid: number,
  onRows: (written: number) => void,
): Promise<{ imported: number; updated: number }> {
  const names = Object.keys(target.columns);
  const written = [...names, 'geom'];
  const id = (name: string) => sql.id(name);
  const list = (parts: readonly string[], prefix: string) =>
    sql.join(parts.map((part) => sql.id(prefix, part)));
  let imported = 0;
  let updated = 0;
  let done = 0;
  for (const chunk of chunksOf(rows, srid)) {
    const result = await sql<{ fresh: boolean; count: number }>`
      with stage as (
        select ${sql.join([id('key'), ...names.map(id)])}, st_transform(g::geometry, 25832) as g
        from unnest(${chunk.keys}::text[], ${sql.join(names.map((name) => sql`${chunk.columns(name)}::text[]`))},
          ${chunk.geometries}::text[]) as t(${sql.join([id('key'), ...names.map(id), id('g')])})
      ), done as (
        insert into ${sql.table(target.table)} (source_id, key, ${sql.join(written.map(id))})
        select ${sourceId}::int, key, ${sql.join([
          ...names.map((name) => sql.raw(target.computed?.[name] ?? `"${name}"::${target.columns[name]!}`)),
          id('g'),
        ])}
        from stage
        on conflict (source_id, key) do update set
          ${sql.join(written.map((name) => sql`${id(name)} = ${sql.id('excluded', name)}`))}
        where (${list(written, target.table)}) is distinct from (${list(written, 'excluded')})
        returning (xmax = 0) as fresh
      )
      select fresh, count(*) as count from done group by fresh
    `.execute(trx);
    for (const { fresh, count } of result.rows) {
      if (fresh) imported += Number(count);
      else updated += Number(count);
    }
    done += chunk.keys.length;
    onRows(done);
  }
  return { imported, updated };
}

async function removeOthers(
  trx: Transaction<Database>,
  target: TargetTable,
  sourceId: number,
  rows: readonly StagedRow[],
): Promise<number> {
  const result = await sql`
    delete from ${sql.table(target.table)} t where source_id = ${sourceId}
      and not exists (select from unnest(${rows.map((row) => row.key)}::text[]) as k(key) where k.key = t.key)
  `.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

async function removeKeys(
  trx: Transaction<Database>,
  target: TargetTable,
  sourceId: number,
  keys: readonly string[],
): Promise<number> {
  const result = await sql`
    delete from ${sql.table(target.table)} where source_id = ${sourceId} and key = any(${keys}::text[])
  `.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

async function countFeatures(
  trx: Transaction<Database>,
  target: TargetTable,
  sourceId: number,
): Promise<void> {
  await sql`
    update data_source set feature_count = (
      select count(*) from ${sql.table(target.table)} t where t.source_id = ${sourceId}
    ) where id = ${sourceId}`.execute(trx);
}

/** Each address names the borough (Bezirk) it lies in; without boroughs, the municipality. */
export async function assignDistricts(
  trx: Transaction<Database>,
  layer: string,
  sourceId: number,
): Promise<void> {
  if (layer !== 'districts' && layer !== 'addresses') return;
  const scope = layer === 'addresses' ? sql`and a.source_id = ${sourceId}` : sql``;
  await sql`
    with level as (
      select case when exists (select from district where level = 'bezirk') then 'bezirk' else 'gemeinde' end as name
    ), found as (
      select a.id, (
        select d.id from district d, level where d.level = level.name and st_intersects(d.geom, a.geom)
        order by d.id limit 1
      ) as district_id
      from address a where true ${scope}
    )
    update address a set district_id = found.district_id from found
    where found.id = a.id and a.district_id is distinct from found.district_id
  `.execute(trx);
}

interface Chunk {
  readonly keys: readonly string[];
  readonly geometries: readonly (string | null)[];
  columns(name: string): (string | null)[];
}

/** Rows in parts of a few megabytes, so that no statement grows with the file. */
function* chunksOf(rows: readonly StagedRow[], srid: number): Generator<Chunk> {
  const MAX_ROWS = 5000;
  const MAX_CHARACTERS = 4_000_000;
  let part: StagedRow[] = [];
  let geometries: (string | null)[] = [];
  let characters = 0;
  for (const row of rows) {
    const hex = row.geometry === null ? null : ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid);
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
