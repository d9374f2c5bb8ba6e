import { IssueError } from '../../issue.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import type { Geometry } from '../geometry.ts';
import { rowIssue } from '../intake-issue.ts';
import { parseNumber } from '../number.ts';
import {
  EASTING_FIELDS,
  findField,
  LATITUDE_FIELDS,
  LONGITUDE_FIELDS,
  NORTHING_FIELDS,
  WKT_FIELDS,
} from './column-mapping.ts';
import { parseWkt } from './wkt.ts';

export interface GeometryReader {
  read(record: FileRecord): Geometry | null;
  /** Stated inside the geometries (`SRID=…;POINT …`). */
  readonly srid: number | null;
  /** What the names of the columns tell. */
  readonly columns: { readonly srid: number; readonly names: string } | null;
}

/**
 * Where the records of a file have their place: a geometry of their own, longitude and latitude, well-known text,
 * or easting and northing.
 * @throws IssueError `column-missing` where there is none of these
 */
export function geometryReader(content: RecordContent): GeometryReader {
  if (content.spatial) return { read: (record) => record.geometry, srid: content.srid, columns: null };
  const lon = findField(content.fields, LONGITUDE_FIELDS);
  const lat = findField(content.fields, LATITUDE_FIELDS);
  if (lon !== null && lat !== null) {
    return { read: pair(lon, lat), srid: null, columns: { srid: 4326, names: `${lon}, ${lat}` } };
  }
  const wkt = findField(content.fields, WKT_FIELDS);
  if (wkt !== null) {
    const first = content.records
      .map((record) => parseWkt(String(record.properties[wkt] ?? '')))
      .find(Boolean);
    const read = (record: FileRecord) => parseWkt(String(record.properties[wkt] ?? ''))?.geometry ?? null;
    return { read, srid: first?.srid ?? null, columns: null };
  }
  const x = content.fields.find((field) => /^(x|e)[_-]?(3035|25832|25833|4326)$/i.test(field));
  const y = content.fields.find((field) => /^(y|n)[_-]?(3035|25832|25833|4326)$/i.test(field));
  if (x !== undefined && y !== undefined && x.slice(-4) === y.slice(-4)) {
    const srid = Number(/\d+$/.exec(x)![0]);
    return { read: pair(x, y), srid: null, columns: { srid, names: `${x}, ${y}` } };
  }
  const east = findField(content.fields, EASTING_FIELDS);
  const north = findField(content.fields, NORTHING_FIELDS);
  if (east !== null && north !== null) return { read: pair(east, north), srid: null, columns: null };
  throw new IssueError(
    rowIssue('column-missing', 'error', null, 'lon / lat, x / y, wkt', null, {
      found: content.fields.join(', ') || '–',
    }),
  );

  function pair(xField: string, yField: string) {
    return (record: FileRecord): Geometry | null => {
      const xValue = parseNumber(record.properties[xField], content.decimalComma);
      const yValue = parseNumber(record.properties[yField], content.decimalComma);
      return xValue === null || yValue === null ? null : { type: 'Point', coordinates: [xValue, yValue] };
    };
  }
}
