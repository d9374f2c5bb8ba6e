import type { LayerManifest } from './layer.ts';

export const streets: LayerManifest = {
  id: 'streets',
  table: 'street',
  title: { de: 'Straßen', en: 'Streets' },
  description: { de: 'Straßennetz mit Namen und Klasse.', en: 'Street network with names and classes.' },
  geometryType: 'MultiLineString',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 8,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'class',
      column: 'class',
      type: 'string',
      inTiles: true,
      title: { de: 'Straßenklasse', en: 'Class' },
    },
    { name: 'postcode', column: 'postcode', type: 'string', title: { de: 'Postleitzahl', en: 'Postcode' } },
    {
      name: 'lengthM',
      column: 'length_m',
      type: 'number',
      unit: 'm',
      title: { de: 'Länge', en: 'Length' },
    },
  ],
};
