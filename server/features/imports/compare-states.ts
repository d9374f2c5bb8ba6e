import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { TARGET_TABLES } from '../../intake/target-tables.ts';
import { listDataSources } from './data-sources.ts';
import { rowsOfState, stateOn, statesOf } from './state-rows.ts';

/** Changes named one by one, of all data sets together; the numbers count all. */
const NAMED = 500;

interface Change {
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly geometry: unknown;
}

/**
 * A layer on two days: what came, changed and went between them, data set by data set. A data set that came later
 * than `from` is wholly new.
 * @returns counts, and up to 500 changes as GeoJSON in EPSG:4326 with `change`, `name` and the fields that differ
 * @throws IssueError `layer-not-importable`
 */
export async function compareStates(
  db: Kysely<Database>,
  layer: string,
  days: { readonly from: string; readonly to: string },
) {
  const target = TARGET_TABLES[layer];
  if (!target) {
    const params = { value: layer, known: Object.keys(TARGET_TABLES).join(', ') };
    throw new IssueError({ code: 'layer-not-importable', severity: 'error', where: 'layer', params });
  }
  const sources = (await listDataSources(db)).filter((source) => source.layer === layer);
  const counts = { new: 0, changed: 0, unchanged: 0, gone: 0 };
  const features: unknown[] = [];
  const nothing = sql`select null::text as key, null::jsonb as record where false`;
  for (const source of sources) {
    const states = statesOf(source);
    const [before, after] = [days.from, days.to].map((day) => {
      const state = stateOn(states, day);
      return state ? rowsOfState(source, target, state.keptId) : nothing;
    });
    const joined = sql`
      a as materialized (select key, record - 'district_id' as record from (${before!}) as one),
      b as materialized (select key, record - 'district_id' as record from (${after!}) as other),
      both_ as (select key, a.record as before, b.record as after from a full join b using (key))`;
    const { rows } = await sql<typeof counts>`
      with ${joined}
      select count(*) filter (where before is null)::int as new, count(*) filter (where after is null)::int as gone,
        count(*) filter (where before <> after)::int as changed, count(*) filter (where before = after)::int as unchanged
      from both_`.execute(db);
    for (const kind of ['new', 'changed', 'unchanged', 'gone'] as const) counts[kind] += rows[0]![kind];
    const left = NAMED - features.length;
    if (left <= 0 || rows[0]!.new + rows[0]!.changed + rows[0]!.gone === 0) continue;
    const changes = await sql<Change>`
      with ${joined}
      select key, before - 'geom' as before, after - 'geom' as after,
        case when coalesce(after, before) ? 'geom'
          then st_asgeojson(st_transform((coalesce(after, before) ->> 'geom')::geometry, 4326), 6)::json end as geometry
      from both_ where before is distinct from after order by key limit ${left}`.execute(db);
    features.push(...changes.rows.map((change) => featureOf(change, source.name)));
  }
  return { type: 'FeatureCollection', layer, ...days, counts, features };
}

function featureOf({ key, before, after, geometry }: Change, source: string) {
  const record = after ?? before ?? {};
  const fields =
    before && after
      ? Object.keys({ ...before, ...after })
          .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
          .map((column) => ({ column, before: text(before[column]), after: text(after[column]) }))
      : [];
  const street = [record.street, record.house_number].filter((part) => typeof part === 'string').join(' ');
  return {
    type: 'Feature',
    id: `${source}/${key}`,
    geometry,
    properties: {
      change: before === null ? 'new' : after === null ? 'gone' : 'changed',
      name: typeof record.name === 'string' ? record.name : street || key,
      source,
      fields,
    },
  };
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 200);
}
