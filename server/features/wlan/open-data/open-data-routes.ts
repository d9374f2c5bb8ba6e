import type { Context } from 'hono';
import { z } from 'zod';
import { exportFeatures } from '../../../intake/export-features.ts';
import { layerExtent } from '../../../layers/layer-extent.ts';
import type { AppEnv, Route, Services } from '../../../route.ts';
import { compressed } from '../compressed.ts';
import type { ReadCatalogue } from '../live/read-catalogue.ts';
import { pageLanguage } from '../map-page-route.ts';
import { readQuery } from '../query.ts';
import type { HotspotCatalogue } from '../store.ts';
import { textPage } from '../text-page.ts';
import { LANG_QUERY } from '../text-page-routes.ts';
import { changeFeed } from './change-feed.ts';
import { changeDays, hotspotChanges, newestChanges } from './change-store.ts';
import { dcatCatalogue } from './dcat.ts';
import { openDataContent } from './open-data-page.ts';

const whole = (most: number, start: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `a whole number up to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `a whole number up to ${most}`)
    .default(start);

const CHANGES_QUERY = {
  after: whole(Number.MAX_SAFE_INTEGER, 0).describe('Changes after the one of this number'),
  limit: whole(1000, 100).describe('Most changes'),
};

/** GeoPackage, description, change log and change feed of the hotspots. */
export function openDataRoutes({ db, config }: Services, readCatalogue: ReadCatalogue): Route[] {
  const shared = { method: 'get', access: 'public', tag: 'wlan' } as const;
  const originOf = (c: Context<AppEnv>) =>
    (config.PUBLIC_URL ?? new URL(c.req.url).origin).replace(/\/$/, '');
  return [
    {
      ...shared,
      path: '/wlan/open-data',
      summary: 'Page on the open data: files, licences, change log, code to embed the map',
      query: LANG_QUERY,
      produces: ['text/html'],
      handler: async (c) => {
        const language = pageLanguage(c, c.req.query('lang'));
        const [extent, days] = await Promise.all([layerExtent(db, 'hotspots'), changeDays(db, 50)]);
        const content = openDataContent(extent, days, originOf(c), language);
        const title = language === 'de' ? 'Offene Daten zum WLAN' : 'Open data on the WLAN';
        return textPage(c, { language, title, content, path: '/wlan/open-data' });
      },
    },
    {
      ...shared,
      path: '/api/hotspots.gpkg',
      summary: 'All hotspots as a GeoPackage in EPSG:25832',
      produces: ['application/geopackage+sqlite3'],
      handler: async (c) => {
        const bytes = await geoPackage(await readCatalogue());
        return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
          'content-type': 'application/geopackage+sqlite3',
          'content-disposition': 'attachment; filename="hotspots.gpkg"',
          'cache-control': 'no-cache',
        });
      },
    },
    {
      ...shared,
      path: '/wlan/dcat.jsonld',
      summary: 'DCAT-AP.de description of the hotspots as JSON-LD',
      produces: ['application/ld+json'],
      handler: async (c) => {
        const extent = await layerExtent(db, 'hotspots');
        const text = JSON.stringify(dcatCatalogue(extent, originOf(c), config.PLACE_NAME), null, 2);
        return compressed(c, text, { 'content-type': 'application/ld+json', 'cache-control': 'no-cache' });
      },
    },
    {
      ...shared,
      path: '/wlan/changes.atom',
      summary: 'The newest changes of the hotspots as an Atom feed',
      produces: ['application/atom+xml'],
      handler: async (c) => {
        const text = changeFeed(await newestChanges(db, 100), originOf(c), config.PLACE_NAME);
        const headers = {
          'content-type': 'application/atom+xml; charset=utf-8',
          'cache-control': 'no-cache',
        };
        return compressed(c, text, headers);
      },
    },
    {
      ...shared,
      path: '/api/hotspots/changes',
      summary: 'Changes of the hotspots, oldest first; `next` is what to ask `after` next time',
      query: CHANGES_QUERY,
      handler: async (c) => {
        const { after, limit } = readQuery(CHANGES_QUERY, c.req.queries());
        const changes = await hotspotChanges(db, after, limit);
        return c.json({ changes, next: changes.at(-1)?.id ?? after }, 200, { 'cache-control': 'no-cache' });
      },
    },
  ];
}

/** One file for one state of the hotspots, however often it is asked for. */
const files = new WeakMap<HotspotCatalogue, Promise<Uint8Array>>();

function geoPackage(catalogue: HotspotCatalogue): Promise<Uint8Array> {
  const known = files.get(catalogue);
  if (known) return known;
  const file = exportFeatures({
    format: 'gpkg',
    srid: 25832,
    layerName: 'hotspots',
    features: catalogue.hotspots.map(({ eastingM, northingM, lon: _lon, lat: _lat, ...properties }) => ({
      geometry: { type: 'Point', coordinates: [eastingM, northingM] },
      properties: { ...properties },
    })),
  }).then(({ bytes }) => bytes);
  files.set(catalogue, file);
  file.catch(() => files.delete(catalogue));
  return file;
}
