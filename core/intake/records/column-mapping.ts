/** How a layer's columns are found among the fields of a file. */
export interface LayerMapping {
  readonly layer: string;
  readonly geometry: 'Point' | 'Line' | 'Polygon';
  /** Fields that identify a record; the first that every record fills wins. */
  readonly keyFields: readonly string[];
  readonly columns: readonly MappedColumn[];
}

export interface MappedColumn {
  readonly column: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'date';
  /** Names the field goes by, in lower case without separators (see `fieldName`). */
  readonly fields: readonly string[];
  readonly required?: boolean;
  /** Used where the field is empty and the record still makes sense. */
  readonly fallback?: string;
}

export const LONGITUDE_FIELDS = [
  'lon',
  'lng',
  'long',
  'longitude',
  'laenge',
  'geolaenge',
  'xwgs84',
  'lonwgs84',
  'stoplon',
];
export const LATITUDE_FIELDS = ['lat', 'latitude', 'breite', 'geobreite', 'ywgs84', 'latwgs84', 'stoplat'];
export const EASTING_FIELDS = [
  'x',
  'ostwert',
  'easting',
  'east',
  'rechtswert',
  'utmx',
  'xkoordinate',
  'xcoord',
];
export const NORTHING_FIELDS = [
  'y',
  'nordwert',
  'northing',
  'north',
  'hochwert',
  'utmy',
  'ykoordinate',
  'ycoord',
];
export const WKT_FIELDS = ['wkt', 'geometry', 'geom', 'thegeom', 'wktgeom'];

/** Lower case, umlauts spelt out, letters and digits only: `Schul-Nr.` → `schulnr`. */
export function fieldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]/g, '');
}

/** The first field of the file that goes by one of the names. */
export function findField(fields: readonly string[], names: readonly string[]): string | null {
  for (const name of names) {
    const found = fields.find((field) => fieldName(field) === name);
    if (found !== undefined) return found;
  }
  return null;
}
