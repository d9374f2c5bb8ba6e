import type { LayerSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import { type Palette, paletteOf } from './palette.ts';

/** One line of a legend. `label` is a key of the translations. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'dot' | 'ring' | 'square' | 'line' | 'dotted' | 'dashed' | 'hatch' | 'icon';
  readonly icon?: string;
}

export interface LayerLook {
  readonly layers: LayerSpecification[];
  readonly legend: readonly LegendEntry[];
  /** Layers a click asks for features. */
  readonly pickable: readonly string[];
}

/**
 * What each collection looks like and what its legend says, made in one place so that they cannot differ.
 * `addresses` and `areas` are drawn by their own modules.
 */
export function lookOf(collection: string, theme: Theme): LayerLook | null {
  const c = paletteOf(theme);
  switch (collection) {
    case 'schools':
      return points(collection, c.school, c);
    case 'hotspots':
      return points(collection, c.hotspot, c);
    case 'public-buildings':
      return points(collection, c.building, c);
    case 'stops':
      return stopRings(c);
    case 'business-parks':
      return businessParks(c);
    case 'households':
      return householdCells(c);
    case 'districts':
      return outline(collection, c.accent, 1.6, c);
    case 'streets':
      return outline(collection, c.accent, 1.2, c);
    case 'buildings':
      return buildingOutlines(c);
    case 'existing-lines':
      return existingLines(c);
    default:
      return null;
  }
}

function points(collection: string, colour: string, c: Palette): LayerLook {
  const source = { source: collection, 'source-layer': collection };
  return {
    layers: [
      {
        id: `${collection}-dot`,
        type: 'circle',
        ...source,
        maxzoom: 12.5,
        paint: {
          'circle-color': colour,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 2.2, 12.5, 4.5],
          'circle-stroke-color': c.labelHalo,
          'circle-stroke-width': 1,
        },
      },
      {
        id: `${collection}-icon`,
        type: 'symbol',
        ...source,
        minzoom: 12.5,
        layout: {
          'icon-image': `${collection}-${c.labelHalo}`,
          'icon-allow-overlap': true,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 12.5, 0.62, 16, 1],
        },
      },
    ],
    legend: [{ label: `layer.${collection}`, colour, shape: 'icon', icon: collection }],
    pickable: [`${collection}-dot`, `${collection}-icon`],
  };
}

/** Quiet: stops are many, and are there to be counted. */
function stopRings(c: Palette): LayerLook {
  return {
    layers: [
      {
        id: 'stops-ring',
        type: 'circle',
        source: 'stops',
        'source-layer': 'stops',
        paint: {
          'circle-color': c.labelHalo,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 1, 12.5, 3, 16, 5],
          'circle-stroke-color': c.label,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 13, 1.6],
        },
      },
    ],
    legend: [{ label: 'layer.stops', colour: c.label, shape: 'ring' }],
    pickable: ['stops-ring'],
  };
}

function businessParks(c: Palette): LayerLook {
  const source = { source: 'business-parks', 'source-layer': 'business-parks' };
  return {
    layers: [
      {
        id: 'business-parks-fill',
        type: 'fill',
        ...source,
        paint: { 'fill-pattern': `hatch-${c.park}`, 'fill-opacity': 0.75 },
      },
      {
        id: 'business-parks-line',
        type: 'line',
        ...source,
        paint: { 'line-color': c.park, 'line-width': 1.1 },
      },
    ],
    legend: [{ label: 'layer.business-parks', colour: c.park, shape: 'hatch' }],
    pickable: ['business-parks-fill'],
  };
}

function buildingOutlines(c: Palette): LayerLook {
  const source = { source: 'buildings', 'source-layer': 'buildings' };
  return {
    layers: [
      {
        id: 'buildings-fill',
        type: 'fill',
        ...source,
        paint: { 'fill-color': c.border, 'fill-opacity': 0.35 },
      },
      {
        id: 'buildings-line',
        type: 'line',
        ...source,
        paint: { 'line-color': c.border, 'line-width': 0.8 },
      },
    ],
    legend: [{ label: 'layer.buildings', colour: c.border, shape: 'square' }],
    pickable: ['buildings-fill'],
  };
}

/** Broken as the plan draws what it uses of them: ducts with dots, shared trenches with dashes. */
function existingLines(c: Palette): LayerLook {
  const source = { source: 'existing-lines', 'source-layer': 'existing-lines' };
  const line = (kind: string, dash: number[]): LayerSpecification => ({
    id: `existing-lines-${kind}`,
    type: 'line',
    ...source,
    filter: ['==', ['get', 'kind'], kind],
    paint: {
      'line-color': c.proposal,
      'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.4, 16, 3.4],
      'line-dasharray': dash,
    },
  });
  return {
    layers: [line('existing-duct', [1, 1.2]), line('joint-trench', [3, 1.2])],
    legend: [
      { label: 'layer.existing-duct', colour: c.proposal, shape: 'dotted' },
      { label: 'layer.joint-trench', colour: c.proposal, shape: 'dashed' },
    ],
    pickable: ['existing-lines-existing-duct', 'existing-lines-joint-trench'],
  };
}

/** Upper bounds of the classes of households per cell; the last class is open. */
export const CELL_STEPS = [5, 15, 40, 100] as const;

function householdCells(c: Palette): LayerLook {
  const steps = CELL_STEPS.flatMap((limit, index) => [limit, c.cells[index + 1]!]);
  return {
    layers: [
      {
        id: 'households-fill',
        type: 'fill',
        source: 'households',
        'source-layer': 'households',
        paint: {
          'fill-color': ['step', ['coalesce', ['get', 'households'], 0], c.cells[0], ...steps],
          'fill-opacity': 0.72,
        },
      } as LayerSpecification,
    ],
    legend: c.cells.map((colour, index) => ({
      label: `legend.cells.${index}`,
      colour,
      shape: 'square' as const,
    })),
    pickable: ['households-fill'],
  };
}

function outline(collection: string, colour: string, width: number, c: Palette): LayerLook {
  const source = { source: collection, 'source-layer': collection };
  const layers: LayerSpecification[] = [
    {
      id: `${collection}-line`,
      type: 'line',
      ...source,
      paint: { 'line-color': colour, 'line-width': width, 'line-opacity': 0.85 },
    },
  ];
  if (collection === 'districts') {
    layers.unshift({
      id: 'districts-hit',
      type: 'fill',
      ...source,
      paint: { 'fill-color': c.accent, 'fill-opacity': 0.03 },
    });
  }
  return {
    layers,
    legend: [{ label: `layer.${collection}`, colour, shape: 'line' }],
    pickable: [collection === 'districts' ? 'districts-hit' : `${collection}-line`],
  };
}
