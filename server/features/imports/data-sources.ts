import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { assignDistricts } from '../../intake/swap-data-set.ts';
import { TARGET_TABLES } from '../../intake/target-tables.ts';

export interface DataSource {
  readonly id: number;
  readonly layer: string;
  readonly name: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly fileName: string | null;
  readonly fileSha256: string | null;
  readonly format: string | null;
  readonly featureCount: number;
  readonly isDemo: boolean;
  readonly importedAt: Date;
  /** What taking it back does: bring an earlier state back, or remove it; `not-kept`: the earlier state is lost. */
  readonly takeBack: 'restore' | 'remove' | 'not-kept' | 'demo';
  /** Earlier states that are kept, newest first. */
  readonly earlier: readonly EarlierState[];
}

export interface EarlierState {
  readonly id: number;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly fileName: string | null;
  readonly featureCount: number;
  readonly importedAt: string;
}

/** Every data set of every layer with what is known of it. */
export async function listDataSources(db: Kysely<Database>, id: number | null = null): Promise<DataSource[]> {
  const { rows } = await sql<DataSource>`
    select d.id, d.layer, d.name, d.as_of as "asOf", d.licence, d.file_name as "fileName",
      d.file_sha256 as "fileSha256", d.format, d.feature_count as "featureCount", d.is_demo as "isDemo",
      d.imported_at as "importedAt",
      case when d.is_demo then 'demo'
        when exists (select from kept_data_set k where k.layer = d.layer and k.name = d.name
          and k.replaced_by_imported_at = d.imported_at) then 'restore'
        when d.earlier_lost then 'not-kept'
        else 'remove' end as "takeBack",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', k.id, 'asOf', k.as_of, 'licence', k.licence, 'fileName', k.file_name,
          'featureCount', k.feature_count, 'importedAt', k.imported_at) order by k.id desc)
        from kept_data_set k where k.layer = d.layer and k.name = d.name and k.replaced_by_imported_at is not null
      ), '[]') as earlier
    from data_source d where ${id}::int is null or d.id = ${id}::int
    order by d.layer, d.name
  `.execute(db);
  return rows;
}

/**
 * Takes the last import of a data set back, in one transaction: what was there before comes back with the ids
 * its rows have now, or the data set goes when it was its first import.
 * @throws IssueError `data-source-not-found`, `data-source-is-demo`, `earlier-not-kept` without `remove`
 */
export async function takeBack(
  db: Kysely<Database>,
  id: number,
  remove: boolean,
): Promise<{ restored: EarlierState | null; layer: string; name: string; removedRows: number }> {
  return db.transaction().execute(async (trx) => {
    await sql`select from data_source where id = ${id} for update`.execute(trx);
    const source = (await listDataSources(trx, id))[0];
    if (!source) throw failure('data-source-not-found', String(id));
    if (source.isDemo) throw failure('data-source-is-demo', source.name);
    const target = TARGET_TABLES[source.layer];
    const { rows: kept } = await sql<{ id: number }>`
      select k.id from kept_data_set k, data_source d where d.id = ${id} and k.layer = d.layer and k.name = d.name
        and k.replaced_by_imported_at = d.imported_at order by k.id desc limit 1
    `.execute(trx);
    const earlier = source.earlier.find((state) => state.id === kept[0]?.id);
    const { layer, name } = source;
    if (!earlier || !target || remove) {
      if (source.takeBack === 'not-kept' && !remove) throw failure('earlier-not-kept', source.name);
      await sql`delete from data_source where id = ${id}`.execute(trx);
      await sql`delete from kept_data_set where layer = ${layer} and name = ${name}`.execute(trx);
      return { restored: null, layer, name, removedRows: source.featureCount };
    }
    const removedRows =
      target.table === 'supply_claim'
        ? await restoreClaims(trx, id, earlier.id)
        : await restoreRows(trx, target.table, id, earlier.id);
    await sql`
      update data_source d set as_of = k.as_of, licence = k.licence, file_name = k.file_name,
        file_sha256 = k.file_sha256, format = k.format, feature_count = k.feature_count, imported_at = k.imported_at
      from kept_data_set k where k.id = ${earlier.id} and d.id = ${id}
    `.execute(trx);
    await sql`delete from kept_data_set where id = ${earlier.id}`.execute(trx);
    await assignDistricts(trx, layer, id);
    return { restored: earlier, layer, name, removedRows };
  });
}

/** Rows that the import changed or removed become what they were; those it added go. */
async function restoreRows(
  trx: Parameters<typeof assignDistricts>[0],
  table: string,
  sourceId: number,
  keptId: number,
): Promise<number> {
  const names = await columnsOf(trx, table);
  const list = (prefix: string) => sql.join(names.map((name) => sql.id(prefix, name)));
  const removed = await sql`
    delete from ${sql.table(table)} t using kept_row k
    where t.source_id = ${sourceId} and k.kept_id = ${keptId} and k.key = t.key and k.record is null
  `.execute(trx);
  await sql`
    insert into ${sql.table(table)} (id, source_id, key, ${sql.join(names.map((name) => sql.id(name)))})
    overriding system value
    select coalesce(r.id, nextval(pg_get_serial_sequence(${table}, 'id'))), ${sourceId}::int, k.key, ${list('r')}
    from kept_row k, jsonb_populate_record(null::${sql.table(table)}, k.record - 'district_id') r
    where k.kept_id = ${keptId} and k.record is not null
    on conflict (source_id, key) do update set
      ${sql.join(names.map((name) => sql`${sql.id(name)} = ${sql.id('excluded', name)}`))}
  `.execute(trx);
  // Claims that went with their address come back with it.
  await sql`
    insert into supply_claim overriding system value
    select c.* from kept_row k, jsonb_populate_recordset(null::supply_claim, k.claims) c
    where k.kept_id = ${keptId} and exists (select from data_source d where d.id = c.source_id)
      and exists (select from address a where a.id = c.address_id)
    on conflict (id) do nothing
  `.execute(trx);
  return Number(removed.numAffectedRows ?? 0);
}

/** Claims come back for the addresses that are still there. */
async function restoreClaims(
  trx: Parameters<typeof assignDistricts>[0],
  sourceId: number,
  keptId: number,
): Promise<number> {
  const removed = await sql`
    delete from supply_claim s using kept_row k
    where s.source_id = ${sourceId} and k.kept_id = ${keptId} and k.key = s.id::text and k.record is null
  `.execute(trx);
  const names = await columnsOf(trx, 'supply_claim');
  await sql`
    insert into supply_claim (id, source_id, ${sql.join(names.map((name) => sql.id(name)))})
    overriding system value
    select r.id, ${sourceId}::int, ${sql.join(names.map((name) => sql.id('r', name)))}
    from kept_row k, jsonb_populate_record(null::supply_claim, k.record) r
    where k.kept_id = ${keptId} and k.record is not null and exists (select from address a where a.id = r.address_id)
    on conflict (id) do nothing
  `.execute(trx);
  return Number(removed.numAffectedRows ?? 0);
}

/** Columns of a table that hold what a record says. */
async function columnsOf(trx: Parameters<typeof assignDistricts>[0], table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
      and attname <> all('{id,source_id,key,district_id}'::text[])
  `.execute(trx);
  return rows.map(({ name }) => name);
}

function failure(code: string, value: string): IssueError {
  return new IssueError({ code, severity: 'error', where: 'id', params: { value } });
}
