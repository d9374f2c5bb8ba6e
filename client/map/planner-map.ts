import type { FeatureCollection } from 'geojson';
import {
  addProtocol,
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibreMap,
  type MapMouseEvent,
  type StyleSpecification,
  setWorkerUrl,
  type VectorTileSource,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Camera, Selection } from '../state/permalink.ts';
import type { AreaSource } from './area-look.ts';
import type { BUILD_SOURCE } from './build-look.ts';
import { CHANGE_PROTOCOL } from './change-look.ts';
import { ADDRESS_SOURCE } from './class-look.ts';
import { drawImage, IMAGE_PIXEL_RATIO } from './icons.ts';
import type { NEEDS_SOURCE } from './needs-look.ts';
import type { NetworkSource } from './network-look.ts';
import { paletteOf } from './palette.ts';
import { featuresAt, type Picked } from './picking.ts';
import { addressTiles, buildStyle, pickableLayers, type StyleInput } from './style.ts';

setWorkerUrl(workerUrl);

export interface MapEvents {
  onCamera: (camera: Camera) => void;
  /** Longitude and latitude under the pointer; null when it has left. */
  onPointer: (position: readonly [number, number] | null) => void;
  /** What lies under a click, nearest and smallest first. */
  onPick: (features: readonly Picked[], shiftKey: boolean, place: readonly [number, number]) => void;
  /** Whether everything asked for is drawn. */
  onIdle: (idle: boolean) => void;
  onTileFailure: (message: string) => void;
}

type DataSource = AreaSource | 'district-labels' | typeof NEEDS_SOURCE | typeof BUILD_SOURCE | NetworkSource;

export type TileRequest = (
  z: number,
  x: number,
  y: number,
  revision: number,
  signal: AbortSignal,
) => Promise<ArrayBuffer>;

/** Width of `.card` in shell.css with the space beside it, in CSS pixels. */
const CARD_WIDTH_PX = 400;

/** The one owner of the MapLibre map. Pictures go in as values; clicks and camera come out as events. */
export class PlannerMap {
  readonly map: MapLibreMap;
  #input: StyleInput;
  #revision = 0;
  #data: Partial<Record<DataSource, FeatureCollection>> = {};
  /** While something is drawn, clicks belong to the drawing. */
  pickingPaused = false;

  constructor(
    container: HTMLElement,
    input: StyleInput,
    start: { camera: Camera | null; bounds: LngLatBoundsLike | null },
    events: MapEvents,
    label: string,
  ) {
    this.#input = input;
    this.map = new MapLibreMap({
      container,
      style: buildStyle(input),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 20,
      fadeDuration: 120,
      locale: { 'Map.Title': label },
      ...(start.camera
        ? { center: [start.camera.lon, start.camera.lat] as [number, number], zoom: start.camera.zoom }
        : start.bounds
          ? { bounds: start.bounds, fitBoundsOptions: { padding: 24 } }
          : { center: [9.735, 52.375] as [number, number], zoom: 11 }),
    });
    const map = this.map;

    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.setMissingStyleImageResolver((id) => {
      const c = paletteOf(this.#input.theme);
      const image = drawImage(id, { schools: c.school, hotspots: c.hotspot, 'public-buildings': c.building });
      if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: IMAGE_PIXEL_RATIO });
    });
    const camera = () => {
      const { lng, lat } = map.getCenter();
      events.onCamera({ zoom: map.getZoom(), lat, lon: lng });
    };
    map.once('render', camera);
    map.on('move', camera);
    map.on('mousemove', (event) => events.onPointer([event.lngLat.lng, event.lngLat.lat]));
    map.on('mouseout', () => events.onPointer(null));
    map.on('idle', () => events.onIdle(true));
    map.on('dataloading', () => events.onIdle(false));
    map.on('error', (event) => events.onTileFailure(event.error?.message ?? ''));
    const pick = (point: { x: number; y: number }, shiftKey: boolean) => {
      if (this.pickingPaused) return;
      const ids = pickableLayers(this.#input).filter((id) => map.getLayer(id));
      const { lng, lat } = map.unproject([point.x, point.y]);
      events.onPick(featuresAt(map, point, ids), shiftKey, [lng, lat]);
    };
    map.on('click', (event: MapMouseEvent) => pick(event.point, event.originalEvent.shiftKey));
    // With Shift held MapLibre starts a box and swallows the click; a box of no size is that click.
    map.on('boxzoomcancel', ({ originalEvent }) => {
      if (!(originalEvent instanceof MouseEvent)) return;
      const { left, top } = map.getCanvas().getBoundingClientRect();
      pick({ x: originalEvent.clientX - left, y: originalEvent.clientY - top }, true);
    });
    map.on('mousemove', (event) => {
      if (this.pickingPaused) return;
      const ids = pickableLayers(this.#input).filter((id) => map.getLayer(id) && id !== 'districts-hit');
      const over = ids.length > 0 && map.queryRenderedFeatures(event.point, { layers: ids }).length > 0;
      map.getCanvas().style.cursor = over ? 'pointer' : '';
    });
  }

  /** Draws another picture; sources that stay keep their data and tiles. */
  setStyle(input: StyleInput): void {
    const foreignChanged = input.foreign !== this.#input.foreign;
    this.#input = input;
    // A style that is still loading cannot be compared with the next: that one replaces it.
    const replaces = foreignChanged || !this.map.style?._loaded;
    this.map.setStyle(buildStyle(input), {
      diff: !replaces,
      transformStyle: (before, next) => (before ? keepRunningSources(before, next) : next),
    });
    if (replaces) this.map.once('style.load', () => this.#restoreData());
    else this.#whenReady(() => this.#restoreData());
  }

  setData(source: DataSource, data: FeatureCollection): void {
    this.#data[source] = data;
    this.#whenReady(() => this.map.getSource<GeoJSONSource>(source)?.setData(data));
  }

  /** Repaints the addresses from the worker's newest classification. */
  setAddressRevision(revision: number): void {
    this.#revision = revision;
    this.#whenReady(() => this.#applyRevision());
  }

  fit(bbox: readonly [number, number, number, number], maxZoom = 16): void {
    const [west, south, east, north] = bbox;
    this.map.fitBounds([west, south, east, north], { padding: this.#padding(), maxZoom, duration: 600 });
  }

  flyTo(lon: number, lat: number, zoom = 16): void {
    // On a wide map the card of what is shown covers the right side: the place comes to stand left of it.
    const offset: [number, number] = [this.map.getContainer().clientWidth >= 700 ? -CARD_WIDTH_PX / 2 : 0, 0];
    const to = Math.max(zoom, this.map.getZoom());
    this.map.easeTo({ center: [lon, lat], zoom: to, offset, duration: 600 });
  }

  jumpTo({ lon, lat, zoom }: Camera): void {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 200 });
  }

  remove(): void {
    this.map.remove();
  }

  #padding() {
    const width = this.map.getContainer().clientWidth;
    // The card lies over the right of the map; on a narrow page it comes from below.
    const isNarrow = matchMedia('(max-width: 760px)').matches;
    return !isNarrow ? { top: 60, bottom: 60, left: 40, right: Math.min(420, width * 0.62) } : 36;
  }

  #whenReady(action: () => void): void {
    if (this.map.style?._loaded) action();
    else this.map.once('style.load', action);
  }

  #restoreData(): void {
    for (const [source, data] of Object.entries(this.#data))
      this.map.getSource<GeoJSONSource>(source)?.setData(data);
    this.#applyRevision();
  }

  #applyRevision(): void {
    const source = this.map.getSource<VectorTileSource>(ADDRESS_SOURCE);
    const url = addressTiles(this.#revision);
    if (source && source.tiles?.[0] !== url) source.setTiles([url]);
  }
}

/** Tiles of classified addresses come from the worker, not from the network. */
export function serveAddressTiles(request: TileRequest): void {
  addProtocol('lueckenlos', async ({ url }, abort) => {
    const [revision, z, x, y] = url.slice('lueckenlos://addresses/'.length).split('/').map(Number);
    return { data: await request(z!, x!, y!, revision!, abort.signal) };
  });
}

/** Tiles of a comparison: the kind of change of every address. */
export function serveChangeTiles(request: TileRequest): void {
  addProtocol(CHANGE_PROTOCOL, async ({ url }, abort) => {
    const [revision, z, x, y] = url.slice(`${CHANGE_PROTOCOL}://`.length).split('/').map(Number);
    return { data: await request(z!, x!, y!, revision!, abort.signal) };
  });
}

/** A selection as the picking names it, for comparing. */
export const selectionKey = (selection: Selection | null) =>
  selection ? `${selection.kind}:${selection.collection}:${selection.id}` : '';

/** Areas, proposals and drawings are set while the map runs; a new style must not empty them. */
function keepRunningSources(before: StyleSpecification, next: StyleSpecification): StyleSpecification {
  const sources = { ...next.sources };
  for (const [id, source] of Object.entries(before.sources)) {
    const drawing = id.startsWith('td-');
    if (
      drawing ||
      (sources[id] &&
        sources[id].type === source.type &&
        (source.type === 'geojson' || id === ADDRESS_SOURCE))
    ) {
      sources[id] = source;
    }
  }
  return {
    ...next,
    sources,
    layers: [...next.layers, ...before.layers.filter((layer) => layer.id.startsWith('td-'))],
  };
}
