import type { Kysely } from 'kysely';
import { z } from 'zod';
import { projectGeometry } from '#core/geo/project.ts';
import type { Database } from '../../db/schema.ts';
import { demoMark } from '../../demo/demo-data.ts';
import { areaGeometry } from './body.ts';

/** Areas to write into a file: saved ones or proposals, so that a plan can be taken away before it is saved. */
export const exportBody = z.strictObject({
  format: z.enum(['geojson', 'gpkg', 'shp']),
  srid: z.literal([25832, 4326]).default(25832),
  areas: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        rules: z.string().max(100).nullable().default(null),
        figures: z.record(z.string().max(100), z.json()).default({}),
        geometry: areaGeometry,
      }),
    )
    .min(1)
    .max(5000),
});

export async function exportResponse(
  db: Kysely<Database>,
  body: z.infer<typeof exportBody>,
): Promise<Response> {
  const mark = await demoMark(db);
  // Loaded when first needed: it brings a large WebAssembly module.
  const { exportFeatures } = await import('../../intake/export-features.ts');
  const file = await exportFeatures({
    format: body.format,
    srid: body.srid,
    layerName: mark.data ? 'areas_demodaten' : 'areas',
    features: body.areas.map(({ name, rules, figures, geometry }) => ({
      geometry: projectGeometry(geometry, 4326, body.srid),
      properties: { name, rules, ...scalarsOf(figures), ...mark },
    })),
  });
  return new Response(file.bytes as BodyInit, {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'cache-control': 'no-store',
    },
  });
}

function scalarsOf(figures: Record<string, unknown>): Record<string, string | number | boolean | null> {
  const entries = Object.entries(figures).filter(([, value]) => value === null || typeof value !== 'object');
  return Object.fromEntries(entries) as Record<string, string | number | boolean | null>;
}
