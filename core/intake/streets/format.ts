import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

/** Lines of streets, with names (search, display) or as edges of a routable graph. */
export const streets: IntakeFormat = {
  id: 'street-lines',
  title: { de: 'Straßenlinien', en: 'Street lines' },
  layers: ['streets'],
  recognise(content) {
    if (content.kind !== 'records' || !content.spatial) return 0;
    const lines = content.records.some((record) => record.geometry?.type.endsWith('LineString'));
    if (!lines) return 0;
    return findField(content.fields, ['name', 'strname', 'strasse', 'linkid', 'highway', 'lengthm'])
      ? 1
      : 0.5;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('streets are records');
    return parseRecords(content, MAPPING, request);
  },
};

const MAPPING: LayerMapping = {
  layer: 'streets',
  geometry: 'Line',
  keyFields: ['osmid', 'linkid', 'id', 'key'],
  columns: [
    { column: 'name', type: 'text', fields: ['name', 'strname', 'strasse', 'strassenname', 'stn'] },
    { column: 'class', type: 'text', fields: ['class', 'fclass', 'highway', 'klasse'] },
    { column: 'length_m', type: 'number', fields: ['lengthm', 'laengem'] },
    { column: 'postcode', type: 'text', fields: ['plz', 'postcode', 'postleitzahl'] },
  ],
};
