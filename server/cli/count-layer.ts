import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../db/schema.ts';
import { LAYERS } from '../layers/registry.ts';

export interface LayerCount {
  /** By district where asked for: those inside the districts; else all. */
  readonly total: number;
  readonly by?: Readonly<Record<string, number>>;
  readonly outside?: number;
  readonly all: number;
}

export const CELL_MEASURES = ['households', 'population', 'buildings'] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

export type DistrictLevel = 'bezirk' | 'stadtteil' | 'gemeinde' | 'city';

/**
 * Counts features of a layer; in `households` the households (or dwellings) in the cells. A feature belongs to the
 * district its point, the centre of its cell or line, or a point on its surface lies in.
 * @throws IssueError `unknown-layer`, `unknown-source`, `no-districts`
 */
export async function countLayer(
  db: Kysely<Database>,
  layerId: string,
  options: {
    readonly byDistricts: boolean;
    readonly level: DistrictLevel | null;
    readonly source: string | null;
    /** What is counted in `households`; `households` where not given. */
    readonly measure?: CellMeasure;
  },
): Promise<LayerCount> {
  const layer = LAYERS.find((candidate) => candidate.id === layerId);
  if (!layer) {
    const params = { value: layerId, known: LAYERS.map((candidate) => candidate.id).join(', ') };
    throw new IssueError({ code: 'unknown-layer', severity: 'error', where: 'layer', params });
  }
  const scope = await sourceScope(db, layerId, layer.sourced, options.source);
  const table = sql.table(layer.table);
  const weight = layer.table === 'household_cell' ? sql.id('t', options.measure ?? 'households') : sql`1`;
  const { rows } = await sql<{ all: number }>`
    select coalesce(sum(${weight}), 0)::bigint as all from ${table} t where ${scope}`.execute(db);
  const all = Number(rows[0]!.all);
  if (!options.byDistricts) return { total: all, all };

  const level = options.level ?? (await finestLevel(db));
  const point = {
    Point: sql`t.geom`,
    Polygon: sql`st_centroid(t.geom)`,
    MultiLineString: sql`st_centroid(t.geom)`,
  }[layer.geometryType as string];
  const found = await sql<{ name: string; count: number }>`
    with d as (select id, name, geom from district where level = ${level}),
    placed as (
      -- Districts that touch or overlap must not count anything twice.
      select distinct on (t.id) t.id, d.name, ${weight} as weight
      from ${table} t join d on st_intersects(d.geom, ${point ?? sql`st_pointonsurface(t.geom)`})
      where ${scope} order by t.id, d.id
    ),
    counts as (select name, sum(weight) as count from placed group by name)
    select n.name, coalesce(c.count, 0)::bigint as count
    from (select distinct name from d) n left join counts c using (name)
    order by count desc, n.name collate "C"
  `.execute(db);
  if (found.rows.length === 0) throw new IssueError({ code: 'no-districts', severity: 'error', where: 'by' });
  const by = Object.fromEntries(found.rows.map((row) => [row.name, Number(row.count)]));
  const total = Object.values(by).reduce((sum, count) => sum + count, 0);
  return { total, by, outside: all - total, all };
}

async function sourceScope(db: Kysely<Database>, layer: string, sourced: boolean, source: string | null) {
  if (source === null) return sql`true`;
  const sources = await db
    .selectFrom('data_source')
    .select(['id', 'name'])
    .where('layer', '=', layer)
    .execute();
  const found = sources.find((candidate) => candidate.name === source);
  if (found && sourced) return sql`t.source_id = ${found.id}`;
  const known = sources.map((candidate) => candidate.name).join(', ') || '–';
  throw new IssueError({
    code: 'unknown-source',
    severity: 'error',
    where: '--source',
    params: { value: source, layer, known },
  });
}

/** Boroughs (Bezirke) are what Hannover counts by; else municipalities, else quarters. */
async function finestLevel(db: Kysely<Database>): Promise<DistrictLevel> {
  const rows = await db.selectFrom('district').select('level').distinct().execute();
  const levels = rows.map((row) => row.level);
  return (
    (['bezirk', 'gemeinde', 'stadtteil', 'city'] as const).find((level) => levels.includes(level)) ?? 'bezirk'
  );
}
