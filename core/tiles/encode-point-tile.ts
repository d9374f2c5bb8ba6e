import { command, MVT_POINT, MvtLayerWriter, TILE_EXTENT, zigzag } from './mvt-layer-writer.ts';
import type { TilePoints } from './tile-points.ts';

/** A property of tile features, held as a column beside the points. */
export type TileProperty =
  /** Codes into a list of words; a code outside of it, or a null in it, means no value. */
  | {
      readonly name: string;
      readonly kind: 'word';
      readonly codes: ArrayLike<number>;
      readonly words: readonly (string | null)[];
    }
  /** NaN means no value. */
  | { readonly name: string; readonly kind: 'number'; readonly values: ArrayLike<number> }
  /** 0 and 1; anything else means no value. */
  | { readonly name: string; readonly kind: 'boolean'; readonly values: ArrayLike<number> };

export interface PointTileOptions {
  /** Name of the layer inside the tile. */
  readonly layer: string;
  /** At this zoom and beyond every point is there. Default 14. */
  readonly maxZoom?: number;
  /** Above this size a tile below `maxZoom` is thinned. Default 500,000. */
  readonly maxBytes?: number;
  /** Points this far outside are in the tile, too, so that symbols are not cut. Default 64 of 4096 units. */
  readonly bufferUnits?: number;
  /** Points whose entry is 0 are left out. */
  readonly visible?: ArrayLike<number>;
}

/** Carried by features of thinned tiles: how many points the feature stands for. */
export const POINT_COUNT = 'pointCount';

/**
 * Encodes the points of tile z/x/y as a vector tile with one layer. Features stand in the order of the
 * columns, so the same columns give the same bytes.
 *
 * Below `maxZoom` a tile that would be larger than `maxBytes` keeps one point per cell of a grid (first one
 * screen pixel wide, doubled until the tile is small enough); the kept feature says in `pointCount` how many
 * it stands for. At `maxZoom` no point is ever left out.
 */
export function encodePointTile(
  points: TilePoints,
  z: number,
  x: number,
  y: number,
  properties: readonly TileProperty[],
  options: PointTileOptions,
): Uint8Array<ArrayBuffer> {
  const { maxZoom = 14, maxBytes = 500_000 } = options;
  const inside = pointsInTile(points, z, x, y, options);
  if (inside.count === 0) return new Uint8Array(0);
  const canThin = z < maxZoom;
  let tile = write(points, inside, null, properties, options.layer, canThin ? maxBytes : Infinity);
  for (let cell = PIXEL_UNITS; tile === null; cell *= 2) {
    tile = write(
      points,
      inside,
      thin(inside, cell),
      properties,
      options.layer,
      cell < TILE_EXTENT ? maxBytes : Infinity,
    );
  }
  return tile;
}

/** One pixel of a tile drawn 512 pixels wide. */
const PIXEL_UNITS = TILE_EXTENT / 512;

/** Points of one tile with their place in it, in tile units. */
interface InsidePoints {
  readonly count: number;
  readonly index: Uint32Array;
  readonly tileX: Int32Array;
  readonly tileY: Int32Array;
}

function pointsInTile(
  points: TilePoints,
  z: number,
  x: number,
  y: number,
  options: PointTileOptions,
): InsidePoints {
  const { bufferUnits = 64, visible } = options;
  const scale = 2 ** z;
  const margin = bufferUnits / TILE_EXTENT;
  const found =
    points.index?.search(
      (x - margin) / scale,
      (y - margin) / scale,
      (x + 1 + margin) / scale,
      (y + 1 + margin) / scale,
    ) ?? [];
  const index = Uint32Array.from(visible ? found.filter((i) => visible[i] !== 0) : found).sort();
  const tileX = new Int32Array(index.length);
  const tileY = new Int32Array(index.length);
  for (let k = 0; k < index.length; k++) {
    tileX[k] = Math.floor((points.x[index[k]!]! * scale - x) * TILE_EXTENT);
    tileY[k] = Math.floor((points.y[index[k]!]! * scale - y) * TILE_EXTENT);
  }
  return { count: index.length, index, tileX, tileY };
}

/** For each point the number of points it stands for; 0 for one that another stands for. */
function thin(inside: InsidePoints, cell: number): Uint32Array {
  const stands = new Uint32Array(inside.count);
  const keeper = new Map<number, number>();
  for (let k = 0; k < inside.count; k++) {
    const column = Math.floor(inside.tileX[k]! / cell) + TILE_EXTENT;
    const row = Math.floor(inside.tileY[k]! / cell) + TILE_EXTENT;
    const key = row * 4 * TILE_EXTENT + column;
    const kept = keeper.get(key) ?? k;
    if (kept === k) keeper.set(key, k);
    stands[kept]!++;
  }
  return stands;
}

/** The tile, or null as soon as it grows beyond `maxBytes`. */
function write(
  points: TilePoints,
  inside: InsidePoints,
  stands: Uint32Array | null,
  properties: readonly TileProperty[],
  layer: string,
  maxBytes: number,
): Uint8Array<ArrayBuffer> | null {
  const writer = new MvtLayerWriter(layer);
  const keys = properties.map((property) => writer.key(property.name));
  const wordValues = properties.map((property) =>
    property.kind === 'word' ? new Map<number, number>() : null,
  );
  const countKey = stands ? writer.key(POINT_COUNT) : -1;
  const tags = new Uint32Array(2 * properties.length + 2);
  const geometry = new Uint32Array(3);
  geometry[0] = command(1, 1);
  for (let k = 0; k < inside.count; k++) {
    if (stands && stands[k] === 0) continue;
    const i = inside.index[k]!;
    let tagCount = 0;
    for (let p = 0; p < properties.length; p++) {
      const value = valueNumber(writer, properties[p]!, wordValues[p]!, i);
      if (value < 0) continue;
      tags[tagCount++] = keys[p]!;
      tags[tagCount++] = value;
    }
    if (stands) {
      tags[tagCount++] = countKey;
      tags[tagCount++] = writer.value(stands[k]!);
    }
    geometry[1] = zigzag(inside.tileX[k]!);
    geometry[2] = zigzag(inside.tileY[k]!);
    writer.feature(points.id ? points.id[i]! : null, MVT_POINT, tags, tagCount, geometry, 3);
    if (writer.byteLength > maxBytes) return null;
  }
  return writer.finish();
}

/** The number of a point's value in the tile; -1 for none. */
function valueNumber(
  writer: MvtLayerWriter,
  property: TileProperty,
  wordValues: Map<number, number> | null,
  i: number,
): number {
  if (property.kind === 'word') {
    const code = property.codes[i]!;
    let number = wordValues!.get(code);
    if (number === undefined) {
      const word = property.words[code] ?? null;
      number = word === null ? -1 : writer.value(word);
      wordValues!.set(code, number);
    }
    return number;
  }
  const value = property.values[i]!;
  if (property.kind === 'boolean') return value === 0 || value === 1 ? writer.value(value === 1) : -1;
  return Number.isNaN(value) ? -1 : writer.value(value);
}
