import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { TARGET_TABLES } from '../../intake/target-tables.ts';
import { listDataSources } from './data-sources.ts';

/** Features given at once; a whole city's addresses are fewer. */
const MAX_FEATURES = 200_000;

/**
 * A data set as it was on a day (by its date, else by the day it was imported), or as one of its kept states.
 * @returns GeoJSON in EPSG:4326 with the state it shows in `state`
 * @throws IssueError `data-source-not-found`, `no-state-of-day`
 */
export async function dataSetState(
  db: Kysely<Database>,
  id: number,
  choice: { readonly at: string | null; readonly state: number | null },
) {
  const source = (await listDataSources(db, id))[0];
  const target = source && TARGET_TABLES[source.layer];
  if (!source || !target) throw failure('data-source-not-found', 'id', { value: String(id) });
  const { earlier, ...current } = source;
  const states = [
    { ...current, keptId: null, importedAt: current.importedAt.toISOString() },
    ...earlier.map((state) => ({ ...state, keptId: state.id })),
  ].map((state) => ({
    keptId: state.keptId,
    asOf: state.asOf,
    importedAt: state.importedAt,
    fileName: state.fileName,
    day: state.asOf ?? state.importedAt.slice(0, 10),
  }));
  const found =
    choice.state !== null
      ? states.find(({ keptId }) => keptId === choice.state)
      : [...states]
          .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.importedAt < b.importedAt ? 1 : -1))
          .find(({ day }) => choice.at === null || day <= choice.at);
  if (!found) {
    const known = states.map(({ day }) => day).join(', ');
    throw failure('no-state-of-day', 'at', { value: choice.at ?? String(choice.state), known });
  }
  const claims = target.table === 'supply_claim';
  const shape = (geom: ReturnType<typeof sql>) =>
    claims ? sql`null::json` : sql`st_asgeojson(st_transform(${geom}, 4326), 7)::json`;
  const key = claims ? sql`t.id::text` : sql`t.key`;
  const rows =
    found.keptId === null
      ? sql<FeatureRow>`
          select ${key} as key, to_jsonb(t) - '{id,source_id,geom,key}'::text[] as properties,
            ${shape(sql`t.geom`)} as geometry
          from ${sql.table(target.table)} t where t.source_id = ${id} order by 1 limit ${MAX_FEATURES}`
      : sql<FeatureRow>`
          with later as (
            select distinct on (r.key) r.key, r.record from kept_row r join kept_data_set s on s.id = r.kept_id
            where s.layer = ${source.layer} and s.name = ${source.name} and s.id >= ${found.keptId}
            order by r.key, r.kept_id
          )
          select key, record - '{id,geom,key}'::text[] as properties,
            ${shape(sql`(record ->> 'geom')::geometry`)} as geometry
          from later where record is not null
          union all
          select ${key}, to_jsonb(t) - '{id,source_id,geom,key}'::text[], ${shape(sql`t.geom`)}
          from ${sql.table(target.table)} t
          where t.source_id = ${id} and not exists (select from later l where l.key = ${key})
          order by 1 limit ${MAX_FEATURES}`;
  const features = (await rows.execute(db)).rows.map(({ key, properties, geometry }) => ({
    type: 'Feature',
    id: key,
    geometry,
    properties,
  }));
  const { day: _, keptId: __, ...state } = found;
  return {
    type: 'FeatureCollection',
    dataSource: { layer: source.layer, name: source.name },
    state: { ...state, isCurrent: found.keptId === null },
    features,
  };
}

interface FeatureRow {
  readonly key: string;
  readonly properties: Record<string, unknown>;
  readonly geometry: unknown;
}

function failure(code: string, where: string, params: Record<string, string>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
