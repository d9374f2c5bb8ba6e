import { type Geometry, isGeometry } from '../geometry.ts';

const TYPES: Readonly<Record<string, Geometry['type']>> = {
  POINT: 'Point',
  MULTIPOINT: 'MultiPoint',
  LINESTRING: 'LineString',
  MULTILINESTRING: 'MultiLineString',
  POLYGON: 'Polygon',
  MULTIPOLYGON: 'MultiPolygon',
};

/** Planar geometry from well-known text, with the SRID of an `SRID=…;` prefix; null where it is none. */
export function parseWkt(text: string): { geometry: Geometry; srid: number | null } | null {
  const match = /^\s*(?:SRID=(\d+);)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(text);
  const type = match && TYPES[match[2]!.toUpperCase()];
  if (!match || !type) return null;
  // `1 2, 3 4` → `[1,2],[3,4]`; parentheses become brackets.
  let json = match[3]!
    .replace(/\(/g, '[')
    .replace(/\)/g, ']')
    .replace(/([-+\d.eE]+(?:\s+[-+\d.eE]+)+)/g, (position) => `[${position.trim().split(/\s+/).join(',')}]`);
  if (type === 'Point' || (type === 'MultiPoint' && /^\[\s*\[\s*\[/.test(json))) {
    json = json.replace(/\[\s*\[([^[\]]*)\]\s*\]/g, '[$1]');
  }
  try {
    const coordinates: unknown = JSON.parse(json);
    const geometry = { type, coordinates };
    return isGeometry(geometry) ? { geometry, srid: match[1] ? Number(match[1]) : null } : null;
  } catch {
    return null;
  }
}
