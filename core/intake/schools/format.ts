import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const NAME = ['name', 'schulname', 'schule', 'bezeichnung', 'schulbezeichnung'];

/** Lists of schools: one row a school, with coordinates. */
export const schools: IntakeFormat = {
  id: 'school-list',
  title: { de: 'Schulliste', en: 'List of schools' },
  layers: ['schools'],
  recognise(content) {
    if (content.kind !== 'records' || !findField(content.fields, NAME)) return 0;
    const typical = [
      'schooltype',
      'schulform',
      'schulart',
      'schulnummer',
      'schulnr',
      'snr',
      'traeger',
      'schueler',
    ];
    return findField(content.fields, typical) ? 1 : 0.5;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('schools are records');
    return parseRecords(content, MAPPING, request);
  },
};

const MAPPING: LayerMapping = {
  layer: 'schools',
  geometry: 'Point',
  keyFields: ['schulnummer', 'schulnr', 'snr', 'id', 'key', 'osmid', 'fid'],
  columns: [
    { column: 'name', type: 'text', fields: NAME, required: true },
    {
      column: 'school_number',
      type: 'text',
      fields: ['schulnummer', 'schulnr', 'snr', 'schoolnumber', 'id'],
    },
    {
      column: 'school_type',
      type: 'text',
      fields: ['schooltype', 'schulform', 'schulart', 'schulgliederung'],
    },
    { column: 'carrier', type: 'text', fields: ['traeger', 'schultraeger', 'carrier'] },
    {
      column: 'street',
      type: 'text',
      fields: ['street', 'strasse', 'strassehausnummer', 'adresse', 'anschrift'],
    },
    { column: 'postcode', type: 'text', fields: ['plz', 'postleitzahl', 'postcode', 'zip'] },
    { column: 'place', type: 'text', fields: ['ort', 'place', 'city', 'stadt'] },
    { column: 'classes', type: 'integer', fields: ['klassen', 'classes', 'anzahlklassen'] },
    { column: 'pupils', type: 'integer', fields: ['schueler', 'pupils', 'schuelerzahl', 'anzahlschueler'] },
  ],
};
