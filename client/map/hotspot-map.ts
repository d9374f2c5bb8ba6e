import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import {
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapLibreMap,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Theme } from '../state/theme.ts';
import { basemapLabels, ownBasemap } from './basemap.ts';
import { type Palette, paletteOf } from './palette.ts';

setWorkerUrl(workerUrl);

/** What the map draws of a hotspot. */
export interface HotspotOnMap {
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly state: 'works' | 'down' | 'unknown';
  /** Null where nothing is known of it. */
  readonly reach: { readonly radiusM: number; readonly kind: 'measured' | 'modelled' | 'assumed' } | null;
}

export interface HotspotMapOptions {
  readonly container: HTMLElement;
  readonly label: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  /** West, south, east, north. */
  readonly bbox: readonly [number, number, number, number] | null;
  readonly theme: Theme;
  readonly isStill: boolean;
  readonly onPick: (id: number) => void;
}

/** The public map: the project's own basemap, the hotspots of the list, the chosen one with its reach. */
export class HotspotMap {
  readonly #map: MapLibreMap;
  readonly #isStill: boolean;
  #hotspots: readonly HotspotOnMap[] = [];
  #chosen: number | null = null;
  #here: readonly [number, number] | null = null;

  constructor(options: HotspotMapOptions) {
    this.#isStill = options.isStill;
    const map = new MapLibreMap({
      container: options.container,
      style: style(options.theme),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // Two fingers move the map, one the page; the page stays reachable by touch.
      cooperativeGestures: false,
      maxZoom: 19,
      // Streets do not change while somebody looks for a WLAN; without a network an aged one could not come again.
      refreshExpiredTiles: false,
      fadeDuration: options.isStill ? 0 : 120,
      locale: {
        'Map.Title': options.label,
        'NavigationControl.ZoomIn': options.zoomIn,
        'NavigationControl.ZoomOut': options.zoomOut,
      },
      ...(options.bbox
        ? { bounds: [...options.bbox] as [number, number, number, number], fitBoundsOptions: { padding: 32 } }
        : { center: [9.735, 52.375] as [number, number], zoom: 11 }),
    });
    this.#map = map;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.on('load', () => this.#draw());
    // Without a network the page says so itself, and the map keeps what it has.
    map.on('error', ({ error }) => {
      if (navigator.onLine) console.error(error);
    });
    map.on('click', ({ point }) => {
      const reach = 22;
      const around: [[number, number], [number, number]] = [
        [point.x - reach, point.y - reach],
        [point.x + reach, point.y + reach],
      ];
      const hits = map.queryRenderedFeatures(around, { layers: ['hotspot'] });
      const distance = (feature: (typeof hits)[number]) => {
        const [lon, lat] = (feature.geometry as Point).coordinates as [number, number];
        const at = map.project([lon, lat]);
        return (at.x - point.x) ** 2 + (at.y - point.y) ** 2;
      };
      const nearest = hits.sort((a, b) => distance(a) - distance(b))[0];
      if (nearest) options.onPick(Number(nearest.properties.id));
    });
    map.on('mouseenter', 'hotspot', () => {
      map.getCanvas().style.cursor = 'pointer';
    });
    map.on('mouseleave', 'hotspot', () => {
      map.getCanvas().style.cursor = '';
    });
  }

  setTheme(theme: Theme): void {
    this.#map.setStyle(style(theme), { diff: Boolean(this.#map.style?._loaded) });
    this.#map.once('styledata', () => this.#draw());
  }

  show(hotspots: readonly HotspotOnMap[], here: readonly [number, number] | null): void {
    this.#hotspots = hotspots;
    this.#here = here;
    this.#draw();
  }

  choose(id: number | null, move: boolean): void {
    this.#chosen = id;
    this.#draw();
    const hotspot = this.#hotspots.find((candidate) => candidate.id === id);
    if (!hotspot || !move) return;
    const zoom = Math.max(15, this.#map.getZoom());
    this.#map.easeTo({ center: [hotspot.lon, hotspot.lat], zoom, duration: this.#isStill ? 0 : 500 });
  }

  /** Shows a place and what is nearest to it. */
  look(lon: number, lat: number, zoom = 14): void {
    this.#map.easeTo({ center: [lon, lat], zoom, duration: this.#isStill ? 0 : 500 });
  }

  resize(): void {
    this.#map.resize();
  }

  #draw(): void {
    const source = (id: string) => this.#map.getSource<GeoJSONSource>(id);
    source('hotspots')?.setData(collection(this.#hotspots.map((hotspot) => pointOf(hotspot, this.#chosen))));
    const chosen = this.#hotspots.find(({ id }) => id === this.#chosen);
    source('reach')?.setData(collection(chosen?.reach ? [disc(chosen, chosen.reach)] : []));
    source('here')?.setData(
      collection(
        this.#here
          ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...this.#here] } }]
          : [],
      ),
    );
  }
}

function collection<G extends Point | Polygon>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}

function pointOf({ id, lon, lat, state }: HotspotOnMap, chosen: number | null): Feature<Point> {
  return {
    type: 'Feature',
    properties: { id, state, chosen: id === chosen },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  };
}

const EARTH_RADIUS_M = 6_371_008.8;

/** A circle of 64 corners around a hotspot; near enough on the sphere for a reach of some hundred metres. */
function disc(
  { lon, lat }: HotspotOnMap,
  { radiusM, kind }: NonNullable<HotspotOnMap['reach']>,
): Feature<Polygon> {
  const latStep = (radiusM / EARTH_RADIUS_M) * (180 / Math.PI);
  const lonStep = latStep / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: 65 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    return [lon + lonStep * Math.cos(angle), lat + latStep * Math.sin(angle)];
  });
  return { type: 'Feature', properties: { kind }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function style(theme: Theme): StyleSpecification {
  const c = paletteOf(theme);
  const base = ownBasemap(theme, location.origin);
  const empty = { type: 'geojson' as const, data: collection<Point>([]) };
  return {
    ...base,
    sources: { ...base.sources, hotspots: empty, reach: { ...empty }, here: { ...empty } },
    layers: [...base.layers, ...reachLayers(c), ...basemapLabels(theme), ...hotspotLayers(c, theme)],
  };
}

const REACH_LINES: readonly { kind: string; width: number; dash: number[] | null }[] = [
  { kind: 'measured', width: 2.5, dash: null },
  { kind: 'modelled', width: 2, dash: [5, 2] },
  { kind: 'assumed', width: 2, dash: [0.2, 2.2] },
];

function reachLayers(c: Palette): LayerSpecification[] {
  return [
    {
      id: 'reach-fill',
      type: 'fill',
      source: 'reach',
      paint: {
        'fill-color': c.hotspot,
        'fill-opacity': ['match', ['get', 'kind'], 'measured', 0.18, 'modelled', 0.12, 0.05],
      },
    },
    // Solid: measured. Long dashes: modelled. Dots: assumed.
    ...REACH_LINES.map(
      ({ kind, width, dash }): LayerSpecification => ({
        id: `reach-${kind}`,
        type: 'line',
        source: 'reach',
        filter: ['==', ['get', 'kind'], kind],
        layout: { 'line-cap': kind === 'assumed' ? 'round' : 'butt' },
        paint: {
          'line-color': c.hotspot,
          'line-width': width,
          ...(dash ? { 'line-dasharray': dash } : {}),
        },
      }),
    ),
  ];
}

function hotspotLayers(c: Palette, theme: Theme): LayerSpecification[] {
  const state = (works: string, down: string, unknown: string) =>
    ['match', ['get', 'state'], 'works', works, 'down', down, unknown] as unknown as string;
  const works = theme === 'dark' ? '#7ad1a0' : '#1d6a43';
  const down = theme === 'dark' ? '#ff9a92' : '#a3262a';
  const grow = ['interpolate', ['linear'], ['zoom'], 10, 3.5, 14, 7, 17, 10] as unknown as number;
  return [
    {
      id: 'chosen',
      type: 'circle',
      source: 'hotspots',
      filter: ['get', 'chosen'],
      paint: {
        'circle-radius': 16,
        'circle-color': 'transparent',
        'circle-stroke-color': c.selection,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'hotspot',
      type: 'circle',
      source: 'hotspots',
      paint: {
        'circle-radius': grow,
        // Filled: works; hollow: not known or out of order, told apart by the sign below.
        'circle-color': state(works, c.labelHalo, c.labelHalo),
        'circle-stroke-color': state(c.labelHalo, down, c.hotspot),
        'circle-stroke-width': ['match', ['get', 'state'], 'works', 1.5, 2.5] as unknown as number,
      },
    },
    {
      id: 'hotspot-down',
      type: 'symbol',
      source: 'hotspots',
      filter: ['==', ['get', 'state'], 'down'],
      layout: {
        'text-field': '×',
        'text-font': ['system-ui', 'sans-serif'],
        // Grows with the ring it stands in; at every zoom, because colour alone must not tell the state.
        'text-size': ['interpolate', ['linear'], ['zoom'], 10, 9, 14, 16, 17, 22],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': down },
    },
    {
      id: 'here',
      type: 'circle',
      source: 'here',
      paint: {
        'circle-radius': 8,
        'circle-color': c.selection,
        'circle-stroke-color': c.labelHalo,
        'circle-stroke-width': 3,
      },
    },
  ];
}
