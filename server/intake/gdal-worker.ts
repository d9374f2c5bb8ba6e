import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { GdalAnswer, GdalRead, GdalReadTask, GdalTask, GdalWrite, GdalWriteTask } from './gdal-task.ts';

/** Runs one task in GDAL (WebAssembly) and ends. It may be terminated or crash; the host says what happened. */

interface OgrLayer {
  name: string;
  featureCount: number;
  fields: { name: string }[];
  geometryFields?: {
    type: string;
    coordinateSystem?: { wkt?: string; projjson?: { id?: { authority: string; code: number } } };
  }[];
}
interface Dataset {
  pointer: number;
  info: { driverShortName: string; layers?: OgrLayer[] };
}
interface Gdal {
  open(path: string, options?: string[], vfs?: string[]): Promise<{ datasets: Dataset[]; errors: unknown[] }>;
  close(dataset: Dataset): Promise<void>;
  ogrinfo(dataset: Dataset, options: string[]): Promise<Dataset['info']>;
  ogr2ogr(
    dataset: Dataset,
    options: string[],
    name: string,
  ): Promise<{ real: string; all: { real: string }[] }>;
}

/** Drivers that may open a file. Others, above all those that fetch what a file names, are refused. */
const READABLE = [
  'ESRI Shapefile',
  'GPKG',
  'FlatGeobuf',
  'GeoJSON',
  'GeoJSONSeq',
  'GML',
  'KML',
  'DXF',
  'XLSX',
  'ODS',
  'OSM',
  'CSV',
];

const messages: string[] = [];

async function initialise(destination: string): Promise<Gdal> {
  const require = createRequire(import.meta.url);
  const start = require('gdal3.js/node') as (config: object) => Promise<Gdal>;
  const folder = join(dirname(require.resolve('gdal3.js/node')), 'dist/package');
  return start({
    // The module reads its data file relative to the working directory, whatever that is.
    path: relative(process.cwd(), folder) || '.',
    dest: destination,
    env: {
      GML_SKIP_RESOLVE_ELEMS: 'ALL',
      OGR_XLSX_HEADERS: 'FORCE',
      OGR_ODS_HEADERS: 'FORCE',
      CPL_LOG_ERRORS: 'ON',
    },
    logHandler: () => undefined,
    errorHandler: (message: string) => messages.push(message),
  });
}

async function read(task: GdalReadTask): Promise<GdalAnswer> {
  const gdal = await initialise(task.outputFolder);
  const opened = await gdal.open(task.path, [], task.zipped ? ['vsizip'] : []).catch(() => null);
  const dataset = opened?.datasets[0];
  if (!dataset) return { ok: false, reason: lastMessage('GDAL does not recognise it') };
  const info = await gdal.ogrinfo(dataset, ['-so', '-al']);
  if (!READABLE.includes(info.driverShortName)) return { ok: false, reason: `it is ${info.driverShortName}` };
  const layers = info.layers ?? [];
  const layer = chooseLayer(layers, task, info.driverShortName);
  if (!layer)
    return {
      ok: false,
      reason: layers.length === 0 ? 'it has no layer' : `layers: ${layers.map((l) => l.name).join(', ')}`,
    };
  if (layer.featureCount > task.maxFeatures) {
    return { ok: false, reason: 'too many features', tooMany: layer.featureCount };
  }
  const geometry = layer.geometryFields?.[0];
  const system = geometry?.coordinateSystem;
  const stated = sridOf(system);
  // A system without an EPSG code can still be transformed here, where its definition is known.
  const transform = system?.wkt && stated === null;
  const toGeojson = (from: Dataset, name: string, file: string) =>
    gdal.ogr2ogr(
      from,
      [
        '-f',
        'GeoJSON',
        '-lco',
        'RFC7946=NO',
        '-lco',
        'COORDINATE_PRECISION=10',
        '-dim',
        'XY',
        ...(geometry ? ['-nlt', 'CONVERT_TO_LINEAR'] : []),
        ...(transform ? ['-t_srs', 'EPSG:25832'] : []),
        name,
      ],
      file,
    );
  const output = await toGeojson(dataset, layer.name, 'read');
  const more =
    info.driverShortName === 'OSM' && task.layerName === null
      ? ['lines', 'multipolygons'].filter((name) => layers.some((each) => each.name === name))
      : [];
  const morePaths: string[] = [];
  for (const name of more) {
    // The driver reads a file once from front to back; each layer needs a pass of its own.
    const again = (await gdal.open(task.path)).datasets[0];
    if (again) morePaths.push((await toGeojson(again, name, `read-${name}`)).real);
  }
  const result: GdalRead = {
    driver: info.driverShortName,
    layers: layers.map((each) => each.name),
    layer: layer.name,
    fields: layer.fields.map((field) => field.name),
    spatial: geometry !== undefined,
    srid: transform ? 25832 : stated,
    geojsonPath: output.real,
    morePaths,
  };
  return { ok: true, read: result };
}

async function write({ files, outputFolder }: GdalWriteTask): Promise<GdalAnswer> {
  const gdal = await initialise(outputFolder);
  const written: string[][] = [];
  for (const file of files) {
    const dataset = (await gdal.open(file.path).catch(() => null))?.datasets[0];
    if (!dataset) return { ok: false, reason: lastMessage('the features could not be read back') };
    written.push(await writeOne(gdal, dataset, file));
    await gdal.close(dataset);
  }
  return { ok: true, files: written };
}

async function writeOne(gdal: Gdal, dataset: Dataset, task: GdalWrite): Promise<string[]> {
  const target = `EPSG:${task.srid}`;
  const options =
    task.driver === 'GPKG'
      ? // No time of writing inside: the same areas give the same file.
        [
          ...(task.severalLayers ? [] : ['-nln', task.layerName]),
          '-lco',
          'GEOMETRY_NAME=geom',
          ...(task.severalLayers ? [] : ['-nlt', task.isPoints ? 'POINT' : 'PROMOTE_TO_MULTI']),
          '--config',
          'OGR_CURRENT_DATE',
          '1970-01-01T00:00:00.000Z',
        ]
      : // A Shapefile knows no single and multiple polygons or lines; points must stay points.
        ['-lco', 'ENCODING=UTF-8'];
  const output = await gdal.ogr2ogr(
    dataset,
    ['-f', task.driver, '-a_srs', target, ...options],
    task.layerName,
  );
  return output.all.map((file) => file.real);
}

function chooseLayer(layers: readonly OgrLayer[], task: GdalReadTask, driver: string): OgrLayer | undefined {
  if (task.layerName !== null) return layers.find((layer) => layer.name === task.layerName);
  // Points first, lines and polygons follow.
  if (driver === 'OSM') return layers.find((layer) => layer.name === 'points');
  const filled = layers.filter((layer) => layer.featureCount !== 0);
  const preferred = filled.find((layer) => layer.geometryFields?.[0]?.type.includes(task.prefer ?? '\n'));
  return preferred ?? filled[0] ?? layers[0];
}

/** EPSG code of a system as GDAL describes it. CRS84 is EPSG:4326 with longitude first, as we read it anyway. */
function sridOf(system: NonNullable<OgrLayer['geometryFields']>[0]['coordinateSystem']): number | null {
  const id = system?.projjson?.id;
  if (id?.authority === 'EPSG') return Number(id.code);
  const last = [...(system?.wkt ?? '').matchAll(/\n {4}ID\["(EPSG|OGC)","?(\w+)"?\]\]\s*$/g)].at(-1);
  if (!last) return null;
  return last[1] === 'OGC' ? 4326 : Number(last[2]);
}

function lastMessage(fallback: string): string {
  return (messages.at(-1) ?? fallback).replace(/\/(input|output|vsizip)\/\S*/g, '…').slice(0, 300);
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && error.message)
    return String(error.message);
  return lastMessage('GDAL failed');
}

const task = workerData as GdalTask;
(task.kind === 'read' ? read(task) : write(task))
  .catch((error: unknown): GdalAnswer => ({ ok: false, reason: messageOf(error) }))
  .then((answer) => parentPort!.postMessage(answer));
