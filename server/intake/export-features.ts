import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { zipSync } from 'fflate';
import { shapefileFieldNames } from '#core/export/shapefile-field-names.ts';
import { IssueError } from '#core/issue.ts';
import { runGdal } from './gdal-host.ts';
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
  const name = request.layerName.toLowerCase().replace(/[^a-z0-9_-]+/g, '_') || 'layer';
  if (request.format === 'geojson') {
    const text = JSON.stringify(featureCollection(request, request.features));
    return {
      fileName: `${name}.geojson`,
      mediaType: 'application/geo+json',
      bytes: new TextEncoder().encode(text),
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'lueckenlos-export-'));
  try {
    const shape = request.format === 'shp';
    const features = shape ? withShortNames(request.features) : request.features;
    const input = join(folder, 'input.geojson');
    await writeFile(input, JSON.stringify(featureCollection(request, features)));
    const answer = await runGdal(
      {
        kind: 'write',
        path: input,
        driver: shape ? 'ESRI Shapefile' : 'GPKG',
        srid: request.srid,
        layerName: name,
        isPoints: features.length > 0 && features.every(({ geometry }) => geometry.type === 'Point'),
        outputFolder: folder,
      },
      INTAKE_LIMITS,
    );
    if (!answer.ok || !('files' in answer)) {
      throw failed(request.format, answer.ok ? 'no file was written' : answer.reason);
    }
    if (!shape) {
      const bytes = new Uint8Array(await readFile(answer.files[0]!));
      return { fileName: `${name}.gpkg`, mediaType: 'application/geopackage+sqlite3', bytes };
    }
    const members: Record<string, [Uint8Array, { mtime: Date }]> = {};
    for (const path of [...answer.files].sort()) {
      members[basename(path)] = [
        shapefileMember(new Uint8Array(await readFile(path)), path),
        { mtime: ZIP_EPOCH },
      ];
    }
    members[`${name}.cpg`] ??= [new TextEncoder().encode('UTF-8'), { mtime: ZIP_EPOCH }];
    return { fileName: `${name}.zip`, mediaType: 'application/zip', bytes: zipSync(members) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
