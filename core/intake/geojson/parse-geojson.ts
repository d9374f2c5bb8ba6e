import type { RecordContent } from '../content.ts';
import { isGeometry } from '../geometry.ts';

type Json = Record<string, unknown>;

/** Features of a GeoJSON value; null where it is none. Without a stated system it is WGS 84 (RFC 7946). */
export function parseGeojson(value: unknown): RecordContent | null {
  const features = featuresOf(value);
  if (features === null) return null;
  const fields = new Set<string>();
  const records = features.map((feature, i) => {
    const properties = isObject(feature.properties) ? feature.properties : {};
    for (const name of Object.keys(properties)) fields.add(name);
    const id = typeof feature.id === 'string' || typeof feature.id === 'number' ? { id: feature.id } : {};
    if ('id' in id) fields.add('id');
    const geometry = onlyMember(feature.geometry);
    return {
      row: i + 1,
      properties: { ...id, ...properties },
      geometry: isGeometry(geometry) ? geometry : null,
      ...(isGeometry(geometry) || !isObject(geometry) || isEmpty(geometry)
        ? {}
        : { unread: inShort(geometry) }),
    };
  });
  return {
    kind: 'records',
    driver: 'GeoJSON',
    fields: [...fields],
    records,
    srid: statedSrid((value as Json).crs),
    spatial: true,
    decimalComma: false,
  };
}

/** The geometry of a collection of one. */
function onlyMember(geometry: unknown): unknown {
  if (!isObject(geometry) || geometry.type !== 'GeometryCollection') return geometry;
  const { geometries } = geometry;
  return Array.isArray(geometries) && geometries.length === 1 ? geometries[0] : geometry;
}

const isEmpty = ({ coordinates, geometries }: Json) =>
  [coordinates, geometries].some((part) => Array.isArray(part) && part.length === 0);

function inShort(geometry: Json): string {
  if (geometry.type === 'GeometryCollection') return 'GeometryCollection';
  return JSON.stringify(geometry).slice(0, 100);
}

function featuresOf(value: unknown): Json[] | null {
  if (!isObject(value)) return null;
  if (value.type === 'Feature') return [value];
  if (value.type !== 'FeatureCollection' || !Array.isArray(value.features)) return null;
  return value.features.every(isObject) ? value.features : null;
}

/** The `crs` member of the 2008 form of GeoJSON, still written by many tools. */
function statedSrid(crs: unknown): number | null {
  const name = isObject(crs) && isObject(crs.properties) ? crs.properties.name : null;
  if (typeof name !== 'string') return 4326;
  if (/CRS84$/i.test(name)) return 4326;
  const code = /EPSG:{1,2}(\d+)$/i.exec(name)?.[1];
  return code ? Number(code) : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
