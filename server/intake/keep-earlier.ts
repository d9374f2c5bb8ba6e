import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/schema.ts';

/**
 * What a data set was before an import, as differences: of each row that the import changes or removes how it was
 * (`record`), of each it adds that there was none (`record` null). A row that no later import touched is as it is
 * now. So every state can be looked at and every import taken back, at the cost of what changed.
 */

/** Notes the state that is about to be replaced; null where the data set is new or invented. */
export async function beginKept(
  trx: Transaction<Database>,
  dataSet: { readonly layer: string; readonly source: string },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into kept_data_set (layer, name, as_of, licence, file_name, file_sha256, format, feature_count, imported_at)
    select layer, name, as_of, licence, file_name, file_sha256, format, feature_count, imported_at
    from data_source where layer = ${dataSet.layer} and name = ${dataSet.source} and not is_demo
    returning id
  `.execute(trx);
  return rows[0]?.id ?? null;
}

/**
 * Notes what took the place of the kept state. With `sameFile` and nothing changed it is no state of its own: what
 * lay before it still does.
 */
export async function finishKept(
  trx: Transaction<Database>,
  keptId: number | null,
  sourceId: number,
  isSameState: boolean,
): Promise<void> {
  if (keptId === null) return;
  if (isSameState) {
    await sql`
      update kept_data_set earlier set replaced_by_imported_at = d.imported_at
      from kept_data_set k, data_source d
      where k.id = ${keptId} and d.id = ${sourceId} and earlier.layer = k.layer and earlier.name = k.name
        and earlier.id <> k.id and earlier.replaced_by_imported_at = k.imported_at
    `.execute(trx);
    await sql`delete from kept_data_set where id = ${keptId}`.execute(trx);
    return;
  }
  await sql`
    update kept_data_set k set replaced_by_imported_at = d.imported_at from data_source d
    where k.id = ${keptId} and d.id = ${sourceId}
  `.execute(trx);
}

/** A row of the table `t` as it is kept. */
export const KEPT_RECORD = sql.raw(
  `to_jsonb(t) - '{source_id,key,geom}'::text[] || jsonb_build_object('geom', encode(st_asewkb(t.geom), 'hex'))`,
);
