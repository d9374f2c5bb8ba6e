import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { IssueError } from '#core/issue.ts';
import {
  type ExportedFeature,
  type ExportedFile,
  featureCollection,
  shapefileMember,
  withShortNames,
} from './export-features.ts';
import { runGdal } from './gdal-host.ts';
import { INTAKE_LIMITS } from './intake-limits.ts';

/** Features of one kind of geometry. */
export interface ExportLayer {
  /** Lower-case letters, digits and `_`. */
  readonly name: string;
  readonly features: readonly ExportedFeature[];
}

export interface LayersRequest {
  readonly format: 'geojson' | 'gpkg' | 'shp';
  readonly srid: number;
  /** Names the file: lower-case letters, digits, `-` and `_`. */
  readonly fileName: string;
  readonly layers: readonly ExportLayer[];
}

/**
 * Several layers in one file: a GeoPackage with a table each, a ZIP with a Shapefile each, or one GeoJSON collection
 * whose features name their layer in `layer`. The same features give the same bytes.
 * @throws IssueError `export-failed`
 */
export async function exportLayers({ format, srid, fileName, layers }: LayersRequest): Promise<ExportedFile> {
  if (format === 'geojson') {
    const features = layers.flatMap(({ name, features: list }) =>
      list.map(({ geometry, properties }) => ({ geometry, properties: { layer: name, ...properties } })),
    );
    const text = JSON.stringify(featureCollection({ layerName: fileName, srid }, features));
    return {
      fileName: `${fileName}.geojson`,
      mediaType: 'application/geo+json',
      bytes: new TextEncoder().encode(text),
    };
  }
  const shape = format === 'shp';
  const folder = await mkdtemp(join(tmpdir(), 'lueckenlos-export-'));
  try {
    for (const { name, features } of layers) {
      const written = shape ? withShortNames(features) : features;
      await writeFile(
        join(folder, `${name}.geojson`),
        JSON.stringify(featureCollection({ layerName: name, srid }, written)),
      );
    }
    // GDAL's virtual format: several files opened as one with several layers.
    const input = join(folder, 'input.vrt');
    await writeFile(input, virtualFile(layers));
    const answer = await runGdal(
      {
        kind: 'write',
        files: [
          {
            path: input,
            driver: shape ? 'ESRI Shapefile' : 'GPKG',
            srid,
            layerName: fileName,
            severalLayers: true,
          },
        ],
        outputFolder: folder,
      },
      INTAKE_LIMITS,
    );
    if (!answer.ok || !('files' in answer)) {
      const reason = answer.ok ? 'no file was written' : answer.reason;
      throw new IssueError({
        code: 'export-failed',
        severity: 'error',
        where: 'format',
        params: { format, reason },
      });
    }
    const written = answer.files[0]!;
    if (!shape) {
      const bytes = new Uint8Array(await readFile(written[0]!));
      return { fileName: `${fileName}.gpkg`, mediaType: 'application/geopackage+sqlite3', bytes };
    }
    const members: Record<string, Uint8Array> = {};
    for (const path of written)
      members[basename(path)] = shapefileMember(new Uint8Array(await readFile(path)), path);
    for (const { name } of layers) members[`${name}.cpg`] ??= new TextEncoder().encode('UTF-8');
    return { fileName: `${fileName}.zip`, mediaType: 'application/zip', bytes: zipFiles(members) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function virtualFile(layers: readonly ExportLayer[]): string {
  const parts = layers.map(
    ({ name }) =>
      `<OGRVRTLayer name="${name}"><SrcDataSource relativeToVRT="1">${name}.geojson</SrcDataSource><SrcLayer>${name}</SrcLayer></OGRVRTLayer>`,
  );
  return `<OGRVRTDataSource>${parts.join('')}</OGRVRTDataSource>`;
}
