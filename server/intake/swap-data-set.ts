import { type Kysely, sql, type Transaction } from 'kysely';
import type { IntakeIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import { BOROUGH_LEVEL } from '../db/borough.ts';
import type { Database } from '../db/schema.ts';
import { removeRows, writeRows } from './data-set-rows.ts';
import { type CorrectionRule, HandCorrections } from './hand-corrections.ts';
import { beginKept, finishKept } from './keep-earlier.ts';
import type { RowSource } from './row-source.ts';
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
  /** What becomes of corrections made by hand; they are kept unless said otherwise. */
  readonly corrections?: CorrectionRule;
}

export interface SwapResult {
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows of the data set that the file no longer has. */
  readonly removed: number;
  readonly sourceId: number;
  /** Whether there was a data set of this name before. */
  readonly replaced: boolean;
  readonly issues: readonly IntakeIssue[];
}

/** Rolls a dry run back. */
export class DryRun extends Error {}

/**
 * Replaces a data set by new rows in one transaction: new keys are inserted, changed ones updated, missing ones
 * removed; ids of rows that stay are kept. Other data sets are not touched. The same file again changes nothing.
 * What was there before is kept and can be taken back.
 * @throws IssueError `demo-data-present` when the demo city is loaded and `replaceDemo` was not given
 */
export async function swapDataSet(
  db: Kysely<Database>,
  target: TargetTable,
  dataSet: DataSet,
  source: RowSource,
  options: SwapOptions,
  onRows: (written: number) => void = () => undefined,
): Promise<SwapResult> {
  let result: SwapResult | null = null;
  try {
    await db.transaction().execute(async (trx) => {
      await clearDemo(trx, options.replaceDemo);
      result = await swap(trx, target, dataSet, source, options, onRows);
      if (options.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return result!;
}

async function swap(
  trx: Transaction<Database>,
  target: TargetTable,
  dataSet: DataSet,
  source: RowSource,
  options: SwapOptions,
  onRows: (written: number) => void,
): Promise<SwapResult> {
  const before = await dataSetBefore(trx, dataSet);
  const keptId = before ? await beginKept(trx, dataSet) : null;
  const sourceId = await describeDataSet(trx, dataSet, source.count ?? 0);
  const none = { imported: 0, updated: 0, removed: 0, sourceId, replaced: before !== null, issues: [] };
  // After a delivery of changes the count is not the file's, so it is compared again; nothing changes then either.
  if (before?.same && before.count === source.count && options.corrections !== 'drop') {
    await finishKept(trx, keptId, sourceId, true);
    return { ...none, unchanged: source.count };
  }
  const corrections = await HandCorrections.load(trx, dataSet, options.corrections ?? 'keep');
  const to = { target, sourceId, keptId, replaces: before !== null };
  const written = await writeRows(trx, to, source, corrections, onRows);
  const removedKeys = source.removedKeys();
  const removed = before === null ? 0 : await removeRows(trx, to, removedKeys);
  await corrections.remember(trx, dataSet);
  if (removedKeys !== null || source.count === null) await countFeatures(trx, target, sourceId);
  await assignDistricts(trx, dataSet.layer, sourceId);
  const changes = written.imported + written.updated + removed;
  await finishKept(trx, keptId, sourceId, before?.same === true && changes === 0);
  return {
    ...none,
    imported: written.imported,
    updated: written.updated,
    unchanged: written.rows - written.imported - written.updated,
    removed,
    issues: corrections.issues(removedKeys === null),
  };
}

/** The data set that is about to be replaced, and whether it came from the same file read the same way. */
export async function dataSetBefore(
  trx: Transaction<Database>,
  dataSet: DataSet,
): Promise<{ id: number; same: boolean; count: number } | null> {
  const { rows } = await sql<{ id: number; same: boolean; count: number }>`
    select id, coalesce(file_sha256 = ${dataSet.sha256} and format = ${dataSet.format}, false) as same,
      feature_count as count
    from data_source where layer = ${dataSet.layer} and name = ${dataSet.source} for update
  `.execute(trx);
  return rows[0] ?? null;
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
      imported_at = clock_timestamp()
    returning id
  `.execute(trx);
  return rows[0]!.id;
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
  const { rows: districts } = await sql`select from district limit 1`.execute(trx);
  if (layer === 'addresses' && districts.length === 0) return;
  const scope = layer === 'addresses' ? sql`and a.source_id = ${sourceId}` : sql``;
  await sql`
    with found as (
      select a.id, (
        select d.id from district d where d.level = ${BOROUGH_LEVEL} and st_intersects(d.geom, a.geom)
        order by d.id limit 1
      ) as district_id
      from address a where true ${scope}
    )
    update address a set district_id = found.district_id from found
    where found.id = a.id and a.district_id is distinct from found.district_id
  `.execute(trx);
}
