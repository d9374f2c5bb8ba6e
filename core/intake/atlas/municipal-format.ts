import type { RecordContent } from '../content.ts';
import type { IntakeFormat, ParsedFile, ParseRequest } from '../intake-format.ts';
import { decisionOf, rowIssue } from '../intake-issue.ts';
import { isNoValue } from '../number.ts';
import { TextCleaner } from '../records/clean-text.ts';
import { findField } from '../records/column-mapping.ts';
import { columnMissing } from '../records/parse-records.ts';
import { RowCollector } from '../records/row-collector.ts';
import { readShares, shareColumns } from './read-shares.ts';

const AGS = ['ags', 'gemeindeschluessel', 'krs', 'kreisschluessel', 'ars'];
const NAME = ['gen', 'name', 'gemeinde', 'gemeindename', 'kreis'];

/** Tables of the Breitbandatlas by municipality or county, as the releases since 2008 came. */
export const atlasMunicipal: IntakeFormat = {
  id: 'atlas-municipal',
  title: { de: 'Breitbandatlas, Tabelle der Gemeinden', en: 'Breitbandatlas, table of municipalities' },
  layers: ['coverage'],
  recognise(content) {
    if (content.kind !== 'records' || findField(content.fields, ['rasterid'])) return 0;
    return findField(content.fields, AGS) && shareColumns(content).length > 0 ? 1 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('coverage is records');
    return parseTable(content, request);
  },
};

/** By its number of digits a key names a municipality (AGS or ARS), a county or a state. */
const SCOPES: Readonly<Record<number, string>> = {
  8: 'municipality',
  12: 'municipality',
  5: 'county',
  2: 'state',
};

function parseTable(content: RecordContent, request: ParseRequest): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const cleaner = new TextCleaner(request.treatment);
  const field = findField(content.fields, AGS);
  const columns = shareColumns(content);
  if (field === null) throw columnMissing([AGS.join(' / ')], content);
  if (columns.length === 0) throw columnMissing(['alle Technologien ≥ 50 Mbit/s / DSL_50'], content);
  const nameField = findField(content.fields, NAME);
  const zeros: { count: number; row: number; value: string } = { count: 0, row: 0, value: '' };
  for (const { row, properties } of content.records) {
    const text = isNoValue(properties[field]) ? '' : String(properties[field]).trim();
    // Spreadsheets take keys for numbers and drop the zero of the states 01 to 09.
    const lost = /^\d{7}$|^\d{4}$|^\d{11}$|^\d$/.test(text);
    if (lost && zeros.count++ === 0) Object.assign(zeros, { row, value: text });
    const ags = lost ? `0${text}` : text;
    const { shares, problems } = readShares(row, properties, columns, content.decimalComma);
    const scope = /^\d+$/.test(ags) ? SCOPES[ags.length] : undefined;
    if (text === '') problems.unshift(rowIssue('value-missing', 'error', row, field, null));
    else if (scope === undefined) problems.unshift(rowIssue('ags-invalid', 'error', row, field, text));
    if (scope === undefined || problems.some((problem) => problem.severity === 'error')) {
      collector.reject(row, properties, problems);
      continue;
    }
    const name = nameField === null ? null : cleaner.clean(properties[nameField], nameField, row, problems);
    const values = { scope, name, ags, cell_size_m: null, shares: JSON.stringify(shares) };
    collector.take({ row, key: ags, values, geometry: null }, properties, problems);
  }
  const result = collector.result(25832);
  const issues = [...result.issues, ...cleaner.issues()];
  if (zeros.count > 0)
    issues.push(rowIssue('ags-zero-lost', 'warning', zeros.row, field, zeros.value, { count: zeros.count }));
  const totals = totalsBesideParts(result, field);
  issues.push(...totals);
  const unwanted = new Set(
    totals
      .filter(({ code, row }) => decisionOf(request.treatment, code, row) === 'refuse')
      .map(({ row }) => row),
  );
  const rejected = result.rows
    .filter(({ row }) => unwanted.has(row))
    .map(({ row, values }) => ({ row, codes: ['totals-beside-parts'], asked: true, record: values }));
  return {
    ...result,
    issues,
    rows: result.rows.filter(({ row }) => !unwanted.has(row)),
    rejected: [...result.rejected, ...rejected],
  };
}

/** City states stand in some releases as a whole and again by their boroughs: sums would count them twice. */
function totalsBesideParts(result: ParsedFile, field: string) {
  const keys = result.rows.map((row) => row.key);
  return result.rows
    .filter(({ key }) => /^(02|11)0{6}$/.test(key))
    .map(({ key, row }) => ({
      key,
      row,
      count: keys.filter((other) => other !== key && other.startsWith(key.slice(0, 2))).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ key, row, count }) => rowIssue('totals-beside-parts', 'warning', row, field, key, { count }));
}
