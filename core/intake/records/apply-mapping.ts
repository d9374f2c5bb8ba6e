import { IssueError } from '../../issue.ts';
import type { Content, RecordContent } from '../content.ts';
import { rowIssue } from '../intake-issue.ts';
import { splitUnit, unitInName } from './units.ts';

/** Column of a layer → field of the file, with its unit where that is stated: `Download [kbit/s]`. */
export type FieldMapping = Readonly<Record<string, string>>;

/**
 * Renames fields of a file to the names the formats know, so that a mapping works for every format. A field of that
 * name that means something else steps aside.
 * @throws IssueError `column-missing` when the file has no such field
 */
export function applyMapping(content: Content, mapping: FieldMapping): Content {
  if (content.kind !== 'records' || Object.keys(mapping).length === 0) return content;
  const entries = Object.entries(mapping).map(([column, stated]) => {
    // A field may be called like a field with its unit.
    const { field, unit } = content.fields.includes(stated)
      ? { field: stated, unit: null }
      : splitUnit(column, stated);
    return { column, field, unit: unit ?? unitInName(column, field) };
  });
  const missing = entries.filter(({ field }) => !content.fields.includes(field));
  if (missing.length > 0) {
    const column = missing.map(({ field }) => field).join(', ');
    throw new IssueError(
      rowIssue('column-missing', 'error', null, column, null, { found: content.fields.join(', ') || '–' }),
    );
  }
  const targets = new Map(entries.map(({ column, field }) => [field, column]));
  const nameOf = (field: string) =>
    targets.get(field) ?? (mapping[field] === undefined ? field : `${field} (file)`);
  const units = entries.flatMap(({ column, unit }) => (unit === null ? [] : [[column, unit] as const]));
  return {
    ...content,
    units: Object.fromEntries(units),
    fields: content.fields.map(nameOf),
    records: content.records.map((record) => ({
      ...record,
      properties: Object.fromEntries(
        Object.entries(record.properties).map(([field, value]) => [nameOf(field), value]),
      ),
    })),
  } satisfies RecordContent;
}
