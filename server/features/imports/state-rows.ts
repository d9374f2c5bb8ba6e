import { type RawBuilder, sql } from 'kysely';
import type { TargetTable } from '../../intake/target-tables.ts';
import type { DataSource } from './data-sources.ts';

/** One state of a data set: the one in place (`keptId` null) or an earlier one that is kept. */
export interface DataSetState {
  readonly keptId: number | null;
  readonly asOf: string | null;
  readonly importedAt: string;
  readonly fileName: string | null;
  /** The day it stands for: its date, else the day of the import. */
  readonly day: string;
}

export function statesOf({ earlier, ...current }: DataSource): DataSetState[] {
  return [
    { ...current, keptId: null, importedAt: current.importedAt.toISOString() },
    ...earlier.map((state) => ({ ...state, keptId: state.id })),
  ].map(({ keptId, asOf, importedAt, fileName }) => ({
    keptId,
    asOf,
    importedAt,
    fileName,
    day: asOf ?? importedAt.slice(0, 10),
  }));
}

/** The latest state that is not after a day; undefined where the data set came later. */
export function stateOn(states: readonly DataSetState[], day: string | null): DataSetState | undefined {
  return [...states]
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.importedAt < b.importedAt ? 1 : -1))
    .find((state) => day === null || state.day <= day);
}

/** The rows of a state as `(key text, record jsonb)`; a place is in `record` as hexadecimal EWKB under `geom`. */
export function rowsOfState(
  source: Pick<DataSource, 'id' | 'layer' | 'name'>,
  target: TargetTable,
  keptId: number | null,
): RawBuilder<{ key: string; record: Record<string, unknown> }> {
  const claims = target.table === 'supply_claim';
  const key = claims ? sql`t.id::text` : sql`t.key`;
  const place = claims ? sql`` : sql`|| jsonb_build_object('geom', encode(st_asewkb(t.geom), 'hex'))`;
  const current = sql<{ key: string; record: Record<string, unknown> }>`
    select ${key} as key, to_jsonb(t) - '{id,source_id,geom,key}'::text[] ${place} as record
    from ${sql.table(target.table)} t where t.source_id = ${source.id}`;
  if (keptId === null) return current;
  return sql`
    select coalesce(later.key, now_.key) as key,
      case when later.key is null then now_.record else later.record - '{id,key}'::text[] end as record
    from (
      select distinct on (r.key) r.key, r.record from kept_row r join kept_data_set s on s.id = r.kept_id
      where s.layer = ${source.layer} and s.name = ${source.name} and s.id >= ${keptId}
      order by r.key, r.kept_id
    ) as later full join (${current}) as now_ using (key)
    where later.key is null or later.record is not null`;
}
