import type { RecordContent } from '../content.ts';
import { hasDecimalComma, headerBelow, uniqueNames } from '../csv/parse-csv.ts';
import type { IntakeIssue } from '../intake-issue.ts';
import { headerRow } from '../records/header-row.ts';

/** How GDAL calls a column without a name. */
const NAMELESS = /^Field\d+$/;

/**
 * A sheet as GDAL reads it, which takes the first row for the names: with rows counted as in the sheet, and with the
 * names from below titles and merged headings.
 */
export function sheetContent(content: RecordContent): {
  readonly content: RecordContent;
  readonly issues: readonly IntakeIssue[];
} {
  const { fields } = content;
  const cells = content.records.slice(0, 500).map(({ properties }) => Object.values(properties));
  const decimalComma = hasDecimalComma(cells);
  const records = content.records.map((record) => ({ ...record, row: record.row + 1 }));
  const cellsOf = (record: (typeof records)[number]) =>
    fields.map((field) => record.properties[field] ?? null);
  const first = fields.map((field) => (NAMELESS.test(field) ? null : field));
  const at = headerRow([first, ...records.slice(0, 40).map(cellsOf)]);
  // Empty rows between others are part of the sheet and no records.
  const isFilled = (record: (typeof records)[number]) =>
    cellsOf(record).some((cell) => cell !== null && cell !== '');
  if (at === 0)
    return { content: { ...content, decimalComma, records: records.filter(isFilled) }, issues: [] };
  const names = uniqueNames(cellsOf(records[at - 1]!));
  const below = records
    .slice(at)
    .filter(isFilled)
    .map((record) => ({
      ...record,
      properties: Object.fromEntries(fields.map((field, i) => [names[i]!, record.properties[field] ?? null])),
    }));
  return {
    content: { ...content, decimalComma, fields: names, records: below },
    issues: [headerBelow(at + 1, names)],
  };
}
