import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { LAYERS } from './registry.ts';
import { RevisionCache } from './revision-cache.ts';

/** What a layer holds as a whole. */
export interface LayerExtent {
  /** Longitude and latitude of the box around all features (EPSG:4326); null for an empty layer. */
  readonly bbox: readonly [number, number, number, number] | null;
  /** First and last value of the temporal property as text (date or date-time); null where none is known. */
  readonly interval: readonly [string, string] | null;
  readonly count: number;
  readonly sources: readonly LayerSource[];
}

export interface LayerSource {
  readonly name: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly isDemo: boolean;
}

/** Extent, size and sources of a layer, read again only when the layer has changed. */
export function layerExtent(db: Kysely<Database>, layerId: string): Promise<LayerExtent> {
  return extents.get(db, layerId);
}

const extents = new RevisionCache<LayerExtent>(async (db, layerId) => {
  const layer = LAYERS.find((candidate) => candidate.id === layerId)!;
  const from = layer.sourced
    ? sql`${sql.table(layer.table)} as f join data_source as s on s.id = f.source_id`
    : sql`${sql.table(layer.table)} as f`;
  const time = layer.sourced
    ? sql<string | null>`s.as_of::text`
    : sql<string | null>`to_char(f.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const { rows } = await sql<{
    box: [number, number, number, number] | null;
    first: string | null;
    last: string | null;
    count: number;
    sources: LayerSource[] | null;
  }>`
    with whole as (
      select st_extent(f.geom)::geometry as g, count(*)::int as n, min(${time}) as first, max(${time}) as last from ${from}
    ),
    -- Straight edges in planning coordinates are bent in degrees, so the box is taken of many small steps.
    lonlat as (select st_transform(st_segmentize(st_setsrid(g, 25832), 1000), 4326) as g from whole)
    select n as count, first, last,
      (select case when g is not null
        then json_build_array(st_xmin(g), st_ymin(g), st_xmax(g), st_ymax(g)) end from lonlat) as box,
      (select json_agg(json_build_object('name', name, 'asOf', as_of, 'licence', licence, 'isDemo', is_demo)
        order by name, id) from data_source where layer = ${layerId}) as sources
    from whole
  `.execute(db);
  const row = rows[0]!;
  return {
    bbox: row.box,
    interval: row.first && row.last ? [row.first, row.last] : null,
    count: row.count,
    sources: row.sources ?? [],
  };
});

/** Names, dates and licences of the sources in one line: what attribution asks for. */
export function attribution(extent: LayerExtent): string {
  return extent.sources
    .map((source) => [source.name, source.asOf, source.licence].filter(Boolean).join(', '))
    .join('; ');
}
