import { create } from 'zustand';
import type { Picked } from '../map/picking.ts';
import type { PlannerMap } from '../map/planner-map.ts';

interface MapHandle {
  readonly map: PlannerMap | null;
  readonly pointer: readonly [number, number] | null;
  /** Several features under one click, waiting for a choice. */
  readonly candidates: readonly Picked[];
  readonly idle: boolean;
  readonly trouble: string | null;
  /** A tool that is running may take a click before it selects. */
  readonly takePick: (
    features: readonly Picked[],
    shiftKey: boolean,
    /** Longitude and latitude of the click. */
    place: readonly [number, number],
  ) => boolean;
}

/** The running map, for whoever wants to move it. */
export const useMapHandle = create<MapHandle>(() => ({
  map: null,
  pointer: null,
  candidates: [],
  idle: false,
  trouble: null,
  takePick: () => false,
}));
