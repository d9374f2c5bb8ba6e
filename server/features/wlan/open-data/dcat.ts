import type { LayerExtent } from '../../../layers/layer-extent.ts';

/** Licences as sources write them and as the vocabulary of DCAT-AP.de names them. */
const LICENCES: readonly [RegExp, string][] = [
  [/dl-de\/by-2-0|dl-by-de\/2\.0|dl-de-by-2\.0/i, 'http://dcat-ap.de/def/licenses/dl-by-de/2.0'],
  [/dl-de\/zero-2-0|dl-zero-de\/2\.0/i, 'http://dcat-ap.de/def/licenses/dl-zero-de/2.0'],
  [/cc[ -]by[ -]4\.0|creativecommons\.org\/licenses\/by\/4\.0/i, 'http://dcat-ap.de/def/licenses/cc-by/4.0'],
  [/odbl/i, 'http://dcat-ap.de/def/licenses/odbl'],
];

export function licenceUri(text: string | null): string | null {
  return LICENCES.find(([pattern]) => pattern.test(text ?? ''))?.[1] ?? null;
}

export const DISTRIBUTIONS = [
  ['geojson', '/api/hotspots.geojson', 'application/geo+json', 'GEOJSON'],
  ['csv', '/api/hotspots.csv', 'text/csv', 'CSV'],
  ['gpkg', '/api/hotspots.gpkg', 'application/geopackage+sqlite3', 'GPKG'],
  ['ogc', '/ogc/collections/hotspots/items', 'application/geo+json', 'GEOJSON'],
] as const;

/**
 * DCAT-AP.de description of the open data as JSON-LD. A licence is named where every source has the same known one;
 * else the sources with their own words stand as a statement of rights. The contributor id that GovData gives a
 * publisher is not known here and left out.
 */
export function dcatCatalogue(extent: LayerExtent, origin: string, placeName: string): object {
  const uris = new Set(extent.sources.map(({ licence }) => licenceUri(licence)));
  const licence = uris.size === 1 ? [...uris][0] : null;
  const rights = extent.sources.map(
    ({ name, licence: words }) => `${name}: ${words ?? 'Lizenz nicht angegeben'}`,
  );
  const publisher = { '@id': `${origin}/wlan#publisher`, '@type': 'foaf:Agent', 'foaf:name': placeName };
  const german = (value: string) => ({ '@value': value, '@language': 'de' });
  const description = german(
    `Öffentliche WLAN-Standorte in ${placeName} mit Netzname, Betreiber, Zugang und Zustand, soweit die Quellen es sagen.`,
  );
  const distributions = DISTRIBUTIONS.map(([id, path, mediaType, format]) => ({
    '@id': `${origin}/wlan/dcat.jsonld#${id}`,
    '@type': 'dcat:Distribution',
    'dcat:accessURL': { '@id': `${origin}/wlan/open-data` },
    'dcat:downloadURL': { '@id': origin + path },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    'dct:format': { '@id': `http://publications.europa.eu/resource/authority/file-type/${format}` },
    ...(licence ? { 'dct:license': { '@id': licence } } : {}),
    'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': german(rights.join('; ')) },
  }));
  const [west, south, east, north] = extent.bbox ?? [];
  const polygon = `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`;
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
      gsp: 'http://www.opengis.net/ont/geosparql#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${origin}/wlan/dcat.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': german(`Offene Daten zum WLAN in ${placeName}`),
    'dct:description': description,
    'dct:publisher': publisher,
    'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/DEU' },
    'dcat:dataset': {
      '@id': `${origin}/wlan/dcat.jsonld#hotspots`,
      '@type': 'dcat:Dataset',
      'dct:identifier': `${origin}/wlan/dcat.jsonld#hotspots`,
      'dct:title': german(`WLAN-Standorte ${placeName}`),
      'dct:description': description,
      'dct:publisher': publisher,
      'dcat:theme': { '@id': 'http://publications.europa.eu/resource/authority/data-theme/TECH' },
      'dcat:keyword': ['WLAN', 'Hotspot', 'Internet'].map(german),
      'dcat:landingPage': { '@id': `${origin}/wlan/open-data` },
      ...(extent.interval ? { 'dct:modified': { '@value': extent.interval[1], '@type': 'xsd:date' } } : {}),
      ...(extent.bbox
        ? {
            'dct:spatial': {
              '@type': 'dct:Location',
              'dcat:bbox': { '@value': polygon, '@type': 'gsp:wktLiteral' },
            },
          }
        : {}),
      'dcat:distribution': distributions,
    },
  };
}
