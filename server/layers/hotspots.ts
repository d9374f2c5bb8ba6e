import type { Layer } from './layer.ts';

export const hotspots: Layer = {
  id: 'hotspots',
  table: 'hotspot',
  access: 'public',
  title: { de: 'WLAN-Standorte', en: 'WLAN hotspots' },
  description: {
    de: 'Öffentliche WLAN-Zugangspunkte mit Betreiber und Zustand.',
    en: 'Public WLAN access points with operator and state.',
  },
  geometryType: 'Point',
  idType: 'integer',
  sourced: true,
  temporalProperty: 'sourceAsOf',
  minZoom: 0,
  properties: [
    { name: 'name', column: 'name', type: 'string', inTiles: true, title: { de: 'Name', en: 'Name' } },
    {
      name: 'ssid',
      column: 'ssid',
      type: 'string',
      inTiles: true,
      title: { de: 'Netzname (SSID)', en: 'SSID' },
    },
    {
      name: 'operator',
      column: 'operator',
      type: 'string',
      inTiles: true,
      title: { de: 'Betreiber', en: 'Operator' },
    },
    { name: 'address', column: 'address', type: 'string', title: { de: 'Adresse', en: 'Address' } },
    {
      name: 'openingHours',
      column: 'opening_hours',
      type: 'string',
      title: { de: 'Öffnungszeiten', en: 'Opening hours' },
    },
    {
      name: 'access',
      column: 'access',
      type: 'string',
      inTiles: true,
      title: { de: 'Zugang', en: 'Access' },
    },
    {
      name: 'indoor',
      column: 'indoor',
      type: 'boolean',
      inTiles: true,
      title: { de: 'Im Gebäude', en: 'Indoors' },
    },
    {
      name: 'stepFree',
      column: 'step_free',
      type: 'boolean',
      title: { de: 'Stufenfrei', en: 'Step-free' },
    },
    {
      name: 'power',
      column: 'power',
      type: 'boolean',
      title: { de: 'Steckdosen', en: 'Power sockets' },
    },
    { name: 'state', column: 'state', type: 'string', inTiles: true, title: { de: 'Zustand', en: 'State' } },
  ],
};
