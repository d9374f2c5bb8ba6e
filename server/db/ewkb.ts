type Position = readonly number[];
type Line = readonly Position[];
type Polygon = readonly Line[];

/** A planar GeoJSON geometry as PostGIS takes it fastest: extended well-known binary in hex, with its SRID. */
export function ewkbHex(
  geometry:
    | { type: 'Point'; coordinates: Position }
    | { type: 'LineString'; coordinates: Line }
    | { type: 'MultiLineString'; coordinates: readonly Line[] }
    | { type: 'Polygon'; coordinates: Polygon }
    | { type: 'MultiPolygon'; coordinates: readonly Polygon[] },
  srid: number,
): string {
  const writer = new Writer();
  switch (geometry.type) {
    case 'Point':
      writer.header(1, srid);
      writer.position(geometry.coordinates);
      break;
    case 'LineString':
      writer.header(2, srid);
      writer.line(geometry.coordinates);
      break;
    case 'Polygon':
      writer.header(3, srid);
      writer.polygon(geometry.coordinates);
      break;
    case 'MultiLineString':
      writer.header(5, srid);
      writer.count(geometry.coordinates.length);
      for (const line of geometry.coordinates) {
        writer.header(2);
        writer.line(line);
      }
      break;
    case 'MultiPolygon':
      writer.header(6, srid);
      writer.count(geometry.coordinates.length);
      for (const polygon of geometry.coordinates) {
        writer.header(3);
        writer.polygon(polygon);
      }
  }
  return writer.hex();
}

const HAS_SRID = 0x20000000;

class Writer {
  #buffer = Buffer.allocUnsafe(1024);
  #length = 0;

  header(type: number, srid?: number): void {
    this.#room(9);
    this.#buffer[this.#length++] = 1;
    this.count(srid === undefined ? type : type | HAS_SRID);
    if (srid !== undefined) this.count(srid);
  }

  count(value: number): void {
    this.#room(4);
    this.#length = this.#buffer.writeUInt32LE(value >>> 0, this.#length);
  }

  position(position: Position): void {
    this.#room(16);
    this.#length = this.#buffer.writeDoubleLE(position[0]!, this.#length);
    this.#length = this.#buffer.writeDoubleLE(position[1]!, this.#length);
  }

  line(line: Line): void {
    this.count(line.length);
    for (const position of line) this.position(position);
  }

  polygon(polygon: Polygon): void {
    this.count(polygon.length);
    for (const ring of polygon) this.line(ring);
  }

  hex(): string {
    return this.#buffer.toString('hex', 0, this.#length);
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
