import type { Context } from 'hono';
import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { type DeviceClass, footprint } from '#core/wlan/footprint.ts';
import { filterHotspots } from '#core/wlan/hotspot.ts';
import { nearestHotspots } from '#core/wlan/nearest-hotspots.ts';
import { localMoment } from '#core/wlan/opening-hours.ts';
import type { ListContext } from '#core/wlan/page/list.ts';
import { type PageLanguage, pageText } from '#core/wlan/page/texts.ts';
import deviceClasses from '#data/wlan/device-classes.json' with { type: 'json' };
import { type LayerExtent, layerExtent } from '../../layers/layer-extent.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { searchPlaces } from '../search/store.ts';
import { compressed } from './compressed.ts';
import type { ReadCatalogue } from './live/read-catalogue.ts';
import { mapPageBody } from './map-page.ts';
import { badParameter, FILTER_QUERY, filtersOf, NEAR_QUERY, readQuery } from './query.ts';
import { renderPage } from './template.ts';

export const PAGE_SIZE = 50;

const PAGE_QUERY = {
  ...FILTER_QUERY,
  lang: z.enum(['', 'de', 'en'], 'de or en').default('').describe('Language; else the one of the browser'),
  near: z.string().max(60).default('').describe('Longitude and latitude to sort by, `9.73,52.37`'),
  place: z.string().max(200, 'at most 200 characters').default('').describe('Street or district to sort by'),
  page: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'a whole number from 1')
    .transform(Number)
    .default(1)
    .describe('Which page of the list'),
  embed: z.enum(['', '0', '1'], '0 or 1').default('').describe('1: slim layout for a frame in another page'),
};

const classes = deviceClasses.classes as readonly DeviceClass[];
const reachM = (id: string) => footprint(classes.find((device) => device.id === id)!).radiusM;
/** What a hotspot reaches whose device nobody has named, by the planning classes; an assumption and shown as one. */
const ASSUMED_REACH_M = { indoor: reachM('indoor-5g'), outdoor: reachM('outdoor-2g4') };

export function mapPageRoute(services: Services, readCatalogue: ReadCatalogue): Route {
  return {
    method: 'get',
    path: '/wlan',
    access: 'public',
    tag: 'wlan',
    summary: 'The public list and map of WLAN hotspots, usable without a script',
    query: PAGE_QUERY,
    produces: ['text/html'],
    handler: (c) => mapPage(c, services, readCatalogue),
  };
}

async function mapPage(
  c: Context<AppEnv>,
  { db, config }: Services,
  readCatalogue: ReadCatalogue,
): Promise<Response> {
  const { query, issues } = leniently(c.req.queries());
  const language = pageLanguage(c, query.lang);
  const [catalogue, extent, districts] = await Promise.all([
    readCatalogue(),
    layerExtent(db, 'hotspots'),
    layerExtent(db, 'districts'),
  ]);
  const complaints = issues.map((issue) => issueSentence(issue, language));
  const near = await nearOf(query, db, language);
  complaints.push(...near.complaints);
  const filters = filtersOf(query);
  const context = listContext(language);
  const filtered = filterHotspots(catalogue.hotspots, filters, context.now);
  const pages = Math.max(1, Math.ceil(filtered.shown.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const skip = (page - 1) * PAGE_SIZE;
  const listed = near.at
    ? nearestHotspots(filtered.shown, near.at.lon, near.at.lat, PAGE_SIZE, skip)
    : filtered.shown.slice(skip, skip + PAGE_SIZE);
  const embed = query.embed === '1';
  const body = mapPageBody({
    context,
    placeName: config.PLACE_NAME,
    filters,
    place: query.place,
    near: near.at,
    sortedBy: near.sentence,
    complaints,
    filtered,
    listed,
    page,
    pages,
    operators: catalogue.operators,
    extent: { ...extent, bbox: commonBox(extent.bbox, districts.bbox) },
    embed,
  });
  const title = pageText(language, 'title', { place: config.PLACE_NAME });
  return compressed(
    c,
    renderPage({ language, title, body, withScript: true }),
    htmlHeaders(language, embed),
    complaints.length > 0 ? 400 : 200,
  );
}

type Box = LayerExtent['bbox'];

/** Where the map begins: the hotspots of the planning area, not the one of a list that is eighty kilometres away. */
function commonBox(hotspots: Box, districts: Box): Box {
  if (!hotspots || !districts) return hotspots;
  const [west, south, east, north] = [
    Math.max(hotspots[0], districts[0]),
    Math.max(hotspots[1], districts[1]),
    Math.min(hotspots[2], districts[2]),
    Math.min(hotspots[3], districts[3]),
  ];
  return west < east && south < north ? [west, south, east, north] : hotspots;
}

export function htmlHeaders(language: PageLanguage, embeddable = false): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-cache',
    // The security headers turn this into the whole policy.
    ...(embeddable ? { 'content-security-policy': 'frame-ancestors *' } : {}),
  };
}

export function pageLanguage(c: Context<AppEnv>, wanted: string | undefined): PageLanguage {
  return wanted === 'de' || wanted === 'en' ? wanted : languageOf(c.req.header('accept-language'));
}

export function listContext(language: PageLanguage): ListContext {
  return { language, now: localMoment(new Date()), nowMs: Date.now(), assumedReachM: ASSUMED_REACH_M };
}

type PageQuery = z.infer<z.ZodObject<typeof PAGE_QUERY>>;

/** A page is shown whatever its address says; what it cannot use is named and left out. */
function leniently(given: Record<string, string[]>): { query: PageQuery; issues: readonly Issue[] } {
  try {
    return { query: readQuery(PAGE_QUERY, given), issues: [] };
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    const bad = new Set(error.issues.map((issue) => issue.where));
    const good = Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)));
    return { query: readQuery(PAGE_QUERY, good), issues: error.issues };
  }
}

async function nearOf(query: PageQuery, db: Services['db'], language: PageLanguage) {
  const nothing = { at: null, sentence: null, complaints: [] as string[] };
  const place = query.place.trim();
  if (place) {
    const [hit] = await searchPlaces(db, place, 1, false);
    if (!hit) return { ...nothing, complaints: [pageText(language, 'placeUnknown', { place })] };
    const at = { lon: Number(hit.lon.toFixed(6)), lat: Number(hit.lat.toFixed(6)) };
    return { ...nothing, at, sentence: pageText(language, 'nearPlace', { place: hit.label }) };
  }
  if (!query.near) return nothing;
  const [lon = '', lat = '', more] = query.near.split(',');
  const parsed = z.object({ lon: NEAR_QUERY.lon, lat: NEAR_QUERY.lat }).safeParse({ lon, lat });
  if (!parsed.success || more !== undefined) {
    const issue = badParameter('near', query.near, '9.73,52.37');
    return { ...nothing, complaints: [issueSentence(issue, language)] };
  }
  return { ...nothing, at: parsed.data, sentence: pageText(language, 'nearPoint') };
}
