import { GeoJSONVT, type GeoJSONVTFeature } from '@maplibre/geojson-vt';
import type { FeatureCollection, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson';
import {
  command,
  MVT_LINE,
  MVT_POLYGON,
  MvtLayerWriter,
  type MvtValue,
  TILE_EXTENT,
  zigzag,
} from './mvt-layer-writer.ts';

export type Shapes = FeatureCollection<
  LineString | MultiLineString | Polygon | MultiPolygon,
  Record<string, MvtValue | null>
>;

export interface ShapeTileOptions {
  /** Name of the layer inside the tile. */
  readonly layer: string;
  /** Detail is kept up to this zoom. Default 14. */
  readonly maxZoom?: number;
  /** Below `maxZoom` a larger tile loses its smallest shapes. Default 500,000. */
  readonly maxBytes?: number;
}

/**
 * Lines and polygons (EPSG:4326) cut into vector tiles: clipped to the tile and a margin, simplified to what a
 * zoom can show. Below `maxZoom` a tile that would be larger than `maxBytes` loses the shapes smaller than a pixel,
 * then than two, and so on. Feature ids are kept where they are whole numbers. The same features give the same bytes,
 * whichever tile is asked for first.
 */
export class ShapeTiles {
  readonly #index: GeoJSONVT;
  readonly #layer: string;
  readonly #maxZoom: number;
  readonly #maxBytes: number;

  constructor(shapes: Shapes, options: ShapeTileOptions) {
    this.#layer = options.layer;
    this.#maxZoom = options.maxZoom ?? 14;
    this.#maxBytes = options.maxBytes ?? 500_000;
    this.#index = new GeoJSONVT(shapes, {
      maxZoom: this.#maxZoom,
      indexMaxZoom: 0,
      extent: TILE_EXTENT,
      buffer: 64,
      tolerance: 3,
      wrap: false,
    });
  }

  /** Tile z/x/y; empty where nothing lies in it. */
  encode(z: number, x: number, y: number): Uint8Array<ArrayBuffer> {
    const features = this.#index.getTile(z, x, y)?.features ?? [];
    const canThin = z < this.#maxZoom;
    let tile = this.#write(features, 0, canThin ? this.#maxBytes : Infinity);
    for (let least = PIXEL_UNITS; tile === null; least *= 2) {
      tile = this.#write(features, least, least < TILE_EXTENT ? this.#maxBytes : Infinity);
    }
    return tile;
  }

  /** The tile without shapes smaller than `least` units both ways, or null as soon as it grows beyond `maxBytes`. */
  #write(
    features: readonly GeoJSONVTFeature[],
    least: number,
    maxBytes: number,
  ): Uint8Array<ArrayBuffer> | null {
    const writer = new MvtLayerWriter(this.#layer);
    const keys = new Map<string, number>();
    for (const feature of features) {
      if (feature.type === 1 || (least > 0 && !isAtLeast(feature.geometry, least))) continue;
      const type = feature.type === 2 ? MVT_LINE : MVT_POLYGON;
      const geometry = shapeCommands(feature.geometry, type);
      if (geometry.length === 0) continue;
      const tags: number[] = [];
      for (const [name, value] of Object.entries(feature.tags ?? {}) as [string, MvtValue | null][]) {
        if (value === null) continue;
        const key = keys.get(name) ?? writer.key(name);
        keys.set(name, key);
        tags.push(key, writer.value(value));
      }
      const id = Number.isSafeInteger(feature.id) ? (feature.id as number) : null;
      writer.feature(id, type, tags, tags.length, geometry, geometry.length);
      if (writer.byteLength > maxBytes) return null;
    }
    return writer.finish();
  }
}

/** One pixel of a tile drawn 512 pixels wide. */
const PIXEL_UNITS = TILE_EXTENT / 512;

function isAtLeast(parts: readonly (readonly [number, number])[][], units: number): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (const [x, y] of part) {
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return maxX - minX >= units || maxY - minY >= units;
}

/** Commands of the parts of a shape. Rounding makes some points fall together: those and what collapses go. */
function shapeCommands(parts: readonly (readonly [number, number])[][], type: number): number[] {
  const out: number[] = [];
  const isPolygon = type === MVT_POLYGON;
  let penX = 0;
  let penY = 0;
  for (const part of parts) {
    const line = withoutRepeats(part, isPolygon);
    if (line.length < (isPolygon ? 3 : 2) || (isPolygon && doubleArea(line) === 0)) continue;
    out.push(
      command(1, 1),
      zigzag(line[0]![0] - penX),
      zigzag(line[0]![1] - penY),
      command(2, line.length - 1),
    );
    for (let i = 1; i < line.length; i++) {
      out.push(zigzag(line[i]![0] - line[i - 1]![0]), zigzag(line[i]![1] - line[i - 1]![1]));
    }
    [penX, penY] = line[line.length - 1]!;
    if (isPolygon) out.push(command(7, 1));
  }
  return out;
}

function withoutRepeats(
  part: readonly (readonly [number, number])[],
  isRing: boolean,
): (readonly [number, number])[] {
  const line = part.filter(
    (point, i) => i === 0 || point[0] !== part[i - 1]![0] || point[1] !== part[i - 1]![1],
  );
  const last = line[line.length - 1];
  // ClosePath leads back to the first point by itself.
  if (isRing && line.length > 1 && last![0] === line[0]![0] && last![1] === line[0]![1]) line.pop();
  return line;
}

function doubleArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return sum;
}
