import type { FileRecord } from '../content.ts';

/** The tags of an OpenStreetMap object, however the file carries them. */
export function tagsOf({ properties }: FileRecord): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [field, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === '') continue;
    if (field === 'other_tags') Object.assign(tags, parseHstore(String(value)));
    else if (field === 'tags' && typeof value === 'object') Object.assign(tags, textsOf(value));
    else if (typeof value !== 'object') tags[field] = String(value);
  }
  return tags;
}

/** `node/1`, `way/2`, `relation/3` as Overpass and GDAL number objects; null where the record has no id. */
export function osmKey({ properties, geometry }: FileRecord): string | null {
  const id = properties['@id'] ?? properties.id;
  if (typeof id === 'string' && /^(node|way|relation)\/\d+$/.test(id)) return id;
  if (properties.osm_way_id) return `way/${properties.osm_way_id}`;
  if (!properties.osm_id) return null;
  const kind = geometry?.type === 'Point' ? 'node' : geometry?.type.endsWith('String') ? 'way' : 'relation';
  return `${kind}/${properties.osm_id}`;
}

/** `"key"=>"value","key"=>"value"` with backslashes before quotes and backslashes. */
export function parseHstore(text: string): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"/g)) {
    tags[match[1]!.replace(/\\(.)/g, '$1')] = match[2]!.replace(/\\(.)/g, '$1');
  }
  return tags;
}

function textsOf(value: object): Record<string, string> {
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
