import type { IntakeFormat, Scalar } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const STREET = ['street', 'strasse', 'strassenname', 'stn', 'addrstreet'];
const NUMBER = ['housenumber', 'hausnummer', 'hnr', 'hausnr', 'addrhousenumber'];
const SUFFIX = ['housenumbersuffix', 'hausnummernzusatz', 'hnrzusatz', 'zusatz', 'adz'];
const USE = ['use', 'nutzung', 'nutzungstyp'];
const USES = new Set(['residential', 'business', 'mixed', 'school', 'public', 'unknown']);

/** Lists of addresses in any order of columns: street and number, with a place. */
export const addressList: IntakeFormat = {
  id: 'address-list',
  title: { de: 'Adressliste', en: 'List of addresses' },
  layers: ['addresses'],
  recognise(content) {
    if (content.kind !== 'records') return 0;
    return findField(content.fields, STREET) && findField(content.fields, NUMBER) ? 0.8 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('addresses are records');
    const number = findField(content.fields, NUMBER);
    const suffix = findField(content.fields, SUFFIX);
    const use = findField(content.fields, USE);
    const parsed = parseRecords(content, MAPPING, request, {
      values: ({ properties }): Record<string, Scalar> => {
        const parts = [number, suffix].map((field) =>
          field === null ? '' : String(properties[field] ?? '').trim(),
        );
        const word = use === null ? 'unknown' : String(properties[use] ?? '').trim();
        return {
          house_number: parts.filter((part) => part !== '').join(' ') || null,
          use: USES.has(word) ? word : 'unknown',
        };
      },
    });
    // A file that counts nothing leaves the counts at 0, as the table wants them.
    const rows = parsed.rows.map((row) => ({
      ...row,
      values: {
        ...row.values,
        households: row.values.households ?? 0,
        businesses: row.values.businesses ?? 0,
      },
    }));
    return { ...parsed, rows };
  },
};

const MAPPING: LayerMapping = {
  layer: 'addresses',
  geometry: 'Point',
  keyFields: ['addressid', 'adressid', 'oi', 'id', 'key', 'osmid', 'fid'],
  columns: [
    { column: 'street', type: 'text', fields: STREET, required: true },
    { column: 'house_number', type: 'text', fields: NUMBER, required: true },
    { column: 'postcode', type: 'text', fields: ['postcode', 'plz', 'postleitzahl', 'addrpostcode'] },
    { column: 'place', type: 'text', fields: ['place', 'ort', 'gemeinde', 'stadt', 'addrcity', 'city'] },
    {
      column: 'households',
      type: 'integer',
      fields: ['households', 'haushalte', 'wohnungen', 'buildingflats'],
    },
    { column: 'businesses', type: 'integer', fields: ['businesses', 'betriebe', 'gewerbe', 'firmen'] },
  ],
};
