import { IssueError } from '#core/issue.ts';

/** A coordinate reference system of the API (OGC API – Features, Part 2). */
export interface Crs {
  readonly uri: string;
  readonly srid: number;
  /** The authority's axis order puts the latitude first. */
  readonly latitudeFirst: boolean;
  /** Digits that keep about a centimetre. */
  readonly digits: number;
}

export const CRS84: Crs = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  srid: 4326,
  latitudeFirst: false,
  digits: 7,
};

/** Planning coordinates, in which the layers are stored. EPSG:25832 has easting first. */
export const STORAGE_CRS: Crs = {
  uri: 'http://www.opengis.net/def/crs/EPSG/0/25832',
  srid: 25832,
  latitudeFirst: false,
  digits: 3,
};

export const SUPPORTED_CRS: readonly Crs[] = [
  CRS84,
  { uri: 'http://www.opengis.net/def/crs/EPSG/0/4326', srid: 4326, latitudeFirst: true, digits: 7 },
  STORAGE_CRS,
  { uri: 'http://www.opengis.net/def/crs/EPSG/0/3857', srid: 3857, latitudeFirst: false, digits: 3 },
];

/**
 * The CRS a parameter names by its URI (also as a safe CURIE `[EPSG:25832]`, as Part 2 version 1.0.1 allows).
 * @throws IssueError `unknown-crs` naming the parameter, the value and what is known.
 */
export function parseCrs(name: 'crs' | 'bbox-crs', value: string | undefined): Crs {
  if (value === undefined) return CRS84;
  const curie = /^\[(EPSG:\d+|OGC:CRS84)\]$/.exec(value)?.[1];
  const uri =
    curie === 'OGC:CRS84'
      ? CRS84.uri
      : curie
        ? `http://www.opengis.net/def/crs/EPSG/0/${curie.slice(5)}`
        : value;
  const crs = SUPPORTED_CRS.find((candidate) => candidate.uri === uri);
  if (crs) return crs;
  const known = SUPPORTED_CRS.map((candidate) => candidate.uri).join(', ');
  throw new IssueError({ code: 'unknown-crs', severity: 'error', where: name, params: { value, known } });
}
