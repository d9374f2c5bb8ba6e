import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { EdgeKind } from '#core/network/plan.ts';
import type { Theme } from '../state/theme.ts';
import { FONT } from './basemap.ts';
import { paletteOf } from './palette.ts';

export const NETWORK_SOURCES = [
  'network-edges',
  'network-drops',
  'network-points',
  'network-wishes',
  'network-difference',
] as const;
export type NetworkSource = (typeof NETWORK_SOURCES)[number];

export function networkSources(): Record<NetworkSource, SourceSpecification> {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  // Without a tolerance short pieces between two houses are drawn from afar, too.
  const entries = NETWORK_SOURCES.map(
    (id) => [id, { type: 'geojson', data: empty, tolerance: 0 } as const] as const,
  );
  return Object.fromEntries(entries) as unknown as Record<NetworkSource, SourceSpecification>;
}

/** Groups of surfaces that look alike; an item of the catalogue that is none of them is `other`. */
export const SURFACE_GROUPS = ['asphalt', 'pavement', 'unpaved', 'trenchless', 'other'] as const;
export type SurfaceGroup = (typeof SURFACE_GROUPS)[number];

const GROUP_OF: Readonly<Record<string, SurfaceGroup>> = {
  'trench-asphalt': 'asphalt',
  crossing: 'asphalt',
  'trench-sidewalk': 'pavement',
  'trench-unpaved': 'unpaved',
  plough: 'unpaved',
  'trench-milled': 'trenchless',
  drilling: 'trenchless',
};
export const surfaceGroup = (item: string): SurfaceGroup => GROUP_OF[item] ?? 'other';

/** Distinguishable with the common forms of colour blindness (after Okabe and Ito 2008, darkened for thin lines). */
const LIGHT: Record<SurfaceGroup, string> = {
  asphalt: '#b3380a',
  pavement: '#0a5ea8',
  unpaved: '#2f7d3b',
  trenchless: '#7a3f9d',
  other: '#55606a',
};
const DARK: Record<SurfaceGroup, string> = {
  asphalt: '#ff8a4c',
  pavement: '#6db6ff',
  unpaved: '#7fd68a',
  trenchless: '#cf9cf0',
  other: '#b7c0c6',
};
export const surfaceColour = (group: SurfaceGroup, theme: Theme) => (theme === 'dark' ? DARK : LIGHT)[group];

/** What is dug is solid; what is used or shared is broken, each in its own way. */
export const KIND_DASH: Readonly<Record<EdgeKind, readonly number[] | null>> = {
  trench: null,
  crossing: null,
  'existing-duct': [1, 1.2],
  'joint-trench': [3, 1.2],
};

/** Lines of a comparison: which of the two plans has them. */
export const DIFFERENCE_LOOK = {
  light: { both: '#6b7278', a: '#0a5ea8', b: '#c4500a' },
  dark: { both: '#9aa4ab', a: '#6db6ff', b: '#ff9b52' },
} as const;

const bySurface = (theme: Theme) => [
  'match',
  ['get', 'group'],
  ...SURFACE_GROUPS.flatMap((group) => [group, surfaceColour(group, theme)]),
  surfaceColour('other', theme),
];

/** Thicker where more homes hang on it. */
const byHomes = (thin: number, thick: number) => [
  'interpolate',
  ['linear'],
  ['log10', ['max', 1, ['get', 'homes']]],
  0,
  thin,
  3.3,
  thick,
];
const width = (factor: number, extra = 0) => [
  'interpolate',
  ['linear'],
  ['zoom'],
  11,
  ['+', extra * 0.6, byHomes(1.1 * factor, 3.2 * factor)],
  16,
  ['+', extra, byHomes(2.6 * factor, 7 * factor)],
];

/** Lines and signs of a structural plan, lowest first. */
export function networkLayers(theme: Theme): LayerSpecification[] {
  const c = paletteOf(theme);
  const round = { 'line-join': 'round', 'line-cap': 'round' };
  const edges = 'network-edges';
  const ofKind = (kind: EdgeKind) => ['==', ['get', 'kind'], kind];
  const difference = DIFFERENCE_LOOK[theme];
  return [
    {
      id: 'network-below',
      type: 'line',
      source: edges,
      filter: ['==', ['get', 'below'], true],
      layout: round,
      paint: { 'line-color': c.selection, 'line-width': width(1, 7), 'line-opacity': 0.28 },
    },
    {
      id: 'network-drop',
      type: 'line',
      source: 'network-drops',
      minzoom: 13.5,
      paint: {
        'line-color': surfaceColour('other', theme),
        'line-width': ['interpolate', ['linear'], ['zoom'], 13.5, 0.6, 17, 1.8],
        'line-dasharray': ['case', ['get', 'built'], ['literal', [1]], ['literal', [1, 2]]],
      },
    },
    {
      id: 'network-casing',
      type: 'line',
      source: edges,
      layout: round,
      paint: { 'line-color': c.labelHalo, 'line-width': width(1, 2.6) },
    },
    ...(Object.keys(KIND_DASH) as EdgeKind[]).map((kind) => ({
      id: `network-${kind}`,
      type: 'line',
      source: edges,
      filter: ofKind(kind),
      layout: KIND_DASH[kind] ? { 'line-join': 'round' } : round,
      paint: {
        'line-color': bySurface(theme),
        'line-width': width(kind === 'crossing' ? 1.25 : 1),
        ...(KIND_DASH[kind] ? { 'line-dasharray': KIND_DASH[kind] } : {}),
      },
    })),
    {
      id: 'network-preview',
      type: 'line',
      source: edges,
      filter: ['==', ['get', 'kind'], 'preview'],
      layout: round,
      paint: { 'line-color': c.accent, 'line-width': width(1) },
    },
    {
      id: 'network-difference',
      type: 'line',
      source: 'network-difference',
      layout: round,
      paint: {
        'line-color': ['match', ['get', 'in'], 'a', difference.a, 'b', difference.b, difference.both],
        'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.6, 16, 5],
        'line-opacity': ['match', ['get', 'in'], 'both', 0.7, 1],
      },
    },
    {
      id: 'network-wish-halo',
      type: 'line',
      source: 'network-wishes',
      layout: round,
      paint: { 'line-color': c.labelHalo, 'line-width': 7 },
    },
    {
      id: 'network-wish',
      type: 'line',
      source: 'network-wishes',
      paint: {
        'line-color': [
          'match',
          ['get', 'wish'],
          'forbidden',
          theme === 'dark' ? '#ff9a92' : '#a3262a',
          c.selection,
        ],
        'line-width': 3.4,
        'line-dasharray': [
          'match',
          ['get', 'wish'],
          'forbidden',
          ['literal', [0.6, 1.1]],
          'preferred',
          ['literal', [2.4, 1]],
          ['literal', [1]],
        ],
      },
    },
    {
      id: 'network-selected',
      type: 'line',
      source: edges,
      filter: ['==', ['get', 'selected'], true],
      layout: round,
      paint: { 'line-color': c.selection, 'line-width': width(1, 1.5) },
    },
    {
      id: 'network-point',
      type: 'circle',
      source: 'network-points',
      filter: ['==', ['get', 'part'], 'distribution-point'],
      minzoom: 12,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 3, 16, 7],
        'circle-color': c.labelHalo,
        'circle-stroke-color': c.selection,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 1.4, 16, 2.6],
      },
    },
    {
      id: 'network-pop',
      type: 'circle',
      source: 'network-points',
      filter: ['==', ['get', 'part'], 'pop'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 6, 16, 11],
        'circle-color': ['case', ['get', 'given'], c.selection, c.labelHalo],
        'circle-stroke-color': ['case', ['get', 'given'], c.labelHalo, c.selection],
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'network-point-label',
      type: 'symbol',
      source: 'network-points',
      minzoom: 11,
      layout: {
        // Names of cabinets only where there is room for them.
        'text-field': [
          'step',
          ['zoom'],
          ['case', ['==', ['get', 'part'], 'pop'], ['get', 'label'], ''],
          14.5,
          ['get', 'label'],
        ],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [0, 1.3],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.labelHalo, 'text-halo-width': 1.6 },
    },
  ] as unknown as LayerSpecification[];
}

/** Layers a click asks for an edge, a distribution point or a feeding point. */
export const NETWORK_PICKABLE = [
  'network-pop',
  'network-point',
  'network-selected',
  'network-trench',
  'network-crossing',
  'network-existing-duct',
  'network-joint-trench',
];
