import type { Language } from '#core/issue-texts.ts';
import type { Layer } from '../../layers/layer.ts';
import { attribution, type LayerExtent } from '../../layers/layer-extent.ts';
import { CRS84, STORAGE_CRS, SUPPORTED_CRS } from './crs.ts';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, type Link, OPENAPI_TYPE, SCHEMA_TYPE } from './link.ts';

const REL = 'http://www.opengis.net/def/rel/ogc/1.0';

/** What the service conforms to: OGC API – Features, Part 1 and Part 2, and queryables of Part 3. */
export const CONFORMANCE_CLASSES = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters',
];

export interface DocumentContext {
  /** Address of the API without a trailing slash, e.g. `http://localhost:3000/ogc`. */
  readonly base: string;
  readonly language: Language;
  readonly place: string;
}

/** The landing page. */
export function landingPage({ base, language, place }: DocumentContext, self: readonly Link[]) {
  const de = language === 'de';
  return {
    title: `Lückenlos – ${place}`,
    description: de
      ? 'Ebenen der Ausbauplanung für Breitband und öffentliches WLAN als OGC API – Features. Adressen und Planungsgebiete sieht nur, wer angemeldet ist.'
      : 'Layers of coverage planning for broadband and public WLAN as OGC API – Features. Addresses and planning areas need a sign-in.',
    links: [
      ...self,
      { href: `${base}/api`, rel: 'service-desc', type: OPENAPI_TYPE, title: 'OpenAPI 3.0' },
      {
        href: `${base}/api?f=html`,
        rel: 'service-doc',
        type: HTML_TYPE,
        title: de ? 'Beschreibung der Schnittstelle' : 'API documentation',
      },
      {
        href: `${base}/conformance`,
        rel: 'conformance',
        type: JSON_TYPE,
        title: de ? 'Konformität' : 'Conformance',
      },
      {
        href: `${base}/conformance`,
        rel: `${REL}/conformance`,
        type: JSON_TYPE,
        title: de ? 'Konformität' : 'Conformance',
      },
      { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: de ? 'Ebenen' : 'Collections' },
      {
        href: `${base}/collections`,
        rel: `${REL}/data`,
        type: JSON_TYPE,
        title: de ? 'Ebenen' : 'Collections',
      },
    ],
  };
}

/** The list of collections a role may read. */
export function collectionsPage(
  context: DocumentContext,
  self: readonly Link[],
  collections: readonly object[],
) {
  return {
    links: self,
    crs: SUPPORTED_CRS.map((crs) => crs.uri),
    collections,
    title: `Lückenlos – ${context.place}`,
  };
}

/** The description of one collection with its extent, its sources and the ways to its features. */
export function collectionDocument(
  context: DocumentContext,
  layer: Layer,
  extent: LayerExtent,
  self: readonly Link[],
) {
  const { base, language } = context;
  const at = `${base}/collections/${layer.id}`;
  const root = base.replace(/\/ogc$/, '');
  return {
    id: layer.id,
    title: layer.title[language],
    description: layer.description[language],
    ...(attribution(extent) ? { attribution: attribution(extent) } : {}),
    extent: {
      ...(extent.bbox ? { spatial: { bbox: [extent.bbox], crs: CRS84.uri } } : {}),
      temporal: {
        interval: [extent.interval ? extent.interval.map(asInstant) : [null, null]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    itemType: 'feature',
    crs: SUPPORTED_CRS.map((crs) => crs.uri),
    storageCrs: STORAGE_CRS.uri,
    geometryType: layer.geometryType,
    itemCount: extent.count,
    sources: extent.sources,
    links: [
      ...self,
      { href: `${at}/items`, rel: 'items', type: GEOJSON_TYPE, title: layer.title[language] },
      { href: `${at}/items?f=html`, rel: 'items', type: HTML_TYPE, title: layer.title[language] },
      { href: `${at}/queryables`, rel: `${REL}/queryables`, type: SCHEMA_TYPE, title: 'Queryables' },
      { href: `${root}/tiles/${layer.id}.json`, rel: 'describedby', type: JSON_TYPE, title: 'TileJSON' },
      ...licenceLinks(extent),
    ],
  };
}

function asInstant(value: string): string {
  return value.length === 10 ? `${value}T00:00:00Z` : value;
}

/** A licence that is an address becomes a link. */
function licenceLinks(extent: LayerExtent): Link[] {
  const addresses = new Set(
    extent.sources.map((source) => source.licence ?? '').filter((text) => /^https?:\/\//.test(text)),
  );
  return [...addresses].map((href) => ({ href, rel: 'license' }));
}
