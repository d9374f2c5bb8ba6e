import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { POINT_COUNT } from '#core/tiles/encode-point-tile.ts';
import type { Layer, PropertyType } from '../../layers/layer.ts';
import { attribution, layerExtent } from '../../layers/layer-extent.ts';
import { readableLayer } from '../../layers/registry.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Feature, Route, Services } from '../../route.ts';
import { isNotModified, strongEtag } from '../../strong-etag.ts';
import { MAX_ZOOM, tileProperties, tileSource } from './store.ts';

const MVT_TYPE = 'application/vnd.mapbox-vector-tile';

/** Vector tiles of every collection with their TileJSON. */
export const tiles: Feature = {
  name: 'tiles',
  routes: (services): readonly Route[] => [
    {
      method: 'get',
      path: '/tiles/:tileJson{[^/]+\\.json}',
      access: 'public',
      tag: 'tiles',
      summary: 'TileJSON 3.0.0 of a collection (`/tiles/streets.json`)',
      params: {
        tileJson: z
          .string()
          .regex(/\.json$/)
          .describe('Collection id with `.json`'),
      },
      handler: (c) => tileJson(c, services),
    },
    {
      method: 'get',
      path: '/tiles/:collectionId/:z/:x/:tile{[^/]+\\.mvt}',
      access: 'public',
      tag: 'tiles',
      summary: 'One vector tile (`/tiles/streets/14/8640/5383.mvt`)',
      params: {
        z: z.coerce.number().int().min(0).max(MAX_ZOOM),
        x: z.coerce.number().int().min(0),
        tile: z
          .string()
          .regex(/^\d+\.mvt$/)
          .describe('y with `.mvt`'),
      },
      produces: [MVT_TYPE],
      handler: (c) => tile(c, services),
    },
  ],
};

async function tile(c: Context<AppEnv>, { db }: Services): Promise<Response> {
  const layer = readableLayer(c.req.param('collectionId')!, c.get('role'));
  const z = coordinate('z', c.req.param('z')!);
  const x = coordinate('x', c.req.param('x')!);
  const y = coordinate('y', c.req.param('tile')!.slice(0, -'.mvt'.length));
  if (z > MAX_ZOOM || x >= 2 ** z || y >= 2 ** z) {
    const params = { z, x, y, maxZoom: MAX_ZOOM };
    throw new IssueError({ code: 'tile-out-of-range', severity: 'error', where: 'z/x/y', params });
  }
  const { value: source } = await tileSource(db, layer);
  const bytes = source.encode(z, x, y);
  const etag = strongEtag(bytes);
  const headers = { etag, ...caching(layer) };
  if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  // An empty tile is 200 with no bytes: valid as a vector tile, cacheable by its ETag, and neither MapLibre
  // nor GDAL takes it for a failure.
  return c.body(bytes, 200, { ...headers, 'content-type': MVT_TYPE });
}

async function tileJson(c: Context<AppEnv>, { db, config }: Services): Promise<Response> {
  const layer = readableLayer(c.req.param('tileJson')!.slice(0, -'.json'.length), c.get('role'));
  const origin = (config.PUBLIC_URL ?? new URL(c.req.url).origin).replace(/\/+$/, '');
  const language = languageOf(c.req.header('accept-language'));
  const extent = await layerExtent(db, layer.id);
  const bounds = extent.bbox ?? [-180, -85.0511, 180, 85.0511];
  // Points a feature stands for, in tiles that had to be thinned.
  const thinned = layer.geometryType === 'Point' ? { [POINT_COUNT]: 'Number' } : {};
  // The bare words are what Tippecanoe writes and GDAL reads as types.
  const fields = Object.fromEntries(tileProperties(layer).map((p) => [p.name, FIELD_TYPE[p.type]]));
  const document = {
    tilejson: '3.0.0',
    name: layer.title[language],
    description: layer.description[language],
    version: '1.0.0',
    scheme: 'xyz',
    tiles: [`${origin}/tiles/${layer.id}/{z}/{x}/{y}.mvt`],
    minzoom: layer.minZoom,
    maxzoom: MAX_ZOOM,
    bounds,
    center: [(bounds[0]! + bounds[2]!) / 2, (bounds[1]! + bounds[3]!) / 2, Math.max(layer.minZoom, 10)],
    attribution: escapeHtml(attribution(extent)),
    vector_layers: [
      {
        id: layer.id,
        description: layer.title[language],
        minzoom: layer.minZoom,
        maxzoom: MAX_ZOOM,
        fields: { ...fields, ...thinned },
      },
    ],
  };
  const body = new TextEncoder().encode(JSON.stringify(document));
  const etag = strongEtag(body);
  const headers = { etag, ...caching(layer), 'content-language': language, vary: 'Accept-Language, Cookie' };
  if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, 'content-type': 'application/json' });
}

const FIELD_TYPE: Record<PropertyType, string> = {
  string: 'String',
  integer: 'Number',
  number: 'Number',
  boolean: 'Boolean',
  date: 'String',
  'date-time': 'String',
  object: 'String',
};

function coordinate(name: string, text: string): number {
  if (/^(0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  const params = { name, value: text.slice(0, 200), expected: 'a whole number without sign' };
  throw new IssueError({ code: 'bad-parameter', severity: 'error', where: name, params });
}

/** Asked again every time, answered with 304; what needs a sign-in is kept by nobody else. */
function caching(layer: Layer): Record<string, string> {
  return layer.access === 'public'
    ? { 'cache-control': 'no-cache' }
    : { 'cache-control': 'private, no-cache', vary: 'Cookie' };
}

/** TileJSON's attribution is shown as HTML; names of sources are text. */
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
