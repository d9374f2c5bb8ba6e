import type { LayerManifest } from './layer.ts';

/** Where others have laid ducts is theirs to tell: for planners alone. */
export const existingLines: LayerManifest = {
  id: 'existing-lines',
  table: 'existing_line',
  title: { de: 'Leerrohre und Bauvorhaben anderer', en: 'Existing ducts and works of others' },
  description: {
    de: 'Vorhandene Leerrohre und geplante Baumaßnahmen Dritter, die der Strukturplan mitnutzt.',
    en: 'Ducts that are there and planned works of others, which the structural plan uses.',
  },
  geometryType: 'MultiLineString',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 8,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'kind',
      column: 'kind',
      type: 'string',
      values: ['existing-duct', 'joint-trench'],
      inTiles: true,
      title: { de: 'Art', en: 'Kind' },
    },
    { name: 'owner', column: 'owner', type: 'string', title: { de: 'Eigentümer', en: 'Owner' } },
    {
      name: 'year',
      column: 'year',
      type: 'integer',
      inTiles: true,
      title: { de: 'Jahr der Arbeiten', en: 'Year of the works' },
    },
  ],
};
