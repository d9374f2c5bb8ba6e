import type { Feature } from 'geojson';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { encodePointTile, type TileProperty } from '#core/tiles/encode-point-tile.ts';
import type { MvtValue } from '#core/tiles/mvt-layer-writer.ts';
import { type Shapes, ShapeTiles } from '#core/tiles/shape-tiles.ts';
import { tilePoints } from '#core/tiles/tile-points.ts';
import { binaryColumn, readColumn } from '../../db/binary-column.ts';
import type { Database } from '../../db/schema.ts';
import type { Layer, LayerProperty } from '../../layers/layer.ts';
import { LAYERS, publicForm } from '../../layers/registry.ts';
import { RevisionCache } from '../../layers/revision-cache.ts';

/** From this zoom on a tile holds everything; clients enlarge it beyond. */
export const MAX_ZOOM = 14;

/** A layer held ready for encoding tiles. */
export interface TileSource {
  encode(z: number, x: number, y: number): Uint8Array<ArrayBuffer>;
}

/** The layer as columns, read again only when it has changed, and its revision. */
export function tileSource(
  db: Kysely<Database>,
  layer: Layer,
): Promise<{ revision: number; value: TileSource }> {
  return sources.getWithRevision(db, layer.id);
}

const sources = new RevisionCache<TileSource>((db, layerId) => {
  const layer = publicForm(LAYERS.find((candidate) => candidate.id === layerId)!);
  return layer.geometryType === 'Point' ? readPoints(db, layer) : readShapes(db, layer);
});

/** Properties in tiles; areas carry their id as a property, since tiles know only whole numbers as ids. */
export function tileProperties(layer: Layer): readonly LayerProperty[] {
  const carried = layer.properties.filter((property) => property.inTiles);
  if (layer.idType === 'integer') return carried;
  return [{ name: 'id', column: 'id', type: 'string', title: { de: 'Kennung', en: 'Id' } }, ...carried];
}

async function readPoints(db: Kysely<Database>, layer: Layer): Promise<TileSource> {
  const properties = tileProperties(layer);
  const columns = properties.map((property, i) => sql`json_agg(${text(property)}) as ${sql.ref(`p${i}`)}`);
  const { rows } = await sql<Record<string, unknown> & Record<'ids' | 'lons' | 'lats', Buffer | null>>`
    select ${binaryColumn.int4(sql`f.id`)} as ids, ${binaryColumn.float8(sql`st_x(f.lonlat)`)} as lons,
      ${binaryColumn.float8(sql`st_y(f.lonlat)`)} as lats, ${sql.join(columns)}
    from (select *, st_transform(geom, 4326) as lonlat from ${sql.table(layer.table)} order by id) as f
  `.execute(db);
  const row = rows[0]!;
  const points = tilePoints(
    readColumn.int4(row.ids),
    readColumn.float8(row.lons),
    readColumn.float8(row.lats),
  );
  const tileColumns = properties.map((property, i) => columnOf(property, (row[`p${i}`] ?? []) as MvtValue[]));
  return {
    encode: (z, x, y) =>
      encodePointTile(points, z, x, y, tileColumns, { layer: layer.id, maxZoom: MAX_ZOOM }),
  };
}

async function readShapes(db: Kysely<Database>, layer: Layer): Promise<TileSource> {
  const pairs = tileProperties(layer).map((p) => sql`${sql.lit(p.name)}, ${text(p)}`);
  const { rows } = await sql<{ features: string | null }>`
    select '[' || string_agg('{"type":"Feature","id":' || to_json(f.id)::text
      || ',"geometry":' || st_asgeojson(st_transform(f.geom, 4326), 7, 0)
      || ',"properties":' || json_build_object(${sql.join(pairs)})::text || '}', ',' order by f.id) || ']' as features
    from ${sql.table(layer.table)} as f
  `.execute(db);
  const features = JSON.parse(rows[0]!.features ?? '[]') as Feature[];
  const shapes = { type: 'FeatureCollection', features } as Shapes;
  return new ShapeTiles(shapes, { layer: layer.id, maxZoom: MAX_ZOOM });
}

function text(property: LayerProperty): RawBuilder<unknown> {
  const column = sql.ref(`f.${property.column}`);
  return property.type === 'date' ? sql`${column}::text` : column;
}

function columnOf({ name, type }: LayerProperty, values: readonly (MvtValue | null)[]): TileProperty {
  if (type === 'integer' || type === 'number') {
    return {
      name,
      kind: 'number',
      values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
    };
  }
  if (type === 'boolean') {
    return {
      name,
      kind: 'boolean',
      values: Uint8Array.from(values, (value) => (value === null ? 255 : Number(value))),
    };
  }
  const codeOf = new Map<string | null, number>();
  const codes = Uint32Array.from(values as readonly (string | null)[], (word) => {
    const code = codeOf.get(word) ?? codeOf.size;
    codeOf.set(word, code);
    return code;
  });
  return { name, kind: 'word', codes, words: [...codeOf.keys()] };
}
