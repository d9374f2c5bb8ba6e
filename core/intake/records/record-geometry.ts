import { IssueError } from '../../issue.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import type { Geometry } from '../geometry.ts';
import { rowIssue } from '../intake-issue.ts';
import { isNoValue, parseNumber } from '../number.ts';
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
  /** What stands where a place should, if it is none; null where nothing stands there. */
  unreadable(record: FileRecord): { readonly column: string; readonly value: string } | null;
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
  if (content.spatial)
    return {
      read: (record) => record.geometry,
      unreadable: (record) => (record.unread ? { column: 'geometry', value: record.unread } : null),
      srid: content.srid,
      columns: null,
    };
  const lon = findField(content.fields, LONGITUDE_FIELDS);
  const lat = findField(content.fields, LATITUDE_FIELDS);
  if (lon !== null && lat !== null) {
    return { ...pair(lon, lat), srid: null, columns: { srid: 4326, names: `${lon}, ${lat}` } };
  }
  const wkt = findField(content.fields, WKT_FIELDS);
  if (wkt !== null) {
    const first = content.records
      .map((record) => parseWkt(String(record.properties[wkt] ?? '')))
      .find(Boolean);
    const read = (record: FileRecord) => parseWkt(String(record.properties[wkt] ?? ''))?.geometry ?? null;
    return { read, unreadable: textIn(wkt), srid: first?.srid ?? null, columns: null };
  }
  const x = content.fields.find((field) => /^(x|e)[_-]?(3035|25832|25833|4326)$/i.test(field));
  const y = content.fields.find((field) => /^(y|n)[_-]?(3035|25832|25833|4326)$/i.test(field));
  if (x !== undefined && y !== undefined && x.slice(-4) === y.slice(-4)) {
    const srid = Number(/\d+$/.exec(x)![0]);
    return { ...pair(x, y), srid: null, columns: { srid, names: `${x}, ${y}` } };
  }
  const east = findField(content.fields, EASTING_FIELDS);
  const north = findField(content.fields, NORTHING_FIELDS);
  if (east !== null && north !== null) return { ...pair(east, north), srid: null, columns: null };
  throw new IssueError(
    rowIssue('column-missing', 'error', null, 'lon / lat, x / y, wkt', null, {
      found: content.fields.join(', ') || '–',
    }),
  );

  function pair(xField: string, yField: string): Pick<GeometryReader, 'read' | 'unreadable'> {
    const number = (record: FileRecord, field: string) =>
      parseNumber(record.properties[field], content.decimalComma);
    const [inX, inY] = [textIn(xField), textIn(yField)];
    return {
      read: (record) => {
        const [x, y] = [number(record, xField), number(record, yField)];
        return x === null || y === null ? null : { type: 'Point', coordinates: [x, y] };
      },
      unreadable: (record) =>
        (number(record, xField) === null ? inX(record) : null) ??
        (number(record, yField) === null ? inY(record) : null),
    };
  }
  function textIn(column: string) {
    return (record: FileRecord) => {
      const value = record.properties[column];
      return isNoValue(value) ? null : { column, value: String(value).slice(0, 100) };
    };
  }
}
