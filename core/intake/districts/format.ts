import type { FileRecord } from '../content.ts';
import type { IntakeFormat, Scalar } from '../intake-format.ts';
import { rowIssue } from '../intake-issue.ts';
import { fieldName, findField, type LayerMapping, WKT_FIELDS } from '../records/column-mapping.ts';
import { columnMissing, parseRecords } from '../records/parse-records.ts';

const QUARTER = ['stadttlnam', 'stadtteilname', 'stadtteil', 'ortsteil'];
const BOROUGH = ['stadtbznam', 'stadtbezirkname', 'stadtbezirk', 'bezirkname', 'bezirk'];
const MUNICIPALITY = ['gen', 'gemeindename', 'gemeinde'];
const NAME = ['name', 'bezeichnung'];
const POSTCODE = ['plz', 'postcode', 'postleitzahl', 'postalcode', 'postalcod'];

/**
 * Administrative boundaries. The level follows from the fields: a name of a quarter, of a borough, or a municipality
 * key (AGS, VG250 of the BKG); a single feature with key and name is the city itself.
 */
export const districts: IntakeFormat = {
  id: 'districts',
  title: { de: 'Bezirke, Stadtteile, Gemeinden', en: 'Districts, quarters, municipalities' },
  layers: ['districts'],
  recognise(content) {
    if (content.kind !== 'records') return 0;
    // A table with the areas as well-known text.
    if (!content.spatial && !findField(content.fields, WKT_FIELDS)) return 0;
    const known = [...QUARTER, ...BOROUGH, ...MUNICIPALITY, 'ags', 'ars'];
    if (findField(content.fields, known)) return 1;
    if (findField(content.fields, NAME)) return 0.6;
    return findField(content.fields, POSTCODE) ? 0.9 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('districts are records');
    const quarter = findField(content.fields, QUARTER);
    const borough = findField(content.fields, BOROUGH);
    const municipality = findField(content.fields, [...MUNICIPALITY]);
    const ags = findField(content.fields, ['ags']);
    const known = quarter ?? borough ?? municipality ?? findField(content.fields, NAME) ?? ags;
    const name = known ?? findField(content.fields, POSTCODE);
    if (name === null) throw columnMissing([[...QUARTER, ...BOROUGH, ...NAME].join(' / ')], content);
    const level =
      quarter !== null
        ? 'stadtteil'
        : borough !== null
          ? 'bezirk'
          : known === null
            ? 'postcode'
            : ags === null
              ? 'bezirk'
              : content.records.length === 1
                ? 'city'
                : 'gemeinde';
    const text = (record: FileRecord, field: string): string | null => {
      const value = record.properties[field];
      return value === null || value === undefined || String(value).trim() === ''
        ? null
        : String(value).trim();
    };
    const parsed = parseRecords(content, { ...MAPPING, columns: columnsFor(name) }, request, {
      values: (record): Record<string, Scalar> => ({
        level,
        parent_name: quarter !== null && borough !== null ? text(record, borough) : null,
      }),
    });
    if (name !== ags) return parsed;
    const unnamed = parsed.rows.map((row) =>
      rowIssue('name-missing', 'warning', row.row, 'name', row.values.name),
    );
    return { ...parsed, issues: [...parsed.issues, ...unnamed] };
  },
};

const MAPPING: LayerMapping = {
  layer: 'districts',
  geometry: 'Polygon',
  keyFields: ['stadttlnr', 'stadtbznr', 'ars', 'ags', 'key', 'id', 'nr', 'osmid'],
  columns: [],
};

function columnsFor(nameField: string): LayerMapping['columns'] {
  return [
    { column: 'name', type: 'text', fields: [fieldName(nameField)], required: true },
    { column: 'population', type: 'integer', fields: ['einwohner', 'ewz', 'population', 'bevoelkerung'] },
  ];
}
