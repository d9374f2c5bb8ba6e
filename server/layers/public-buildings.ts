import type { LayerManifest } from './layer.ts';

export const publicBuildings: LayerManifest = {
  id: 'public-buildings',
  table: 'public_building',
  title: { de: 'Öffentliche Gebäude', en: 'Public buildings' },
  description: {
    de: 'Öffentliche Gebäude mit dem Stand ihres WLAN-Ausbaus.',
    en: 'Public buildings with the state of their WLAN.',
  },
  geometryType: 'Point',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    { name: 'kind', column: 'kind', type: 'string', inTiles: true, title: { de: 'Art', en: 'Kind' } },
    {
      name: 'department',
      column: 'department',
      type: 'string',
      title: { de: 'Fachbereich', en: 'Department' },
    },
    { name: 'address', column: 'address', type: 'string', title: { de: 'Adresse', en: 'Address' } },
    {
      name: 'wlanState',
      column: 'wlan_state',
      type: 'string',
      values: ['none', 'planned', 'partial', 'complete', 'unknown'],
      inTiles: true,
      title: { de: 'WLAN-Ausbau', en: 'State of WLAN' },
    },
    {
      name: 'wlanTargetDate',
      column: 'wlan_target_date',
      type: 'date',
      inTiles: true,
      title: { de: 'WLAN geplant bis', en: 'WLAN planned by' },
    },
  ],
};
