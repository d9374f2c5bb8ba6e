import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { PRICES } from '#data/network/index.ts';
import { sentVersion, staleVersion } from '../../if-match.ts';
import type { AppEnv, Feature, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { geometryFault } from '../areas/store.ts';
import { parsedQuery } from '../assessment/rules-query.ts';
import { UPLOAD_BYTES } from '../imports/receive-upload.ts';
import { inputsBody, type NetworkPlanBody, networkPlanBody } from './body.ts';
import { comparePlans } from './compare-plans.ts';
import { EXPORT_FORMATS, EXPORT_TYPES, networkExport, networkExportBody } from './export-plan.ts';
import { importPlan } from './import-plan.ts';
import { areaPolygons, networkInputs, polygonsOf } from './inputs.ts';
import { solveBody, solvePlan } from './solve-plan.ts';
import {
  deleteNetworkPlan,
  findNetworkPlan,
  insertNetworkPlan,
  listNetworkPlans,
  networkPlanDocument,
  type StoredNetworkPlan,
  updateNetworkPlan,
} from './store.ts';

/** A city's plan with its drops takes some 60 MB as text. */
const MAX_BYTES = 128 << 20;
const tag = 'network';
const id = z.uuid();
const noStore = { 'cache-control': 'no-store' };

const AREA_QUERY = { area: z.uuid().describe('Id of a saved area') };
const EXPORT_QUERY = {
  format: z.enum(EXPORT_FORMATS).describe('Form of the file'),
  lang: z.enum(['de', 'en']).default('de').describe('Language of the workbook'),
};
const COMPARE_QUERY = {
  with: z.uuid().describe('Id of the plan to compare with'),
  toleranceM: z.coerce
    .number()
    .min(0.5)
    .max(100)
    .default(10)
    .describe('Lines this near to each other, in about the same direction, are the same trench'),
  maxDropM: z.coerce
    .number()
    .min(1)
    .max(500)
    .default(150)
    .describe('A building with a trench this near is in reach'),
};
const IMPORT_QUERY = {
  name: z.string().max(255).optional().describe('File name, where the body is the file itself'),
  title: z.string().trim().min(1).max(200).optional().describe('Name of the plan; the file name by default'),
  area: z.uuid().optional().describe('Id of the saved area that was planned'),
};

export const network: Feature = {
  name: 'network',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/network/prices',
      access: 'planner',
      tag,
      summary: 'The price catalogue that ships; a plan keeps a copy that may be changed',
      handler: (c) => c.json(PRICES, 200, { 'cache-control': 'no-cache' }),
    },
    {
      method: 'get',
      path: '/api/network/inputs',
      access: 'planner',
      tag,
      summary:
        'Streets, ducts, works of others and outlines of buildings around a saved area and what is to be connected in it, in EPSG:25832: what a plan is made from',
      query: AREA_QUERY,
      handler: async (c) => {
        const { area } = parsedQuery(AREA_QUERY, c.req.query());
        return c.json(await networkInputs(db, await areaPolygons(db, area)), 200, noStore);
      },
    },
    {
      method: 'post',
      path: '/api/network/inputs',
      access: 'planner',
      tag,
      summary: 'The same for an outline in EPSG:4326 that is not saved',
      body: inputsBody,
      maxBodyBytes: 64 << 20,
      handler: async (c) => {
        const { geometry } = await readBody(c.req.raw, inputsBody);
        await refuseInvalid(db, geometry);
        return c.json(await networkInputs(db, polygonsOf(geometry)), 200, noStore);
      },
    },
    {
      method: 'post',
      path: '/api/network/solve',
      access: 'planner',
      tag,
      summary: 'Works a plan out and answers with it; nothing is saved. One at a time, up to two minutes',
      body: solveBody,
      maxBodyBytes: 64 << 20,
      handler: async (c) => {
        const body = await readBody(c.req.raw, solveBody);
        await refuseInvalid(db, body.geometry ?? null);
        return c.json(await solvePlan(db, body, c.req.raw.signal), 200, noStore);
      },
    },
    {
      method: 'get',
      path: '/api/network/plans',
      access: 'planner',
      tag,
      summary: 'All structural plans, newest first, without their drawn parts',
      handler: async (c) => c.json(await listNetworkPlans(db), 200, noStore),
    },
    {
      method: 'get',
      path: '/api/network/plans/:id',
      access: 'planner',
      tag,
      summary: 'One structural plan with its drawn parts; its version is the ETag',
      params: { id },
      handler: async (c) => {
        const plan = await existing(db, c.req.param('id'));
        const document = await networkPlanDocument(db, plan.id);
        return c.json({ ...plan, document }, 200, { ...noStore, etag: `"${plan.version}"` });
      },
    },
    {
      method: 'post',
      path: '/api/network/plans',
      access: 'planner',
      tag,
      summary: 'Saves a structural plan',
      body: networkPlanBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const body = await readBody(c.req.raw, networkPlanBody);
        await refuseInvalid(db, body.geometry);
        return created(c, await insertNetworkPlan(db, body));
      },
    },
    {
      method: 'put',
      path: '/api/network/plans/:id',
      access: 'planner',
      tag,
      summary: 'Saves over the version named in If-Match; a stale one is refused with the stored state',
      params: { id },
      body: networkPlanBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, networkPlanBody);
        await refuseInvalid(db, body.geometry);
        const saved = await updateNetworkPlan(db, stored.id, version, body);
        if (!saved) throw staleVersion(await existing(db, stored.id), version);
        return c.json(saved, 200, { ...noStore, etag: `"${saved.version}"` });
      },
    },
    {
      method: 'delete',
      path: '/api/network/plans/:id',
      access: 'planner',
      tag,
      summary: 'Deletes the version named in If-Match',
      params: { id },
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        if (!(await deleteNetworkPlan(db, stored.id, version)))
          throw staleVersion(await existing(db, stored.id), version);
        return c.body(null, 204);
      },
    },
    {
      method: 'get',
      path: '/api/network/plans/:id/file',
      access: 'planner',
      tag,
      summary: 'A saved plan as GeoPackage, GeoJSON, Shapefile or workbook (EPSG:25832)',
      params: { id },
      query: EXPORT_QUERY,
      produces: EXPORT_TYPES,
      handler: async (c) => {
        const { format, lang } = parsedQuery(EXPORT_QUERY, c.req.query());
        const plan = await existing(db, c.req.param('id'));
        const document = (await networkPlanDocument(db, plan.id))!;
        return networkExport(db, format, { ...plan, document }, lang);
      },
    },
    {
      method: 'post',
      path: '/api/network/export',
      access: 'planner',
      tag,
      summary: 'A plan that is not saved as GeoPackage, GeoJSON, Shapefile or workbook (EPSG:25832)',
      body: networkExportBody,
      maxBodyBytes: MAX_BYTES,
      produces: EXPORT_TYPES,
      handler: async (c) => {
        const { format, lang, plan } = await readBody(c.req.raw, networkExportBody);
        return networkExport(db, format, plan as NetworkPlanBody & { document: never }, lang);
      },
    },
    {
      method: 'get',
      path: '/api/network/plans/:id/comparison',
      access: 'planner',
      tag,
      summary: 'A plan beside another: length, cost at the same prices, buildings in reach, what they share',
      params: { id },
      query: COMPARE_QUERY,
      handler: async (c) => {
        const { with: other, ...limits } = parsedQuery(COMPARE_QUERY, c.req.query());
        const plan = await existing(db, c.req.param('id'));
        return c.json(await comparePlans(db, plan, other, limits), 200, noStore);
      },
    },
    {
      method: 'post',
      path: '/api/network/plans/import',
      access: 'planner',
      tag,
      summary:
        'Takes over the lines of a plan made elsewhere: a GeoPackage, GeoJSON, Shapefile … (form field `file`, or as the body with `?name=`)',
      query: IMPORT_QUERY,
      // A form has a few hundred bytes around the file.
      maxBodyBytes: UPLOAD_BYTES + 65_536,
      handler: async (c) => {
        const { name, title, area } = parsedQuery(IMPORT_QUERY, c.req.query());
        if (area !== undefined) await areaPolygons(db, area);
        const imported = await importPlan(c.req.raw, name ?? null, PRICES);
        const saved = await insertNetworkPlan(db, {
          name: (title ?? imported.fileName).slice(0, 200),
          areaId: area ?? null,
          areaName: '',
          note: '',
          parameters: { file: imported.fileName, leftOut: imported.leftOut },
          prices: PRICES as unknown as NetworkPlanBody['prices'],
          geometry: null,
          document: {
            kind: 'imported',
            lines: imported.lines.map(({ line, surface }) => ({
              line: line.map(([e, n]) => [e, n]),
              surface,
            })),
          },
        });
        return created(c, saved);
      },
    },
  ],
};

function created(c: Context<AppEnv>, plan: StoredNetworkPlan): Response {
  const headers = {
    ...noStore,
    etag: `"${plan.version}"`,
    location: `/api/network/plans/${plan.id}`,
  };
  return c.json(plan, 201, headers);
}

async function existing(db: Services['db'], value = ''): Promise<StoredNetworkPlan> {
  const plan = id.safeParse(value).success ? await findNetworkPlan(db, value) : undefined;
  if (plan) return plan;
  throw new IssueError({
    code: 'not-a-feature',
    severity: 'error',
    where: 'id',
    params: { layer: 'network-plans', value },
  });
}

async function refuseInvalid(db: Services['db'], geometry: NetworkPlanBody['geometry']): Promise<void> {
  const fault = geometry && (await geometryFault(db, geometry));
  if (!fault) return;
  const reason = `${fault.reason} (${fault.lon.toFixed(6)}, ${fault.lat.toFixed(6)})`;
  throw new IssueError({
    code: 'invalid-geometry',
    severity: 'error',
    where: 'geometry',
    params: { reason, remedy: '', lon: fault.lon, lat: fault.lat },
  });
}
