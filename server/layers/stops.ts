import type { LayerManifest } from './layer.ts';

export const stops: LayerManifest = {
  id: 'stops',
  table: 'stop',
  title: { de: 'Haltestellen', en: 'Stops' },
  description: {
    de: 'Haltestellen des öffentlichen Verkehrs: Wie viele davon liegen in Reichweite von öffentlichem WLAN?',
    en: 'Stops of public transport: how many of them are within reach of public WLAN?',
  },
  geometryType: 'Point',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    { name: 'kind', column: 'kind', type: 'string', title: { de: 'Art', en: 'Kind' } },
  ],
};
