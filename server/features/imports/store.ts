import { type Kysely, sql } from 'kysely';
import type { Issue } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import type { CommitResult, ImportChoices, Recognition, StagedImport } from '../../jobs/import-task.ts';

export type ImportState = 'staging' | 'staged' | 'failed' | 'committing' | 'committed';

export interface StoredImport {
  readonly id: string;
  readonly state: ImportState;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly request: ImportChoices & { readonly replaceDemo?: boolean };
  /** An empty list until the file was looked at. */
  readonly recognised: Recognition | readonly [];
  readonly staged: StagedImport | null;
  readonly failure: readonly Issue[] | null;
  readonly result: CommitResult | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Db = Kysely<Database>;

const COLUMNS = sql`id, state, file_name as "fileName", file_bytes as "fileBytes", request, recognised, staged,
  failure, result, created_at as "createdAt", updated_at as "updatedAt"`;

export async function insertImport(
  db: Db,
  row: { id: string; fileName: string; fileBytes: number; request: ImportChoices },
): Promise<void> {
  await sql`
    insert into intake_import (id, state, file_name, file_bytes, request)
    values (${row.id}, 'staging', ${row.fileName}, ${row.fileBytes}, ${json(row.request)})
  `.execute(db);
}

export async function findImport(db: Db, id: string): Promise<StoredImport | undefined> {
  const { rows } =
    await sql<StoredImport>`select ${COLUMNS} from intake_import where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Imports that are not committed yet, and those of the last day; newest first. */
export async function listImports(db: Db): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`
    select id, state, file_name as "fileName", file_bytes as "fileBytes", request, recognised,
      staged - '{preview,issues,samples}'::text[] as staged, failure, result, created_at as "createdAt", updated_at as "updatedAt"
    from intake_import
    where state <> 'committed' or updated_at > now() - interval '1 day'
    order by created_at desc limit 50
  `.execute(db);
  return rows;
}

export interface ImportChange {
  readonly state?: ImportState;
  readonly request?: ImportChoices & { readonly replaceDemo?: boolean };
  readonly recognised?: Recognition | readonly [];
  readonly staged?: StagedImport | null;
  readonly failure?: readonly Issue[] | null;
  readonly result?: CommitResult | null;
}

/** Changes an import that is in one of these states (and was asked for this); false when it no longer is. */
export async function changeImport(
  db: Db,
  id: string,
  from: readonly ImportState[],
  change: ImportChange,
  ifRequest: ImportChoices | null = null,
): Promise<boolean> {
  const sets = Object.entries(change).map(([column, value]) =>
    column === 'state'
      ? sql`state = ${value as string}`
      : sql`${sql.id(column)} = ${value === null ? sql`null` : json(value)}`,
  );
  const { rows } = await sql`
    update intake_import set ${sql.join([...sets, sql`updated_at = now()`])}
    where id = ${id}::uuid and state = any(${[...from]}::text[])
      and (${ifRequest === null}::boolean or request = ${json(ifRequest)}) returning id
  `.execute(db);
  return rows.length > 0;
}

export async function deleteImport(db: Db, id: string): Promise<void> {
  await sql`delete from intake_import where id = ${id}::uuid`.execute(db);
}

/** The data source that a file of this name filled last, so that its next edition is recognised as one. */
export async function sourceOfEarlierFile(
  db: Db,
  fileName: string,
): Promise<{ layer: string; name: string } | undefined> {
  const { rows } = await sql<{ layer: string; name: string }>`
    select layer, name from data_source where file_name = ${fileName} and not is_demo order by imported_at desc limit 1
  `.execute(db);
  return rows[0];
}

/**
 * Whether the data set that an import was to write is in place, written since the import began. Waits for a
 * transaction that is still being carried out or rolled back.
 */
export async function wasCommitted(db: Db, row: StoredImport): Promise<{ sourceId: number } | null> {
  if (!row.request.layer || !row.staged) return null;
  return db.transaction().execute(async (trx) => {
    await sql`lock table data_source in share row exclusive mode`.execute(trx);
    const { rows } = await sql<{ id: number }>`
      select d.id from data_source d, intake_import i
      where i.id = ${row.id}::uuid and d.layer = ${row.request.layer} and d.name = ${row.request.source}
        and d.file_sha256 = ${row.staged!.sha256} and d.imported_at >= i.updated_at
    `.execute(trx);
    return rows[0] ? { sourceId: rows[0].id } : null;
  });
}

// As text first: the driver would quote a string that it sends as JSON a second time.
function json(value: unknown) {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
