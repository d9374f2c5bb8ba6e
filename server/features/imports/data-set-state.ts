import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { TARGET_TABLES } from '../../intake/target-tables.ts';
import { listDataSources } from './data-sources.ts';
import { rowsOfState, stateOn, statesOf } from './state-rows.ts';

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
  const states = statesOf(source);
  const found =
    choice.state !== null ? states.find(({ keptId }) => keptId === choice.state) : stateOn(states, choice.at);
  if (!found) {
    const known = states.map(({ day }) => day).join(', ');
    throw failure('no-state-of-day', 'at', { value: choice.at ?? String(choice.state), known });
  }
  const rows = sql<FeatureRow>`
    select key, record - '{geom,district_id}'::text[] as properties,
      st_asgeojson(st_transform((record ->> 'geom')::geometry, 4326), 7)::json as geometry
    from (${rowsOfState(source, target, found.keptId)}) as state order by key limit ${MAX_FEATURES}`;
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
