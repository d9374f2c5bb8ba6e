import { IssueError } from '../../issue.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import { decideCrs } from '../crs/decide-crs.ts';
import { firstPosition, type Geometry } from '../geometry.ts';
import type { ParsedFile, ParseRequest, Scalar } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { isoDate } from '../iso-date.ts';
import { isNoValue, MAX_COUNT, parseNumber } from '../number.ts';
import { TextCleaner } from './clean-text.ts';
import { findField, type LayerMapping, type MappedColumn } from './column-mapping.ts';
import { checkPlace, extentWithoutStrays, isTransformable } from './place-of-record.ts';
import { geometryReader } from './record-geometry.ts';
import { RowCollector } from './row-collector.ts';
import { unitFactor, unitInName } from './units.ts';

export interface RecordRules {
  /** Records that are no part of the layer, with what they are instead; null for those that are. */
  readonly otherKind?: (record: FileRecord) => string | null;
  /** Values that are computed or the same for all. They win over mapped columns. */
  readonly values?: (record: FileRecord) => Readonly<Record<string, Scalar>>;
  /** What is wrong about the values taken together; an error refuses the record. */
  readonly check?: (values: Readonly<Record<string, Scalar>>, record: FileRecord) => readonly IntakeIssue[];
}

/**
 * Reads records into rows of a layer by the names of their fields.
 * @throws IssueError `column-missing` when a required column or every hint of a place is missing; CRS issues
 */
export function parseRecords(
  content: RecordContent,
  mapping: LayerMapping,
  request: ParseRequest,
  rules: RecordRules = {},
): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const cleaner = new TextCleaner(request.treatment);
  const columns = mapping.columns.map((column) => ({
    ...column,
    field: findField(content.fields, column.fields),
  }));
  const missing = columns.filter((column) => column.required && column.field === null && !column.fallback);
  if (missing.length > 0)
    throw columnMissing(
      missing.map((column) => column.fields.join(' / ')),
      content,
    );

  const reader = geometryReader(content);
  const geometries = content.records.map((record) => reader.read(record));
  const crs = decideCrs({
    forced: request.srid,
    stated: content.srid ?? reader.srid,
    columns: reader.columns,
    extent: extentWithoutStrays(geometries.filter((geometry) => geometry !== null)),
  });
  collector.note(...crs.issues);

  const other = new Map<string, number>();
  const twinOf = twinFinder(mapping);
  const keyOf = keyReader(content, mapping);
  content.records.forEach((record, i) => {
    const kind = rules.otherKind?.(record) ?? null;
    if (kind !== null) {
      other.set(kind, (other.get(kind) ?? 0) + 1);
      collector.skip();
      return;
    }
    const problems: IntakeIssue[] = [];
    const placed = placeOf(record, geometries[i]!, crs.srid);
    const values: Record<string, Scalar> = {};
    for (const column of columns) values[column.column] = columnValue(record, column, problems);
    Object.assign(values, rules.values?.(record));
    problems.push(...(rules.check?.(values, record) ?? []));
    const twin = placed === null ? null : twinOf(record.row, values.name ?? null, placed);
    if (twin !== null)
      problems.push(rowIssue('place-duplicate', 'warning', record.row, null, values.name, { first: twin }));
    const refused = problems.filter((problem) => problem.severity === 'error');
    if (refused.length > 0 || placed === null) collector.reject(record.row, record.properties, problems);
    else {
      collector.take(
        { row: record.row, key: keyOf(record), values, geometry: placed },
        record.properties,
        problems,
      );
    }

    function placeOf(of: FileRecord, geometry: Geometry | null, srid: number): Geometry | null {
      if (geometry === null) {
        const there = reader.unreadable(of);
        problems.push(
          there === null
            ? rowIssue('no-coordinates', 'error', of.row, reader.columns?.names ?? null, null)
            : there.value === 'GeometryCollection'
              ? rowIssue('geometry-wrong-kind', 'error', of.row, null, there.value, {
                  expected: mapping.geometry,
                })
              : rowIssue('coordinates-unreadable', 'error', of.row, there.column, there.value),
        );
        return null;
      }
      const fitting = asKind(geometry, mapping.geometry);
      if (fitting === null) {
        problems.push(
          rowIssue('geometry-wrong-kind', 'error', of.row, null, geometry.type, {
            expected: mapping.geometry,
          }),
        );
        return null;
      }
      const geographic = srid === 4326 || srid === 4258;
      const checked = geographic
        ? checkPlace(of.row, fitting, request.treatment)
        : { geometry: fitting, issue: null };
      const mendable =
        checked.issue?.code === 'decimal-point-lost' || checked.issue?.code === 'coordinates-swapped';
      if (!mendable && !isTransformable(fitting, srid)) {
        const value = firstPosition(fitting).join(', ');
        problems.push(rowIssue('coordinates-impossible', 'error', of.row, null, value, { srid }));
        return null;
      }
      if (checked.issue) problems.push(checked.issue);
      if (checked.geometry === null || isTransformable(checked.geometry, srid)) return checked.geometry;
      const value = firstPosition(checked.geometry).join(', ');
      problems.push(rowIssue('coordinates-impossible', 'error', of.row, null, value, { srid }));
      return null;
    }
  });
  if (other.size > 0) {
    const kinds = [...other].map(([kind, count]) => `${kind} ${count}`).join(', ');
    const count = [...other.values()].reduce((sum, one) => sum + one, 0);
    collector.note(rowIssue('other-kind', 'info', null, null, kinds, { count }));
  }
  collector.note(...cleaner.issues());
  return collector.result(crs.srid);

  function columnValue(
    record: FileRecord,
    column: MappedColumn & { field: string | null },
    problems: IntakeIssue[],
  ): Scalar {
    const raw = column.field === null ? null : (record.properties[column.field] ?? null);
    const name = column.field ?? column.fields[0]!;
    const text = cleaner.clean(raw, name, record.row, problems);
    if (text === null) {
      if (!column.required) return null;
      if (column.fallback !== undefined) {
        const value = `${column.fallback} ${keyOf(record)}`.trim();
        problems.push(rowIssue('name-missing', 'warning', record.row, name, value));
        return value;
      }
      problems.push(rowIssue('value-missing', 'error', record.row, name, raw));
      return null;
    }
    if (column.type === 'text') return text;
    if (column.type === 'boolean') return booleanOf(text);
    if (column.type === 'date') {
      const date = isoDate(text);
      if (date === null && !isNoValue(text))
        problems.push(rowIssue('not-a-date', 'warning', record.row, name, text));
      return date;
    }
    if (isNoValue(text)) return null;
    const number = parseNumber(text, content.decimalComma);
    if (number === null || number < 0 || number > MAX_COUNT) {
      const code = number === null ? 'not-a-number' : number < 0 ? 'negative-number' : 'number-too-large';
      problems.push(rowIssue(code, 'warning', record.row, name, text));
      return null;
    }
    const unit =
      column.field === null
        ? null
        : (content.units?.[column.field] ?? unitInName(column.column, column.field));
    const converted = number * unitFactor(column.column, unit);
    return column.type === 'integer' ? Math.round(converted) : converted;
  }
}

/** Finds records of the same name at the same point: one of them is probably there twice. */
function twinFinder(mapping: LayerMapping): (row: number, name: Scalar, geometry: Geometry) => number | null {
  const seen = new Map<string, number>();
  return (row, name, geometry) => {
    if (mapping.geometry !== 'Point' || name === null) return null;
    const id = `${name}|${firstPosition(geometry).slice(0, 2).join('|')}`;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, row);
    return first ?? null;
  };
}

/** A key that is unique by construction where no field is: the record's number within equal names. */
function keyReader(content: RecordContent, mapping: LayerMapping): (record: FileRecord) => string {
  for (const name of mapping.keyFields) {
    const field = findField(content.fields, [name]);
    if (field && content.records.every((record) => !isNoValue(record.properties[field]))) {
      return (record) => String(record.properties[field]).trim();
    }
  }
  const keys = new Map<number, string>();
  const seen = new Map<string, number>();
  const named = mapping.columns.filter((column) => column.column === 'name' || column.column === 'postcode');
  const fields = named
    .map((column) => findField(content.fields, column.fields))
    .filter((field) => field !== null);
  for (const record of content.records) {
    const base = fields.map((field) => String(record.properties[field] ?? '').trim()).join('|');
    const number = (seen.get(base) ?? 0) + 1;
    seen.set(base, number);
    keys.set(record.row, `${base}#${number}`);
  }
  return (record) => keys.get(record.row)!;
}

/** The geometry as the layer keeps it, or null where it is of another kind. */
function asKind(geometry: Geometry, kind: LayerMapping['geometry']): Geometry | null {
  if (kind === 'Point') {
    if (geometry.type === 'Point') return geometry;
    if (geometry.type === 'MultiPoint' && geometry.coordinates.length === 1) {
      return { type: 'Point', coordinates: geometry.coordinates[0]! };
    }
    return null;
  }
  if (kind === 'Line') {
    if (geometry.type === 'LineString')
      return { type: 'MultiLineString', coordinates: [geometry.coordinates] };
    return geometry.type === 'MultiLineString' ? geometry : null;
  }
  if (geometry.type === 'Polygon') return { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
  return geometry.type === 'MultiPolygon' ? geometry : null;
}

function booleanOf(text: string): boolean | null {
  if (/^(1|true|t|yes|ja|j|y|wahr)$/i.test(text)) return true;
  return /^(0|false|f|no|nein|n|falsch)$/i.test(text) ? false : null;
}

export function columnMissing(names: readonly string[], content: RecordContent): IssueError {
  return new IssueError(
    rowIssue('column-missing', 'error', null, names.join(', '), null, {
      found: content.fields.join(', ') || '–',
    }),
  );
}
