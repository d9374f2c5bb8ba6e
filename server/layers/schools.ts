import type { LayerManifest } from './layer.ts';

export const schools: LayerManifest = {
  id: 'schools',
  table: 'school',
  title: { de: 'Schulen', en: 'Schools' },
  description: {
    de: 'Schulen mit Schulform und Träger.',
    en: 'Schools with school type and responsible body.',
  },
  geometryType: 'Point',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'schoolNumber',
      column: 'school_number',
      type: 'string',
      title: { de: 'Schulnummer', en: 'School number' },
    },
    {
      name: 'schoolType',
      column: 'school_type',
      type: 'string',
      inTiles: true,
      title: { de: 'Schulform', en: 'School type' },
    },
    {
      name: 'carrier',
      column: 'carrier',
      type: 'string',
      inTiles: true,
      title: { de: 'Schulträger', en: 'Responsible body' },
    },
    { name: 'street', column: 'street', type: 'string', title: { de: 'Straße', en: 'Street' } },
    { name: 'postcode', column: 'postcode', type: 'string', title: { de: 'Postleitzahl', en: 'Postcode' } },
    { name: 'place', column: 'place', type: 'string', title: { de: 'Ort', en: 'Place' } },
    {
      name: 'classes',
      column: 'classes',
      type: 'integer',
      inTiles: true,
      title: { de: 'Klassen', en: 'Classes' },
    },
    {
      name: 'pupils',
      column: 'pupils',
      type: 'integer',
      inTiles: true,
      title: { de: 'Schülerinnen und Schüler', en: 'Pupils' },
    },
  ],
};
