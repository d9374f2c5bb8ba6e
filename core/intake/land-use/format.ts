import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const CLASS = ['fclass', 'landuse', 'nutzung', 'kind', 'art'];
/** Land use that counts as business park. */
const BUSINESS = new Set(['commercial', 'industrial', 'retail']);

/** Polygons of land use (OpenStreetMap): commercial, industrial and retail ones are business parks. */
export const landUse: IntakeFormat = {
  id: 'land-use',
  title: { de: 'Flächennutzung (OpenStreetMap)', en: 'Land use (OpenStreetMap)' },
  layers: ['business-parks'],
  recognise(content) {
    if (content.kind !== 'records' || !content.spatial) return 0;
    const field = findField(content.fields, CLASS);
    if (field === null) return 0;
    return content.records.some((record) => BUSINESS.has(String(record.properties[field]))) ? 1 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('land use is records');
    const field = findField(content.fields, CLASS)!;
    return parseRecords(content, MAPPING, request, {
      otherKind: (record) => {
        const kind = String(record.properties[field] ?? '');
        return BUSINESS.has(kind) ? null : kind || '–';
      },
      values: (record) => ({ kind: String(record.properties[field]) }),
    });
  },
};

/** Business parks as a list of their own, with names. */
export const businessParkList: IntakeFormat = {
  id: 'business-park-list',
  title: { de: 'Gewerbegebiete', en: 'Business parks' },
  layers: ['business-parks'],
  recognise(content) {
    return content.kind === 'records' && content.spatial && findField(content.fields, ['name', 'bezeichnung'])
      ? 0.4
      : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('business parks are records');
    return parseRecords(content, MAPPING, request, { values: () => ({ kind: 'commercial' }) });
  },
};

const MAPPING: LayerMapping = {
  layer: 'business-parks',
  geometry: 'Polygon',
  keyFields: ['osmid', 'id', 'key'],
  columns: [
    { column: 'name', type: 'text', fields: ['name', 'bezeichnung'] },
    { column: 'businesses', type: 'integer', fields: ['businesses', 'betriebe', 'unternehmen'] },
  ],
};
