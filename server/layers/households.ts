import type { LayerManifest } from './layer.ts';

export const households: LayerManifest = {
  id: 'households',
  table: 'household_cell',
  title: { de: 'Haushalte je Gitterzelle', en: 'Households per grid cell' },
  description: {
    de: 'Haushalte (oder Wohnungen) je Gitterzelle des europäischen Gitters (EPSG:3035), als Flächen in Planungskoordinaten.',
    en: 'Households (or dwellings) per cell of the European grid (EPSG:3035), as polygons in planning coordinates.',
  },
  geometryType: 'Polygon',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 8,
  properties: [
    {
      name: 'households',
      column: 'households',
      type: 'integer',
      inTiles: true,
      title: { de: 'Haushalte', en: 'Households' },
    },
    {
      name: 'buildings',
      column: 'buildings',
      type: 'integer',
      inTiles: true,
      title: { de: 'Gebäude', en: 'Buildings' },
    },
    {
      name: 'population',
      column: 'population',
      type: 'integer',
      inTiles: true,
      title: { de: 'Einwohner', en: 'Population' },
    },
    {
      name: 'cellSizeM',
      column: 'cell_size_m',
      type: 'integer',
      unit: 'm',
      title: { de: 'Kantenlänge der Zelle', en: 'Cell size' },
    },
  ],
};
