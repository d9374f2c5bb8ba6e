import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { Layer } from '../../layers/layer.ts';

export interface LayerState {
  count: number;
  revision: number;
  /** West, south, east, north in degrees; null while the layer is empty. */
  bounds: [number, number, number, number] | null;
  sources: {
    id: number;
    name: string;
    asOf: string | null;
    licence: string | null;
    isDemo: boolean;
    featureCount: number;
    importedAt: Date;
  }[];
}

/** Count, extent, revision and data sources of layers, in the order asked. */
export async function layerStates(db: Kysely<Database>, layers: readonly Layer[]): Promise<LayerState[]> {
  const sources = await db
    .selectFrom('data_source')
    .select([
      'layer',
      'id',
      'name',
      'as_of as asOf',
      'licence',
      'is_demo as isDemo',
      'feature_count as featureCount',
      'imported_at as importedAt',
    ])
    .orderBy('name')
    .execute();
  return Promise.all(
    layers.map(async (layer) => {
      const { rows } = await sql<{ count: number; revision: number; extent: string | null }>`
        select count, (select coalesce(max(revision), 0) from layer_revision where layer = ${layer.id}) as revision,
          st_extent(st_transform(st_setsrid(box::geometry, 25832), 4326))::text as extent
        from (select count(*) as count, st_extent(geom) as box from ${sql.table(layer.table)}) x
        group by count`.execute(db);
      const { count, revision, extent } = rows[0]!;
      const corners = extent?.match(/-?[\d.]+(?:e-?\d+)?/gi)?.map(Number) as LayerState['bounds'];
      return {
        count,
        revision,
        bounds: corners ?? null,
        sources: sources
          .filter((source) => source.layer === layer.id)
          .map(({ layer: _, ...source }) => source),
      };
    }),
  );
}
