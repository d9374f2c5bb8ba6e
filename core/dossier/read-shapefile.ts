export interface ShapefileHeaders {
  readonly records: number;
  readonly shapeType: number;
  readonly dbfRecords: number;
  readonly fields: readonly string[];
}

/** What the headers of a Shapefile say (ESRI white paper of 1998; dBase III). @throws Error when they are none */
export function shapefileHeaders(shp: Uint8Array, shx: Uint8Array, dbf: Uint8Array): ShapefileHeaders {
  const main = new DataView(shp.buffer, shp.byteOffset, shp.byteLength);
  if (shp.length < 100 || main.getInt32(0) !== 9994) throw new Error('no Shapefile header');
  if (main.getInt32(24) * 2 !== shp.length) throw new Error('its length differs from its header');
  if (shx.length < 100 || (shx.length - 100) % 8 !== 0) throw new Error('the index is broken');
  const table = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength);
  if (dbf.length < 33) throw new Error('the attribute table is broken');
  const dbfRecords = table.getUint32(4, true);
  const headBytes = table.getUint16(8, true);
  const fields: string[] = [];
  for (let at = 32; at + 32 <= headBytes && dbf[at] !== 0x0d; at += 32) {
    const name = dbf.subarray(at, at + 11);
    const end = name.indexOf(0);
    fields.push(String.fromCharCode(...name.subarray(0, end < 0 ? 11 : end)));
  }
  return { records: (shx.length - 100) / 8, shapeType: main.getInt32(32, true), dbfRecords, fields };
}
