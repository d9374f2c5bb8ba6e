/** A link of the API (RFC 8288 in JSON). */
export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
}

export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
export const SCHEMA_TYPE = 'application/schema+json';
export const HTML_TYPE = 'text/html';

/** `self` and `alternate` of a resource that exists as JSON and as a page, for the representation asked for. */
export function selfLinks(url: URL, jsonType: string, format: 'json' | 'html'): Link[] {
  const other = format === 'json' ? 'html' : 'json';
  const typeOf = (name: string) => (name === 'json' ? jsonType : HTML_TYPE);
  return [
    { href: url.href, rel: 'self', type: typeOf(format) },
    { href: withParameters(url, { f: other }), rel: 'alternate', type: typeOf(other) },
  ];
}

/** The address with some parameters set, or removed where null. */
export function withParameters(
  url: URL,
  parameters: Readonly<Record<string, string | number | null>>,
): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) changed.searchParams.delete(name);
    else changed.searchParams.set(name, String(value));
  }
  return changed.href;
}
