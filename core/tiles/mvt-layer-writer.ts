/** Geometry types of the Mapbox Vector Tile specification 2.1. */
export const MVT_POINT = 1;
export const MVT_LINE = 2;
export const MVT_POLYGON = 3;

/** Units of a tile's side. */
export const TILE_EXTENT = 4096;

export type MvtValue = string | number | boolean;

/**
 * Writes one layer of a vector tile (Mapbox Vector Tile specification 2.1), byte by byte and without an object
 * per feature. Keys and values are numbered in the order of their first use, so the same features give the
 * same bytes.
 */
export class MvtLayerWriter {
  readonly #name: string;
  readonly #keys: string[] = [];
  readonly #values: MvtValue[] = [];
  readonly #valueIndex = new Map<MvtValue, number>();
  readonly #features = new ByteWriter(1 << 14);
  #count = 0;
  #valueBytes = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Bytes of all features and texts so far: nearly the size of the tile. */
  get byteLength(): number {
    return this.#features.length + this.#valueBytes;
  }

  /** The number of a key for `tags`; call it once per key. */
  key(name: string): number {
    return this.#keys.push(name) - 1;
  }

  /** The number of a value for `tags`. */
  value(value: MvtValue): number {
    let index = this.#valueIndex.get(value);
    if (index === undefined) {
      index = this.#values.push(value) - 1;
      this.#valueIndex.set(value, index);
      this.#valueBytes += typeof value === 'string' ? value.length + 4 : 6;
    }
    return index;
  }

  /**
   * Adds a feature. `tags`: key and value numbers in turn; `geometry`: the encoded commands. Of both arrays
   * only the first `tagCount` and `geometryCount` entries count, so callers can reuse them.
   */
  feature(
    id: number | null,
    type: number,
    tags: ArrayLike<number>,
    tagCount: number,
    geometry: ArrayLike<number>,
    geometryCount: number,
  ): void {
    const tagBytes = packedSize(tags, tagCount);
    const geometryBytes = packedSize(geometry, geometryCount);
    const size =
      (id === null ? 0 : 1 + varintSize(id)) +
      (tagBytes === 0 ? 0 : 1 + varintSize(tagBytes) + tagBytes) +
      2 +
      (1 + varintSize(geometryBytes) + geometryBytes);
    const out = this.#features;
    out.reserve(size + 12);
    out.varint(0x12);
    out.varint(size);
    if (id !== null) {
      out.varint(0x08);
      out.varint(id);
    }
    if (tagBytes > 0) {
      out.varint(0x12);
      out.varint(tagBytes);
      for (let i = 0; i < tagCount; i++) out.varint(tags[i]!);
    }
    out.varint(0x18);
    out.varint(type);
    out.varint(0x22);
    out.varint(geometryBytes);
    for (let i = 0; i < geometryCount; i++) out.varint(geometry[i]!);
    this.#count++;
  }

  /** The finished tile; without any feature it is empty, as the specification asks for. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#count === 0) return new Uint8Array(0);
    const layer = new ByteWriter(this.#features.length + 1024);
    layer.varint(0x78);
    layer.varint(2);
    layer.text(0x0a, this.#name);
    layer.append(this.#features);
    for (const key of this.#keys) layer.text(0x1a, key);
    for (const value of this.#values) layer.value(value);
    layer.varint(0x28);
    layer.varint(TILE_EXTENT);
    const tile = new ByteWriter(layer.length + 8);
    tile.varint(0x1a);
    tile.varint(layer.length);
    tile.append(layer);
    return tile.bytes();
  }
}

/** Zigzag coding of a signed 32-bit number, as an unsigned one. */
export function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

/** The header of `count` commands: 1 MoveTo, 2 LineTo, 7 ClosePath. */
export function command(id: 1 | 2 | 7, count: number): number {
  return (count << 3) | id;
}

class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }

  /** An unsigned number up to 2^53. */
  varint(value: number): void {
    if (this.length + 10 > this.#bytes.length) this.reserve(10);
    let rest = value;
    while (rest > 0xfffffff) {
      this.#bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  text(tag: number, text: string): void {
    const bytes = ENCODER.encode(text);
    this.varint(tag);
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A `Value` message of the specification. */
  value(value: MvtValue): void {
    const inner = new ByteWriter(16);
    if (typeof value === 'string') inner.text(0x0a, value);
    else if (typeof value === 'boolean') {
      inner.varint(0x38);
      inner.varint(value ? 1 : 0);
    } else if (Number.isSafeInteger(value) && value >= 0) {
      inner.varint(0x28);
      inner.varint(value);
    } else if (Number.isSafeInteger(value) && value >= -2147483648) {
      inner.varint(0x30);
      inner.varint(zigzag(value));
    } else inner.double(value);
    this.varint(0x22);
    this.varint(inner.length);
    this.append(inner);
  }

  double(value: number): void {
    this.varint(0x19);
    this.reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  append(other: ByteWriter): void {
    this.reserve(other.length);
    this.#bytes.set(other.#bytes.subarray(0, other.length), this.length);
    this.length += other.length;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }
}

const ENCODER = new TextEncoder();

function packedSize(values: ArrayLike<number>, count: number): number {
  let size = 0;
  for (let i = 0; i < count; i++) size += varintSize(values[i]!);
  return size;
}

function varintSize(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x200000) return 3;
  if (value < 0x10000000) return 4;
  if (value < 0x800000000) return 5;
  return Math.floor(Math.log2(value) / 7) + 1;
}
