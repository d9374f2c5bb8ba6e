import type { LineString, MultiPolygon, Polygon, Position } from 'geojson';
import {
  type GeoJSONStoreFeatures,
  type SnapToCustom,
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
  ValidateNotSelfIntersecting,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { Theme } from '../state/theme.ts';
import { paletteOf } from './palette.ts';
import type { PlannerMap } from './planner-map.ts';
import { joinRings, type Ring, splitRings } from './rings.ts';

export interface DrawingEvents {
  /** While drawing or dragging: what it would be now, or null when that is no polygon yet. */
  readonly onSketch: (geometry: MultiPolygon | null) => void;
  readonly onPolygon: (polygon: Polygon) => void;
  readonly onLine: (line: LineString) => void;
  /** A vertex was moved, added or taken away. */
  readonly onEdited: (geometry: MultiPolygon) => void;
  readonly onRefused: () => void;
}

const SNAP_PX = 12;

/** Terra Draw on the map: one polygon or line at a time, or the rings of an area being corrected. */
export class Drawing {
  readonly #host: PlannerMap;
  readonly #draw: TerraDraw;
  readonly #events: DrawingEvents;
  #vertices: readonly Position[] = [];
  #rings: readonly Ring[] = [];
  #pointer: { clientX: number; clientY: number } | null = null;

  constructor(host: PlannerMap, theme: Theme, events: DrawingEvents) {
    this.#host = host;
    this.#events = events;
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: host.map, coordinatePrecision: 9 }),
      modes: modesOf(theme, this.#snap),
    });
    this.#draw.on('change', (_ids, type) => {
      if (type !== 'styling') this.#sketch();
    });
    this.#draw.on('finish', (id, { action, mode }) => {
      const feature = this.#draw.getSnapshotFeature(id);
      if (!feature) return;
      if (action === 'draw' && mode === 'polygon') this.#events.onPolygon(feature.geometry as Polygon);
      else if (action === 'draw' && mode === 'linestring')
        this.#events.onLine(feature.geometry as LineString);
      else this.#events.onEdited(this.#collect());
    });
    this.#draw.start();
    host.map.getCanvas().addEventListener('pointermove', this.#follow);
    host.pickingPaused = true;
    host.map.getContainer().dataset.tool = 'ready';
  }

  /** Corners of other areas that a new corner jumps to. */
  snapTo(vertices: readonly Position[]): void {
    this.#vertices = vertices;
  }

  polygon(): void {
    this.#draw.setMode('polygon');
    this.#host.map.getCanvas().focus();
  }

  line(): void {
    this.#draw.setMode('linestring');
    this.#host.map.getCanvas().focus();
  }

  /** Takes away what was drawn, for another try with the same tool. */
  restart(): void {
    this.#draw.clear();
    this.#host.map.getCanvas().focus();
  }

  /** Shows the rings of an area with their vertices. Ring by ring, since Terra Draw knows no holes. */
  correct(geometry: MultiPolygon): void {
    this.#draw.setMode('select');
    this.#draw.clear();
    const rings = splitRings(geometry);
    const features = rings.map((ring) => ({
      type: 'Feature' as const,
      id: this.#draw.getFeatureId(),
      properties: { mode: 'polygon' },
      geometry: { type: 'Polygon' as const, coordinates: [ring.coordinates] },
    }));
    const results = this.#draw.addFeatures(features);
    if (results.some((result) => !result.valid)) this.#events.onRefused();
    this.#rings = rings.map((ring, i) => ({ ...ring, id: features[i]!.id }));
    const largest = this.#rings.find((ring, i) => results[i]!.valid && ring.hole === 0);
    if (largest?.id !== undefined) this.#draw.selectFeature(largest.id);
    this.#host.map.getCanvas().focus();
  }

  /** Sets a vertex in the middle of the map, for those who draw without a pointer. */
  clickCentre(): void {
    const { left, top, width, height } = this.#host.map.getCanvas().getBoundingClientRect();
    this.#pointer = { clientX: left + width / 2, clientY: top + height / 2 };
    this.#dispatch('pointermove', 0);
    this.#dispatch('pointerdown', 1);
    this.#dispatch('pointerup', 0);
  }

  /**
   * Repeats the last pointer position. Terra Draw ends a line by dropping the point that follows the pointer; without a
   * movement since the last click it would drop that click instead.
   */
  nudge(): void {
    if (this.#pointer) this.#dispatch('pointermove', 0);
  }

  #dispatch(type: string, buttons: number): void {
    const detail = { ...this.#pointer, bubbles: true, isPrimary: true, pointerId: 1, button: 0, buttons };
    this.#host.map.getCanvas().dispatchEvent(new PointerEvent(type, detail));
  }

  stop(): void {
    this.#host.pickingPaused = false;
    delete this.#host.map.getContainer().dataset.tool;
    this.#host.map.getCanvas().removeEventListener('pointermove', this.#follow);
    if (this.#draw.enabled) this.#draw.stop();
    this.#host.map.getCanvas().style.cursor = '';
  }

  #follow = ({ clientX, clientY }: PointerEvent): void => {
    this.#pointer = { clientX, clientY };
  };

  #sketch(): void {
    const mode = this.#draw.getMode();
    if (mode === 'select') this.#events.onSketch(this.#collect());
    if (mode !== 'polygon') return;
    const drawn = this.#draw.getSnapshot().find((f) => f.geometry.type === 'Polygon');
    const ring = drawn?.geometry.type === 'Polygon' ? drawn.geometry.coordinates[0]! : [];
    const distinct = new Set(ring.map(String)).size;
    this.#events.onSketch(distinct >= 3 ? { type: 'MultiPolygon', coordinates: [[ring]] } : null);
  }

  #collect(): MultiPolygon {
    const drawn = new Map(this.#draw.getSnapshot().map((f) => [f.id, f.geometry]));
    return joinRings(
      this.#rings.map((ring) => {
        const geometry = ring.id === undefined ? undefined : drawn.get(ring.id);
        return geometry?.type === 'Polygon' ? { ...ring, coordinates: geometry.coordinates[0]! } : ring;
      }),
    );
  }

  #snap = (
    event: { containerX: number; containerY: number },
    { project }: { project: (lng: number, lat: number) => { x: number; y: number } },
  ): Position | undefined => {
    let nearest: Position | undefined;
    let nearestPx = SNAP_PX;
    for (const vertex of this.#vertices) {
      const { x, y } = project(vertex[0]!, vertex[1]!);
      const distance = Math.hypot(x - event.containerX, y - event.containerY);
      if (distance < nearestPx) {
        nearestPx = distance;
        nearest = vertex;
      }
    }
    return nearest;
  };
}

function modesOf(theme: Theme, toCustom: SnapToCustom) {
  const { accent, proposal, selection } = paletteOf(theme) as Record<
    'accent' | 'proposal' | 'selection',
    `#${string}`
  >;
  const snapping = { toCoordinate: true, toLine: true, toCustom };
  const point = { outlineColor: selection, width: 4 };
  return [
    new TerraDrawPolygonMode({
      snapping: { toCustom },
      showCoordinatePoints: true,
      keyEvents: { cancel: null, finish: 'Enter' },
      validation: (feature: GeoJSONStoreFeatures, { updateType }: { updateType: string }) =>
        updateType === 'finish' || updateType === 'commit'
          ? ValidateNotSelfIntersecting(feature)
          : { valid: true },
      styles: {
        fillColor: accent,
        fillOpacity: 0.2,
        outlineColor: accent,
        outlineWidth: 2,
        coordinatePointColor: accent,
        coordinatePointWidth: point.width,
      },
    }),
    new TerraDrawLineStringMode({
      snapping: { toCustom },
      keyEvents: { cancel: null, finish: 'Enter' },
      styles: { lineStringColor: proposal, lineStringWidth: 3 },
    }),
    new TerraDrawSelectMode({
      keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
      allowManualDeselection: false,
      flags: {
        polygon: {
          feature: {
            draggable: false,
            coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping },
          },
        },
      },
      styles: {
        selectedPolygonColor: accent,
        selectedPolygonFillOpacity: 0.2,
        selectedPolygonOutlineColor: accent,
        selectedPolygonOutlineWidth: 2.5,
        selectionPointColor: '#ffffff',
        selectionPointOutlineColor: accent,
        selectionPointOutlineWidth: 2,
        selectionPointWidth: 4.5,
        midPointColor: accent,
        midPointWidth: 2.5,
        midPointOutlineWidth: 0,
      },
    }),
  ];
}
