import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import { FONT } from './basemap.ts';
import { paletteOf } from './palette.ts';

export const AREA_SOURCES = ['proposals', 'areas-kept', 'selected-feature'] as const;
export type AreaSource = (typeof AREA_SOURCES)[number];

export function areaSources(): Record<AreaSource, SourceSpecification> {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  return {
    proposals: { type: 'geojson', data: empty, promoteId: 'key' },
    'areas-kept': { type: 'geojson', data: empty, promoteId: 'key' },
    'selected-feature': { type: 'geojson', data: empty },
  };
}

/** Proposals are dashed and nearly empty, kept areas solid and tinted, the selected one heavier. */
export function areaLayers(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  const selected = ['boolean', ['get', 'selected'], false];
  return [
    {
      id: 'proposals-fill',
      type: 'fill',
      source: 'proposals',
      paint: { 'fill-color': c.proposal, 'fill-opacity': ['case', selected, 0.26, 0.1] },
    },
    {
      id: 'proposals-line',
      type: 'line',
      source: 'proposals',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.proposal,
        'line-width': ['case', selected, 3, 1.5],
        'line-dasharray': [2.5, 1.6],
      },
    },
    {
      id: 'areas-fill',
      type: 'fill',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      paint: { 'fill-color': c.accent, 'fill-opacity': ['case', selected, 0.3, 0.17] },
    },
    {
      id: 'areas-halo',
      type: 'line',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.labelHalo, 'line-width': ['case', selected, 6, 4], 'line-opacity': 0.7 },
    },
    {
      id: 'areas-line',
      type: 'line',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.accent, 'line-width': ['case', selected, 3.4, 2] },
    },
    {
      id: 'selected-ring',
      type: 'circle',
      source: 'selected-feature',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 13,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': c.selection,
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'selected-outline',
      type: 'line',
      source: 'selected-feature',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': c.selection, 'line-width': 3 },
    },
  ] as LayerSpecification[];
}

export function areaLabels(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  return [
    {
      id: 'areas-label',
      type: 'symbol',
      source: 'areas-kept',
      minzoom: 11,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 13,
        'text-max-width': 9,
      },
      paint: { 'text-color': c.accent, 'text-halo-color': c.labelHalo, 'text-halo-width': 2 },
    },
  ];
}
