import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Language } from '#core/issue-texts.ts';
import type { PlanDocument } from '#core/network/plan-document.ts';
import type { Database } from '../../db/schema.ts';
import { demoMark } from '../../demo/demo-data.ts';
import { type NetworkPlanBody, networkPlanBody } from './body.ts';
import { planLayers } from './plan-layers.ts';
import { planWorkbook } from './plan-workbook.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const EXPORT_FORMATS = ['geojson', 'gpkg', 'shp', 'xlsx'] as const;
export const EXPORT_TYPES = [
  'application/geo+json',
  'application/geopackage+sqlite3',
  'application/zip',
  XLSX,
];

/** A plan to write into a file, saved or not. */
export const networkExportBody = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  lang: z.enum(['de', 'en']).default('de'),
  plan: networkPlanBody,
});

/**
 * A plan as a file in EPSG:25832: a GeoPackage or Shapefile with a layer for trenches, drops, distribution and feeding
 * points, one GeoJSON collection, or the bill of quantities as a workbook.
 * @throws IssueError `export-failed`
 */
export async function networkExport(
  db: Kysely<Database>,
  format: (typeof EXPORT_FORMATS)[number],
  plan: Pick<NetworkPlanBody, 'name' | 'areaName' | 'prices'> & { readonly document: PlanDocument },
  language: Language,
): Promise<Response> {
  const mark = await demoMark(db);
  const fileName = `${fileStem(plan.name)}${mark.data ? '-demodaten' : ''}`;
  const file =
    format === 'xlsx'
      ? {
          fileName: `${fileName}.xlsx`,
          mediaType: XLSX,
          bytes: planWorkbook(plan, language, mark.data !== undefined, new Date().toISOString().slice(0, 10)),
        }
      : // Loaded when first needed: it brings a large WebAssembly module.
        await (await import('../../intake/export-layers.ts')).exportLayers({
          format,
          srid: 25832,
          fileName,
          layers: planLayers(plan.document, mark),
        });
  return new Response(file.bytes as BodyInit, {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}

/** A name as a file can bear it anywhere. */
function fileStem(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain || 'strukturplan';
}
