import type { LayerManifest } from './layer.ts';

export const buildings: LayerManifest = {
  id: 'buildings',
  table: 'building',
  title: { de: 'Gebäudeumrisse', en: 'Outlines of buildings' },
  description: {
    de: 'Umrisse von Gebäuden: Kein Hausanschluss des Strukturplans quert ein fremdes Gebäude.',
    en: "Outlines of buildings: no drop of the structural plan crosses another's building.",
  },
  geometryType: 'MultiPolygon',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 13,
  properties: [
    { name: 'name', column: 'name', type: 'string', title: { de: 'Name', en: 'Name' } },
    { name: 'kind', column: 'kind', type: 'string', title: { de: 'Art', en: 'Kind' } },
  ],
};
