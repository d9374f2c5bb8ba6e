import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { sentVersion, staleVersion } from '../../if-match.ts';
import type { AppEnv, Feature, Services } from '../../route.ts';
import { type AreaBody, areaBody, areasBody, readBody } from './body.ts';
import { exportBody, exportResponse } from './export.ts';
import {
  deleteArea,
  findArea,
  geometryFault,
  insertAreas,
  listAreas,
  type StoredArea,
  updateArea,
} from './store.ts';

const MAX_BYTES = 64 << 20;
const id = z.uuid();

export const areas: Feature = {
  name: 'areas',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/areas',
      access: 'planner',
      tag: 'areas',
      summary: 'All saved planning areas',
      handler: async (c) => c.json(await listAreas(db), 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'get',
      path: '/api/areas/:id',
      access: 'planner',
      tag: 'areas',
      summary: 'One planning area; its version is the ETag',
      params: { id },
      handler: async (c) => withVersion(c, await existing(db, c.req.param('id'))),
    },
    {
      method: 'post',
      path: '/api/areas',
      access: 'planner',
      tag: 'areas',
      summary: 'Saves one area, or several in one transaction',
      body: areasBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const body = await readBody(c.req.raw, areasBody);
        const several = 'areas' in body;
        const list: AreaBody[] = several ? body.areas : [body];
        await refuseInvalid(db, list, several);
        const saved = await insertAreas(db, list);
        if (several) return c.json(saved, 201);
        c.header('location', `/api/areas/${saved[0]!.id}`);
        return withVersion(c, saved[0]!, 201);
      },
    },
    {
      method: 'put',
      path: '/api/areas/:id',
      access: 'planner',
      tag: 'areas',
      summary: 'Saves over the version named in If-Match; a stale one is refused with the stored state',
      params: { id },
      body: areaBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, areaBody);
        await refuseInvalid(db, [body], false);
        const saved = await updateArea(db, stored.id, version, body);
        if (!saved) throw staleVersion(await existing(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'delete',
      path: '/api/areas/:id',
      access: 'planner',
      tag: 'areas',
      summary: 'Deletes the version named in If-Match',
      params: { id },
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        if (!(await deleteArea(db, stored.id, version)))
          throw staleVersion(await existing(db, stored.id), version);
        return c.body(null, 204);
      },
    },
    {
      method: 'post',
      path: '/api/areas/export',
      access: 'planner',
      tag: 'areas',
      summary: 'Areas as GeoJSON, GeoPackage or Shapefile in EPSG:25832',
      body: exportBody,
      maxBodyBytes: MAX_BYTES,
      produces: ['application/geo+json', 'application/geopackage+sqlite3', 'application/zip'],
      handler: async (c) => exportResponse(db, await readBody(c.req.raw, exportBody)),
    },
  ],
};

function withVersion(c: Context<AppEnv>, area: StoredArea, status: 200 | 201 = 200): Response {
  return c.json(area, status, { etag: `"${area.version}"`, 'cache-control': 'no-store' });
}

async function existing(db: Services['db'], value = ''): Promise<StoredArea> {
  const area = id.safeParse(value).success ? await findArea(db, value) : undefined;
  if (area) return area;
  throw new IssueError({
    code: 'not-a-feature',
    severity: 'error',
    where: 'id',
    params: { layer: 'areas', value },
  });
}

async function refuseInvalid(
  db: Services['db'],
  bodies: readonly AreaBody[],
  several: boolean,
): Promise<void> {
  const faults = [];
  for (const [index, body] of bodies.entries()) {
    const fault = await geometryFault(db, body.geometry);
    if (!fault) continue;
    const reason = `${fault.reason} (${fault.lon.toFixed(6)}, ${fault.lat.toFixed(6)})`;
    const where = several ? `areas.${index}.geometry` : 'geometry';
    const remedy = '';
    faults.push({
      code: 'invalid-geometry',
      severity: 'error' as const,
      where,
      params: { reason, remedy, lon: fault.lon, lat: fault.lat },
    });
  }
  if (faults.length > 0) throw new IssueError(faults);
}
