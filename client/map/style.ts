import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import type { ClassTone } from '../workers/messages.ts';
import { areaFills, areaLabels, areaLayers, areaSources } from './area-look.ts';
import { basemapLabels, FONT, ownBasemap } from './basemap.ts';
import { BUILD_SOURCE, buildLayers } from './build-look.ts';
import { CHANGE_SOURCE, changeLayers, changeTiles } from './change-look.ts';
import { ADDRESS_SOURCE, addressLayers } from './class-look.ts';
import { lookOf } from './layer-styles.ts';
import { NEEDS_SOURCE, needsLayers } from './needs-look.ts';
import { NETWORK_PICKABLE, networkLayers, networkSources } from './network-look.ts';

export interface LayerState {
  readonly id: string;
  readonly opacity: number;
}

/** Everything the picture depends on, save the data of areas and proposals. */
export interface StyleInput {
  readonly theme: Theme;
  readonly origin: string;
  /** Visible layers, lowest first. */
  readonly layers: readonly LayerState[];
  readonly tones: readonly ClassTone[];
  /** Newest picture of a comparison; it takes the place of the classes. Null while nothing is compared. */
  readonly changes: number | null;
  /** A style of another house, where one is configured and has loaded. */
  readonly foreign: StyleSpecification | null;
}

/** The whole style as a value of its input. The map applies only what differs. */
export function buildStyle(input: StyleInput): StyleSpecification {
  const { theme, origin, foreign } = input;
  const base = foreign ?? ownBasemap(theme, origin);
  const sources = { ...base.sources };
  const layers: LayerSpecification[] = [...base.layers];
  const areasOpacity = input.layers.find((l) => l.id === 'areas')?.opacity ?? 1;
  // Proposals are made of the rules in force, not of those compared.
  const ofAreas = (looks: LayerSpecification[]) =>
    looks.filter((look) => input.changes === null || !('source' in look) || look.source !== 'proposals');
  layers.push(...faded(ofAreas(areaFills(theme)), areasOpacity));
  for (const { id, opacity } of input.layers) {
    if (id === 'addresses') {
      if (input.changes !== null) continue;
      layers.push(...faded(addressLayers(input.tones, theme), opacity));
      continue;
    }
    const look = lookOf(id, theme);
    if (!look) continue;
    sources[id] = { type: 'vector', url: `${origin}/tiles/${id}.json` };
    layers.push(...faded(look.layers, opacity));
  }
  if (input.tones.length > 0) {
    sources[ADDRESS_SOURCE] = { type: 'vector', tiles: [addressTiles(0)], maxzoom: 14, minzoom: 0 };
  }
  if (input.changes !== null) {
    sources[CHANGE_SOURCE] = { type: 'vector', tiles: [changeTiles(input.changes)], maxzoom: 14, minzoom: 0 };
    layers.push(...changeLayers(theme));
  }
  sources[BUILD_SOURCE] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  layers.push(...buildLayers(theme));
  sources[NEEDS_SOURCE] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  layers.push(...needsLayers(theme));
  Object.assign(sources, networkSources());
  layers.push(...networkLayers(theme).map((layer) => withFontOf(layer, foreign)));
  Object.assign(sources, areaSources());
  layers.push(...faded(ofAreas(areaLayers(theme)), areasOpacity));
  if (!foreign) layers.push(...basemapLabels(theme));
  layers.push(...areaLabels(theme).map((layer) => withFontOf(layer, foreign)));
  return { ...base, version: 8, sources, layers };
}

/** Where the map asks for classified addresses; the worker answers. */
export const addressTiles = (revision: number) => `lueckenlos://addresses/${revision}/{z}/{x}/{y}`;

/** Names of the layers a click asks for features, over all visible layers. */
export function pickableLayers(input: Pick<StyleInput, 'layers' | 'theme' | 'changes'>): string[] {
  const ids = ['areas-fill', 'proposals-fill'];
  for (const { id } of input.layers) {
    if (id === 'addresses') ids.unshift('addresses-classified');
    else ids.unshift(...(lookOf(id, input.theme)?.pickable ?? []));
  }
  if (input.changes !== null) ids.unshift('addresses-changed');
  ids.unshift(...NETWORK_PICKABLE);
  return ids;
}

const OPACITY: Readonly<Record<string, readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
};

function faded(layers: readonly LayerSpecification[], opacity: number): LayerSpecification[] {
  if (opacity >= 1) return [...layers];
  return layers.map((layer) => {
    const paint: Record<string, unknown> = { ...layer.paint };
    for (const name of OPACITY[layer.type] ?? []) {
      const own = paint[name] ?? 1;
      paint[name] = typeof own === 'number' ? own * opacity : scaled(own, opacity);
    }
    return { ...layer, paint } as LayerSpecification;
  });
}

/** A foreign style may name a glyph server; then our labels must use a font that it has. */
function withFontOf(layer: LayerSpecification, foreign: StyleSpecification | null): LayerSpecification {
  if (!foreign?.glyphs || layer.type !== 'symbol') return layer;
  const theirs = foreign.layers.find((l) => l.type === 'symbol' && Array.isArray(l.layout?.['text-font']));
  const font = theirs?.type === 'symbol' ? theirs.layout?.['text-font'] : FONT;
  return { ...layer, layout: { ...layer.layout, 'text-font': font } } as LayerSpecification;
}

/** Expressions of the zoom must stay outermost, so only those without are multiplied. */
function scaled(own: unknown, opacity: number): unknown {
  return JSON.stringify(own).includes('"zoom"') ? own : ['*', own, opacity];
}
