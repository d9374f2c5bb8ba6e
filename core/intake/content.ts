import type { Geometry } from './geometry.ts';

/** A file after it was read, before its meaning is known. */
export type Content = JsonContent | RecordContent;

/** JSON that is no GeoJSON. */
export interface JsonContent {
  readonly kind: 'json';
  readonly value: unknown;
}

/** A table or a set of features: both are records with named fields. */
export interface RecordContent {
  readonly kind: 'records';
  /** What it was read with, e.g. `CSV (semicolon, windows-1252)` or `GPKG`. */
  readonly driver: string;
  readonly fields: readonly string[];
  readonly records: readonly FileRecord[];
  /** EPSG code that the file itself states; null where it states none. */
  readonly srid: number | null;
  /** Whether the records have a geometry of their own. */
  readonly spatial: boolean;
  /** Numbers in text use a comma as decimal sign. */
  readonly decimalComma: boolean;
  /** Units of fields, where a mapping states them or renamed a field whose name did. */
  readonly units?: Readonly<Record<string, string>>;
}

export interface FileRecord {
  readonly row: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
  /** What stands in place of a geometry without being one, in short. */
  readonly unread?: string;
}
