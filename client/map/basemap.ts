import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import { paletteOf } from './palette.ts';

/**
 * The quiet basemap of the project's own streets and districts. It names no glyph server: MapLibre then draws
 * every letter from the fonts of the system, so nothing is asked of another host.
 */
export function ownBasemap(theme: Theme, origin: string): StyleSpecification {
  const c = paletteOf(theme);
  const sources: Record<string, SourceSpecification> = {
    streets: { type: 'vector', url: `${origin}/tiles/streets.json` },
    districts: { type: 'vector', url: `${origin}/tiles/districts.json` },
    'district-labels': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  };
  const layers: LayerSpecification[] = [
    { id: 'background', type: 'background', paint: { 'background-color': c.outside } },
    {
      id: 'land',
      type: 'fill',
      source: 'districts',
      'source-layer': 'districts',
      paint: { 'fill-color': c.land, 'fill-antialias': false },
    },
    street('street-casing', c.streetCasing, 'all', 1.8),
    street('street-minor', c.street, 'minor', 0),
    street('street-major', c.streetMajor, 'major', 0),
    {
      id: 'border-stadtteil',
      type: 'line',
      source: 'districts',
      'source-layer': 'districts',
      minzoom: 11.5,
      filter: ['==', ['get', 'level'], 'stadtteil'],
      paint: { 'line-color': c.border, 'line-width': 0.7, 'line-dasharray': [4, 3], 'line-opacity': 0.7 },
    },
    {
      id: 'border-bezirk',
      type: 'line',
      source: 'districts',
      'source-layer': 'districts',
      filter: ['in', ['get', 'level'], ['literal', ['bezirk', 'gemeinde']]],
      paint: { 'line-color': c.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 14, 1.4] },
    },
    {
      id: 'border-city',
      type: 'line',
      source: 'districts',
      'source-layer': 'districts',
      filter: ['==', ['get', 'level'], 'city'],
      paint: { 'line-color': c.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1.4, 14, 2.6] },
    },
  ];
  return { version: 8, sources, layers };
}

/** Names of streets and districts; drawn over the data so that they stay readable. */
export function basemapLabels(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  const halo = { 'text-color': c.label, 'text-halo-color': c.labelHalo, 'text-halo-width': 1.6 };
  return [
    {
      id: 'label-street',
      type: 'symbol',
      source: 'streets',
      'source-layer': 'streets',
      minzoom: 14.5,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14.5, 10.5, 18, 14],
        'symbol-spacing': 320,
      },
      paint: halo,
    },
    district('label-stadtteil', 'stadtteil', 12, 24, 12.5, halo),
    district('label-bezirk', 'bezirk', 9, 12.4, 13, halo),
    district('label-gemeinde', 'gemeinde', 8, 13, 13, halo),
  ];
}

/** A CSS font list, as MapLibre hands it to the browser when a style has no glyph server. */
export const FONT = ['system-ui', 'sans-serif'];

const MAJOR = ['motorway', 'trunk', 'primary', 'secondary', 'major', 'main', 'arterial', 'ring'];

function street(
  id: string,
  colour: string,
  which: 'all' | 'minor' | 'major',
  extra: number,
): LayerSpecification {
  const isMajor = ['in', ['coalesce', ['get', 'class'], ''], ['literal', MAJOR]];
  const width = (major: number, minor: number) => ['+', ['case', isMajor, major, minor], extra];
  return {
    id,
    type: 'line',
    source: 'streets',
    'source-layer': 'streets',
    ...(which === 'all' ? {} : { minzoom: 12.5, filter: which === 'major' ? isMajor : ['!', isMajor] }),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': [
        'interpolate',
        ['exponential', 1.5],
        ['zoom'],
        10,
        ['case', isMajor, 1, 0.55],
        13,
        width(2.2, 0.9),
        16,
        width(7, 4),
        19,
        width(22, 14),
      ],
    },
  } as unknown as LayerSpecification;
}

function district(
  id: string,
  level: string,
  minzoom: number,
  maxzoom: number,
  size: number,
  paint: Record<string, unknown>,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'district-labels',
    minzoom,
    maxzoom,
    filter: ['==', ['get', 'level'], level],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-letter-spacing': 0.02,
      'text-max-width': 7,
      'text-padding': 6,
    },
    paint,
  } as unknown as LayerSpecification;
}
