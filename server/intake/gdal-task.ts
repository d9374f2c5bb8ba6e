/** What the GDAL worker is asked to do; one worker does one task and ends. */
export type GdalTask = GdalReadTask | GdalWriteTask;

export interface GdalReadTask {
  readonly kind: 'read';
  /** A file in a folder of its own. */
  readonly path: string;
  readonly zipped: boolean;
  readonly maxFeatures: number;
  /** Layer by name; else by kind of geometry; else the first. */
  readonly layerName: string | null;
  readonly prefer: 'Point' | 'Line' | 'Polygon' | null;
  readonly outputFolder: string;
}

/** Files of our own, written one after the other: starting GDAL costs sixty times what a small file does. */
export interface GdalWriteTask {
  readonly kind: 'write';
  /** No two of a driver may have one name. */
  readonly files: readonly GdalWrite[];
  readonly outputFolder: string;
}

export interface GdalWrite {
  /** GeoJSON file to convert. */
  readonly path: string;
  readonly driver: 'GPKG' | 'ESRI Shapefile';
  readonly srid: number;
  readonly layerName: string;
  /** The input has several layers, which keep their names; `layerName` names the file. */
  readonly severalLayers?: true;
  /** Single points stay single; lines and polygons become multiple ones, so that a layer has one kind. */
  readonly isPoints?: boolean;
}

export type GdalAnswer =
  | { readonly ok: true; readonly read: GdalRead }
  /** For each file the paths of what it consists of. */
  | { readonly ok: true; readonly files: readonly (readonly string[])[] }
  | { readonly ok: false; readonly reason: string; readonly tooMany?: number };

export interface GdalRead {
  readonly driver: string;
  readonly layers: readonly string[];
  readonly layer: string;
  readonly fields: readonly string[];
  readonly spatial: boolean;
  /** EPSG code of the features in `geojsonPath`; null where the file states no system. */
  readonly srid: number | null;
  /** More of the same: OpenStreetMap comes as points, lines and polygons. */
  readonly morePaths: readonly string[];
  readonly geojsonPath: string;
}
