import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { zipSync } from 'fflate';
import { shapefileFieldNames } from '#core/export/shapefile-field-names.ts';
import { IssueError } from '#core/issue.ts';
import { runGdal } from './gdal-host.ts';
import type { GdalWrite } from './gdal-task.ts';
import { INTAKE_LIMITS } from './intake-limits.ts';

export interface ExportRequest {
  readonly format: 'geojson' | 'gpkg' | 'shp';
  /** EPSG code of the coordinates given and written. */
  readonly srid: number;
  /** Letters, digits, `-` and `_`; names the file and the layer in it. */
  readonly layerName: string;
  readonly features: readonly ExportedFeature[];
}

export interface ExportedFeature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes features into a file. GeoJSON in EPSG:4326 follows RFC 7946; in another system it names it the way GDAL
 * and QGIS read it. GeoPackage and Shapefile (a ZIP with .prj and .cpg) are written by GDAL; the same features
 * give the same bytes.
 * @throws IssueError `export-failed`
 */
export async function exportFeatures(request: ExportRequest): Promise<ExportedFile> {
  return (await exportEach([request]))[0]!;
}

/**
 * The same for several files, for which GDAL starts once. No two of a format may have one name.
 * @throws IssueError `export-failed`
 */
export async function exportEach(requests: readonly ExportRequest[]): Promise<ExportedFile[]> {
  const byGdal = requests.filter(({ format }) => format !== 'geojson');
  const written = byGdal.length > 0 ? await writtenByGdal(byGdal) : [];
  return requests.map((request) => {
    const at = byGdal.indexOf(request);
    return at === -1 ? geojsonFile(request) : written[at]!;
  });
}

const fileStem = ({ layerName }: ExportRequest) =>
  layerName.toLowerCase().replace(/[^a-z0-9_-]+/g, '_') || 'layer';

function geojsonFile(request: ExportRequest): ExportedFile {
  return {
    fileName: `${fileStem(request)}.geojson`,
    mediaType: 'application/geo+json',
    bytes: new TextEncoder().encode(JSON.stringify(featureCollection(request, request.features))),
  };
}

async function writtenByGdal(requests: readonly ExportRequest[]): Promise<ExportedFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lueckenlos-export-'));
  try {
    const files: GdalWrite[] = [];
    for (const [i, request] of requests.entries()) {
      const shape = request.format === 'shp';
      const features = shape ? withShortNames(request.features) : request.features;
      const path = join(folder, `input${i}.geojson`);
      await writeFile(path, JSON.stringify(featureCollection(request, features)));
      files.push({
        path,
        driver: shape ? 'ESRI Shapefile' : 'GPKG',
        srid: request.srid,
        layerName: fileStem(request),
        isPoints: features.length > 0 && features.every(({ geometry }) => geometry.type === 'Point'),
      });
    }
    const answer = await runGdal({ kind: 'write', files, outputFolder: folder }, INTAKE_LIMITS);
    if (!answer.ok || !('files' in answer)) {
      const formats = [...new Set(requests.map(({ format }) => format))].join(', ');
      throw failed(formats, answer.ok ? 'no file was written' : answer.reason);
    }
    const { files: written } = answer;
    return await Promise.all(requests.map((request, i) => packed(request, written[i]!)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A GeoPackage as it is, a Shapefile's members as one ZIP. */
async function packed(request: ExportRequest, paths: readonly string[]): Promise<ExportedFile> {
  const name = fileStem(request);
  if (request.format === 'gpkg') {
    const bytes = new Uint8Array(await readFile(paths[0]!));
    return { fileName: `${name}.gpkg`, mediaType: 'application/geopackage+sqlite3', bytes };
  }
  const members: Record<string, [Uint8Array, { mtime: Date }]> = {};
  for (const path of [...paths].sort()) {
    members[basename(path)] = [
      shapefileMember(new Uint8Array(await readFile(path)), path),
      { mtime: ZIP_EPOCH },
    ];
  }
  members[`${name}.cpg`] ??= [new TextEncoder().encode('UTF-8'), { mtime: ZIP_EPOCH }];
  return { fileName: `${name}.zip`, mediaType: 'application/zip', bytes: zipSync(members) };
}

/** The first day a ZIP archive can name, in local time as ZIP keeps it. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** dBase keeps the day of writing in bytes 1 to 3; a fixed one makes the same features the same file. */
export function shapefileMember(bytes: Uint8Array, path: string): Uint8Array {
  if (extname(path) === '.dbf') bytes.set([80, 1, 1], 1);
  return bytes;
}

/** Features as GeoJSON that names its system the way GDAL and QGIS read it. */
export function featureCollection(
  request: Pick<ExportRequest, 'layerName' | 'srid'>,
  features: readonly ExportedFeature[],
) {
  for (const { geometry } of features) refuseForeignCoordinates(geometry.coordinates, request.srid);
  const crs = { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${request.srid}` } };
  return {
    type: 'FeatureCollection',
    name: request.layerName,
    ...(request.srid === 4326 ? {} : { crs }),
    features: features.map(({ geometry, properties }) => ({ type: 'Feature', properties, geometry })),
  };
}

/**
 * A file that names a system its coordinates are not in lies at the other end of the world, and nobody is told: degrees
 * are small numbers, metres of a national grid are not.
 */
function refuseForeignCoordinates(coordinates: unknown, srid: number): void {
  let first = coordinates;
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0];
  const [x, y] = first as number[];
  if (x === undefined || y === undefined) return;
  const areDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 90;
  if (areDegrees !== (srid === 4326)) {
    throw new Error(`coordinates ${x}, ${y} are not in EPSG:${srid}, which the file would name`);
  }
}

/** Properties under names that a Shapefile can hold. */
export function withShortNames(features: readonly ExportedFeature[]): ExportedFeature[] {
  const names = shapefileFieldNames([...new Set(features.flatMap((each) => Object.keys(each.properties)))]);
  return features.map(({ geometry, properties }) => ({
    geometry,
    properties: Object.fromEntries(
      Object.entries(properties).map(([field, value]) => [names.get(field)!, value]),
    ),
  }));
}

function failed(format: string, reason: string): IssueError {
  return new IssueError({
    code: 'export-failed',
    severity: 'error',
    where: 'format',
    params: { format, reason },
  });
}
