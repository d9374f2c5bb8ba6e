import type { LayerManifest } from './layer.ts';

export const areas: LayerManifest = {
  id: 'areas',
  table: 'area',
  title: { de: 'Planungsgebiete', en: 'Planning areas' },
  description: {
    de: 'Vorgeschlagene, gezeichnete und eingelesene Planungsgebiete.',
    en: 'Proposed, drawn and imported planning areas.',
  },
  geometryType: 'MultiPolygon',
  idType: 'uuid',
  sourced: false,
  temporalProperty: 'updatedAt',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'rules',
      column: 'rules',
      type: 'string',
      inTiles: true,
      title: { de: 'Regelwerk', en: 'Rule set' },
    },
    {
      name: 'origin',
      column: 'origin',
      type: 'string',
      values: ['proposed', 'drawn', 'imported'],
      inTiles: true,
      title: { de: 'Herkunft', en: 'Origin' },
    },
    { name: 'note', column: 'note', type: 'string', title: { de: 'Notiz', en: 'Note' } },
    { name: 'version', column: 'version', type: 'integer', title: { de: 'Version', en: 'Version' } },
    { name: 'createdAt', column: 'created_at', type: 'date-time', title: { de: 'Angelegt', en: 'Created' } },
    { name: 'updatedAt', column: 'updated_at', type: 'date-time', title: { de: 'Geändert', en: 'Changed' } },
    {
      name: 'parameters',
      column: 'parameters',
      type: 'object',
      title: { de: 'Einstellungen', en: 'Parameters' },
    },
    { name: 'figures', column: 'figures', type: 'object', title: { de: 'Kennzahlen', en: 'Figures' } },
  ],
};
