import type { LayerManifest } from './layer.ts';

export const districts: LayerManifest = {
  id: 'districts',
  table: 'district',
  title: { de: 'Bezirke und Stadtteile', en: 'Districts' },
  description: {
    de: 'Stadtgebiet, Stadtbezirke, Stadtteile, Gemeinden oder Postleitzahlen; die Ebene steht in „level“.',
    en: 'City, boroughs, quarters, municipalities or postcodes; "level" says which.',
  },
  geometryType: 'MultiPolygon',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'level',
      column: 'level',
      type: 'string',
      values: ['city', 'bezirk', 'stadtteil', 'gemeinde', 'postcode'],
      inTiles: true,
      title: { de: 'Ebene', en: 'Level' },
    },
    {
      name: 'parentName',
      column: 'parent_name',
      type: 'string',
      inTiles: true,
      title: { de: 'Gehört zu', en: 'Part of' },
    },
    {
      name: 'population',
      column: 'population',
      type: 'integer',
      inTiles: true,
      title: { de: 'Einwohner', en: 'Population' },
    },
    {
      name: 'populationAsOf',
      column: 'population_as_of',
      type: 'string',
      title: { de: 'Stand der Einwohnerzahl', en: 'Population as of' },
    },
  ],
};
