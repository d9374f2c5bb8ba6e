import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { TARGET_TABLES } from '../intake/target-tables.ts';

/** Earlier states kept of one data set; older ones go. */
const KEPT_STATES = 3;
/** Data sets beyond this are not kept: the copy would cost more than reading the file again. */
const MAX_ROWS = 500_000;

/**
 * Puts a copy of a data set aside before it is replaced. The copy counts only once `confirmKept` says what
 * replaced it.
 * @returns whether there was a data set before, and whether it was kept (one that is too large is not)
 */
export async function keepDataSet(
  db: Kysely<Database>,
  layer: string,
  name: string,
  importId: string,
): Promise<{ existed: boolean; kept: boolean }> {
  const target = TARGET_TABLES[layer];
  if (!target) return { existed: false, kept: false };
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number; keptId: number }>`
      insert into kept_data_set (layer, name, as_of, licence, file_name, file_sha256, format, feature_count,
        imported_at, import_id)
      select layer, name, as_of, licence, file_name, file_sha256, format, feature_count, imported_at, ${importId}::uuid
      from data_source where layer = ${layer} and name = ${name} and not is_demo and feature_count <= ${MAX_ROWS}
      returning id as "keptId",
        (select id from data_source d where d.layer = kept_data_set.layer and d.name = kept_data_set.name) as id
    `.execute(trx);
    const kept = rows[0];
    if (!kept) {
      const before = await sql`select from data_source where layer = ${layer} and name = ${name}`.execute(
        trx,
      );
      return { existed: before.rows.length > 0, kept: false };
    }
    // Claims have neither a key nor a place of their own.
    const claims = target.table === 'supply_claim';
    const key = claims ? sql`t.id::text` : sql`t.key`;
    const place = claims ? sql`` : sql`|| jsonb_build_object('geom', encode(st_asewkb(t.geom), 'hex'))`;
    await sql`
      insert into kept_row (kept_id, key, record)
      select ${kept.keptId}::int, ${key}, to_jsonb(t) - '{id,source_id,geom}'::text[] ${place}
      from ${sql.table(target.table)} t where t.source_id = ${kept.id}
    `.execute(trx);
    return { existed: true, kept: true };
  });
}

/**
 * Notes which data set took the place of the copy and lets go of older ones.
 * @returns the id of the data set that is in place now
 */
export async function confirmKept(
  db: Kysely<Database>,
  layer: string,
  name: string,
  importId: string,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`
      update kept_data_set k set replaced_by_imported_at = d.imported_at
      from data_source d where d.layer = k.layer and d.name = k.name and k.import_id = ${importId}::uuid
    `.execute(trx);
    // The same content again is no other state: what lay before it still does.
    await sql`
      update kept_data_set earlier set replaced_by_imported_at = d.imported_at
      from kept_data_set k, data_source d
      where k.import_id = ${importId}::uuid and d.layer = k.layer and d.name = k.name and d.file_sha256 = k.file_sha256
        and d.format = k.format and d.feature_count = k.feature_count and earlier.id <> k.id
        and earlier.layer = k.layer and earlier.name = k.name and earlier.replaced_by_imported_at = k.imported_at
    `.execute(trx);
    await sql`
      delete from kept_data_set k using data_source d
      where k.import_id = ${importId}::uuid and d.layer = k.layer and d.name = k.name
        and d.file_sha256 = k.file_sha256 and d.format = k.format and d.feature_count = k.feature_count
    `.execute(trx);
    await sql`
      delete from kept_data_set where layer = ${layer} and name = ${name} and id not in (
        select id from kept_data_set where layer = ${layer} and name = ${name} order by id desc limit ${KEPT_STATES})
    `.execute(trx);
    const { rows } = await sql<{ id: number }>`
      select id from data_source where layer = ${layer} and name = ${name}`.execute(trx);
    return rows[0]!.id;
  });
}

/** Lets go of the copy of an import that did not happen. */
export async function discardKept(db: Kysely<Database>, importId: string): Promise<void> {
  await sql`delete from kept_data_set where import_id = ${importId}::uuid and replaced_by_imported_at is null`.execute(
    db,
  );
}
