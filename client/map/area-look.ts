import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import { FONT } from './basemap.ts';
import { paletteOf } from './palette.ts';

export const AREA_SOURCES = ['proposals', 'areas-kept', 'areas-names', 'selected-feature'] as const;
export type AreaSource = (typeof AREA_SOURCES)[number];

export function areaSources(): Record<AreaSource, SourceSpecification> {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  return {
    proposals: { type: 'geojson', data: empty, promoteId: 'key' },
    'areas-kept': { type: 'geojson', data: empty, promoteId: 'key' },
    // A name hangs on one point; on the outline it would stand once in every tile.
    'areas-names': { type: 'geojson', data: empty },
    'selected-feature': { type: 'geojson', data: empty },
  };
}

/** The tints lie below the addresses, so that points keep their colours. */
export function areaFills(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  const selected = ['boolean', ['get', 'selected'], false];
  return [
    {
      id: 'proposals-fill',
      type: 'fill',
      source: 'proposals',
      paint: {
        'fill-color': c.proposal,
        'fill-opacity': ['case', selected, 0.26, theme === 'dark' ? 0.08 : 0.12],
      },
    },
    {
      id: 'areas-fill',
      type: 'fill',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      paint: { 'fill-color': c.accent, 'fill-opacity': ['case', selected, 0.32, 0.18] },
    },
  ] as unknown as LayerSpecification[];
}

/** Proposals are dashed, kept areas solid, the selected one heavier. */
export function areaLayers(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  const selected = ['boolean', ['get', 'selected'], false];
  return [
    {
      id: 'proposals-line',
      type: 'line',
      source: 'proposals',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.proposal,
        'line-width': width(selected, 2.4, 0.8, 3.2, 1.9),
        'line-dasharray': [2.6, 1.5],
      },
    },
    {
      id: 'areas-halo',
      type: 'line',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.labelHalo, 'line-width': width(selected, 4, 2, 7, 4.5), 'line-opacity': 0.7 },
    },
    {
      id: 'areas-line',
      type: 'line',
      source: 'areas-kept',
      filter: ['!', ['boolean', ['get', 'editing'], false]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': c.accent, 'line-width': width(selected, 2.8, 1.2, 3.8, 2.4) },
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
      source: 'areas-names',
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

/** Outlines grow with the zoom, so that a whole city of them does not clot. */
function width(selected: unknown, farSelected: number, far: number, nearSelected: number, near: number) {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    10.5,
    ['case', selected, farSelected, far],
    14.5,
    ['case', selected, nearSelected, near],
  ];
}
