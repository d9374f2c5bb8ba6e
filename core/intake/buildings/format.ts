import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

/** Fields that only files of buildings have: OpenStreetMap, ALKIS (function of the building), LoD models. */
const BUILDING = ['building', 'gebaeudefunktion', 'gebaeudefunktiontext', 'gfk', 'gebnutzbez', 'bauweise'];

/** Outlines of buildings, as ALKIS or OpenStreetMap draw them. */
export const buildings: IntakeFormat = {
  id: 'building-outlines',
  title: { de: 'Gebäudeumrisse', en: 'Outlines of buildings' },
  layers: ['buildings'],
  recognise(content) {
    if (content.kind !== 'records' || !content.spatial) return 0;
    if (!content.records.some((record) => record.geometry?.type.endsWith('Polygon'))) return 0;
    return findField(content.fields, BUILDING) ? 1 : 0.3;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('outlines of buildings are records');
    return parseRecords(content, MAPPING, request);
  },
};

const MAPPING: LayerMapping = {
  layer: 'buildings',
  geometry: 'Polygon',
  keyFields: ['gmlid', 'osmid', 'id', 'key', 'objid', 'oid'],
  columns: [
    { column: 'name', type: 'text', fields: ['name', 'bezeichnung', 'gebaeudename', 'nam'] },
    { column: 'kind', type: 'text', fields: [...BUILDING, 'kind', 'art', 'nutzung', 'fclass', 'type'] },
  ],
};
