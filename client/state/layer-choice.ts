import { create } from 'zustand';
import type { Layer, Role } from '../api.ts';

/** From the ground up. */
const ORDER = [
  'households',
  'districts',
  'buildings',
  'streets',
  'existing-lines',
  'business-parks',
  'addresses',
  'areas',
  'stops',
  'public-buildings',
  'schools',
  'hotspots',
];

/** Layers that a role may see, lowest first. */
export function knownLayers(layers: readonly Layer[], role: Role): Layer[] {
  const rank = (id: string) => {
    const at = ORDER.indexOf(id);
    return at < 0 ? ORDER.length : at;
  };
  return layers
    .filter((layer) => layer.access === 'public' || role !== 'public')
    .sort((a, b) => rank(a.id) - rank(b.id));
}

/** What is visible when the link says nothing. */
export function startLayers(planner: boolean): string[] {
  return planner
    ? ['business-parks', 'addresses', 'areas', 'schools']
    : ['business-parks', 'schools', 'hotspots'];
}

/** Switches one layer; a layer that comes in goes to its usual height among the others. */
export function withLayer(visible: readonly string[], id: string, on: boolean): string[] {
  const others = visible.filter((other) => other !== id);
  if (!on) return others;
  const at = others.findIndex((other) => ORDER.indexOf(other) > ORDER.indexOf(id));
  return at < 0 ? [...others, id] : [...others.slice(0, at), id, ...others.slice(at)];
}

/** Moves a visible layer one step up (1) or down (-1) in the drawing order. */
export function moved(visible: readonly string[], id: string, step: 1 | -1): string[] {
  const from = visible.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= visible.length) return [...visible];
  const next = [...visible];
  next[from] = next[to]!;
  next[to] = id;
  return next;
}

interface Opacities {
  readonly byLayer: Readonly<Record<string, number>>;
  readonly setOpacity: (id: string, opacity: number) => void;
}

/** How strongly each layer is drawn, 0.1 to 1. */
export const useOpacity = create<Opacities>((set) => ({
  byLayer: {},
  setOpacity: (id, opacity) => set((state) => ({ byLayer: { ...state.byLayer, [id]: opacity } })),
}));
