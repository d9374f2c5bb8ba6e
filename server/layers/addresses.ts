import { ADDRESS_USES } from '#core/columns/address-table.ts';
import type { LayerManifest } from './layer.ts';

export const addresses: LayerManifest = {
  id: 'addresses',
  table: 'address',
  title: { de: 'Adressen', en: 'Addresses' },
  description: {
    de: 'Adressen mit Haushalten und Gewerbe. Versorgungsangaben stehen in den Spalten unter /api/columns/addresses.arrow.',
    en: 'Addresses with households and businesses. Supply claims are in the columns at /api/columns/addresses.arrow.',
  },
  geometryType: 'Point',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 9,
  properties: [
    { name: 'street', column: 'street', type: 'string', title: { de: 'Straße', en: 'Street' } },
    {
      name: 'houseNumber',
      column: 'house_number',
      type: 'string',
      title: { de: 'Hausnummer', en: 'House number' },
    },
    { name: 'postcode', column: 'postcode', type: 'string', title: { de: 'Postleitzahl', en: 'Postcode' } },
    { name: 'place', column: 'place', type: 'string', title: { de: 'Ort', en: 'Place' } },
    {
      name: 'district',
      column: 'district_id',
      lookup: 'district',
      type: 'string',
      title: { de: 'Bezirk', en: 'District' },
    },
    {
      name: 'use',
      column: 'use',
      type: 'string',
      values: ADDRESS_USES,
      inTiles: true,
      title: { de: 'Nutzung', en: 'Use' },
    },
    {
      name: 'households',
      column: 'households',
      type: 'integer',
      inTiles: true,
      title: { de: 'Haushalte', en: 'Households' },
    },
    {
      name: 'businesses',
      column: 'businesses',
      type: 'integer',
      inTiles: true,
      title: { de: 'Betriebe', en: 'Businesses' },
    },
  ],
};
