import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { layerExtent } from '../../layers/layer-extent.ts';
import { readableLayer, readableLayers, shownLayer } from '../../layers/registry.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Feature, Route, Services } from '../../route.ts';
import { type Crs, parseCrs } from './crs.ts';
import {
  CONFORMANCE_CLASSES,
  collectionDocument,
  collectionsPage,
  type DocumentContext,
  landingPage,
} from './documents.ts';
import { htmlPage } from './html.ts';
import { parseItemsQuery, refuseOthers } from './items-query.ts';
import {
  GEOJSON_TYPE,
  HTML_TYPE,
  JSON_TYPE,
  OPENAPI_TYPE,
  SCHEMA_TYPE,
  selfLinks,
  withParameters,
} from './link.ts';
import { ogcOpenApi } from './openapi.ts';
import { queryablesDocument } from './queryables.ts';
import { findItem, findItems } from './store.ts';

/** OGC API – Features: the public door for QGIS, GDAL and every other client. */
export const ogc: Feature = {
  name: 'ogc',
  routes: (services) => [
    ...['/ogc', '/ogc/'].map((path) => route(path, 'Landing page', JSON_TYPE, (c) => landing(c, services))),
    route('/ogc/conformance', 'Conformance classes', JSON_TYPE, (c) => {
      const request = read(c, services);
      refuseOthers(request.url.searchParams, ['f']);
      return answer(c, request, 'Conformance', {
        links: selfLinks(request.url, JSON_TYPE, request.format),
        conformsTo: CONFORMANCE_CLASSES,
      });
    }),
    route('/ogc/api', 'OpenAPI 3.0 description of the feature service', OPENAPI_TYPE, (c) => {
      const request = read(c, services);
      refuseOthers(request.url.searchParams, ['f']);
      return answer(c, request, 'OpenAPI', ogcOpenApi(request, readableLayers(c.get('role'))), OPENAPI_TYPE);
    }),
    route('/ogc/collections', 'Collections the caller may read', JSON_TYPE, (c) => collections(c, services)),
    route('/ogc/collections/:collectionId', 'One collection', JSON_TYPE, (c) => collection(c, services)),
    route('/ogc/collections/:collectionId/queryables', 'Properties to filter by', SCHEMA_TYPE, (c) => {
      const request = read(c, services);
      const layer = readableLayer(c.req.param('collectionId')!, c.get('role'));
      refuseOthers(request.url.searchParams, ['f']);
      const id = withParameters(request.url, { f: null });
      return answer(
        c,
        request,
        layer.title[request.language],
        queryablesDocument(layer, id, request.language),
        SCHEMA_TYPE,
      );
    }),
    {
      ...route('/ogc/collections/:collectionId/items', 'Features of a collection', GEOJSON_TYPE, (c) =>
        items(c, services),
      ),
      query: ITEMS_DESCRIPTION,
    },
    route('/ogc/collections/:collectionId/items/:featureId', 'One feature', GEOJSON_TYPE, (c) =>
      item(c, services),
    ),
  ],
};

/** For the description of all routes; `/ogc/api` has every collection's own filters. */
const ITEMS_DESCRIPTION = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('At most so many features (default 100, at most 10,000)'),
  offset: z.coerce.number().int().min(0).optional().describe('Features to skip'),
  bbox: z.string().optional().describe('4 or 6 numbers'),
  'bbox-crs': z.string().optional().describe('URI of the CRS of bbox'),
  crs: z.string().optional().describe('URI of the CRS of the answer'),
  datetime: z.string().optional().describe('Instant, date or interval'),
};

function route(path: string, summary: string, type: string, handler: Route['handler']): Route {
  return { method: 'get', path, access: 'public', tag: 'ogc', summary, produces: [type, HTML_TYPE], handler };
}

interface OgcRequest extends DocumentContext {
  readonly url: URL;
  readonly format: 'json' | 'html';
}

function landing(c: Context<AppEnv>, services: Services): Response {
  const request = read(c, services);
  refuseOthers(request.url.searchParams, ['f']);
  const page = landingPage(request, selfLinks(request.url, JSON_TYPE, request.format));
  return answer(c, request, page.title, page);
}

async function collections(c: Context<AppEnv>, services: Services): Promise<Response> {
  const request = read(c, services);
  refuseOthers(request.url.searchParams, ['f']);
  const documents = await Promise.all(
    readableLayers(c.get('role')).map(async (layer) => {
      const url = new URL(`${request.base}/collections/${layer.id}`);
      return collectionDocument(
        request,
        layer,
        await layerExtent(services.db, layer.id),
        selfLinks(url, JSON_TYPE, 'json'),
      );
    }),
  );
  const page = collectionsPage(request, selfLinks(request.url, JSON_TYPE, request.format), documents);
  return answer(c, request, page.title, page);
}

async function collection(c: Context<AppEnv>, services: Services): Promise<Response> {
  const request = read(c, services);
  const layer = readableLayer(c.req.param('collectionId')!, c.get('role'));
  refuseOthers(request.url.searchParams, ['f']);
  const extent = await layerExtent(services.db, layer.id);
  const page = collectionDocument(request, layer, extent, selfLinks(request.url, JSON_TYPE, request.format));
  return answer(c, request, page.title, page);
}

async function items(c: Context<AppEnv>, services: Services): Promise<Response> {
  const request = read(c, services);
  const { url } = request;
  const layer = shownLayer(c.req.param('collectionId')!, c.get('role'));
  const query = parseItemsQuery(layer, url.searchParams);
  const page = await findItems(services.db, layer, query);
  const links = [...selfLinks(url, GEOJSON_TYPE, request.format)];
  const type = request.format === 'html' ? HTML_TYPE : GEOJSON_TYPE;
  const end = query.offset + page.numberReturned;
  if (page.numberReturned > 0 && end < page.numberMatched) {
    links.push({ href: withParameters(url, { offset: end, limit: query.limit }), rel: 'next', type });
  }
  if (query.offset > 0) {
    const offset = Math.max(0, query.offset - query.limit) || null;
    links.push({ href: withParameters(url, { offset, limit: query.limit }), rel: 'prev', type });
  }
  links.push({ href: `${request.base}/collections/${layer.id}`, rel: 'collection', type: JSON_TYPE });
  const head = {
    type: 'FeatureCollection',
    numberMatched: page.numberMatched,
    numberReturned: page.numberReturned,
    timeStamp: new Date().toISOString(),
    links,
  };
  const json = `${JSON.stringify(head).slice(0, -1)},"features":[${page.features}]}`;
  return answerGeoJson(c, request, layer.title[request.language], json, query.crs);
}

async function item(c: Context<AppEnv>, services: Services): Promise<Response> {
  const request = read(c, services);
  const layer = shownLayer(c.req.param('collectionId')!, c.get('role'));
  refuseOthers(request.url.searchParams, ['f', 'crs']);
  const crs = parseCrs('crs', request.url.searchParams.get('crs') ?? undefined);
  const id = c.req.param('featureId')!;
  const feature = await findItem(services.db, layer, id, crs);
  if (feature === null) {
    const params = { layer: layer.id, value: id.slice(0, 200) };
    throw new IssueError({ code: 'not-a-feature', severity: 'error', where: 'featureId', params });
  }
  const links = [
    ...selfLinks(request.url, GEOJSON_TYPE, request.format),
    { href: `${request.base}/collections/${layer.id}`, rel: 'collection', type: JSON_TYPE },
  ];
  const json = `${feature},"links":${JSON.stringify(links)}}`;
  return answerGeoJson(c, request, `${layer.title[request.language]} ${id}`, json, crs);
}

/** What every request says: where it came from, in which language and as what it wants the answer. */
function read(c: Context<AppEnv>, { config }: Services): OgcRequest {
  const asked = new URL(c.req.url);
  const origin = (config.PUBLIC_URL ?? asked.origin).replace(/\/+$/, '');
  const url = new URL(`${origin}${asked.pathname}${asked.search}`);
  return {
    url,
    base: `${origin}/ogc`,
    place: config.PLACE_NAME,
    language: languageOf(c.req.header('accept-language')),
    format: formatOf(url.searchParams.get('f'), c.req.header('accept')),
  };
}

function formatOf(f: string | null, accept: string | undefined): 'json' | 'html' {
  if (f === 'json' || f === 'html') return f;
  if (f !== null) {
    const params = { name: 'f', value: f.slice(0, 200), expected: 'json or html' };
    throw new IssueError({ code: 'bad-parameter', severity: 'error', where: 'f', params });
  }
  const types = (accept ?? '').split(',').map((type) => type.split(';')[0]!.trim());
  return types.includes(HTML_TYPE) && !types.some((type) => type.endsWith('json')) ? 'html' : 'json';
}

function answer(
  c: Context<AppEnv>,
  request: OgcRequest,
  title: string,
  document: Record<string, unknown>,
  type = JSON_TYPE,
): Response {
  if (request.format === 'html')
    return c.body(
      htmlPage(title, document, request.language),
      200,
      headers(c, request, `${HTML_TYPE}; charset=utf-8`),
    );
  return c.body(JSON.stringify(document), 200, headers(c, request, type));
}

function answerGeoJson(
  c: Context<AppEnv>,
  request: OgcRequest,
  title: string,
  json: string,
  crs: Crs,
): Response {
  const contentCrs = { 'content-crs': `<${crs.uri}>` };
  if (request.format === 'html') {
    const page = htmlPage(title, JSON.parse(json), request.language);
    return c.body(page, 200, { ...headers(c, request, `${HTML_TYPE}; charset=utf-8`), ...contentCrs });
  }
  return c.body(json, 200, { ...headers(c, request, GEOJSON_TYPE), ...contentCrs });
}

/** What a role sees differs, so nothing signed in may be kept by others. */
function headers(c: Context<AppEnv>, request: OgcRequest, type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-language': request.language,
    'cache-control': c.get('role') === 'public' ? 'no-cache' : 'private, no-cache',
    vary: 'Accept, Accept-Language, Cookie',
  };
}
