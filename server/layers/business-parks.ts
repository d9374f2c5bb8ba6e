import type { LayerManifest } from './layer.ts';

export const businessParks: LayerManifest = {
  id: 'business-parks',
  table: 'business_park',
  title: { de: 'Gewerbegebiete', en: 'Business parks' },
  description: {
    de: 'Gewerbe-, Industrie- und Einzelhandelsflächen.',
    en: 'Commercial, industrial and retail land.',
  },
  geometryType: 'MultiPolygon',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    { name: 'kind', column: 'kind', type: 'string', inTiles: true, title: { de: 'Art', en: 'Kind' } },
    {
      name: 'businesses',
      column: 'businesses',
      type: 'integer',
      inTiles: true,
      title: { de: 'Betriebe', en: 'Businesses' },
    },
  ],
};
