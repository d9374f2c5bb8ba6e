import { type ComponentType, lazy } from 'react';
import type { Ability } from '../api.ts';
import { LayersPanel } from '../layers/layers-panel.tsx';
import { may } from '../state/may.ts';
import type { PanelTab } from '../state/permalink.ts';
import type { IconName } from '../ui/icon.tsx';

/** What a room of the side panel is told. */
export interface RoomProps {
  /** Whether a planner is signed in; the public sees the rooms that are `isPublic`. */
  readonly planner: boolean;
  readonly sessionKnown: boolean;
}

/** A room of the side panel: a tab in the rail, a command in the search, a key. */
export interface Room {
  readonly id: PanelTab;
  readonly icon: IconName;
  readonly isPublic: boolean;
  /** Who may enter, where that is not every planner. */
  readonly needs?: Ability;
  /** Asks for more width than the others, for tables. */
  readonly isWide?: boolean;
  readonly Panel: ComponentType<RoomProps>;
}

/** Every room, in the order of the rail; the first nine answer to the keys 1 to 9. A new one is a folder and a line here. */
export const ROOMS: readonly Room[] = [
  { id: 'layers', icon: 'layers', isPublic: true, Panel: LayersPanel },
  {
    id: 'own',
    icon: 'document',
    isPublic: false,
    needs: 'own-claims',
    isWide: true,
    Panel: lazy(() => import('../operator/own-claims-panel.tsx')),
  },
  {
    id: 'areas',
    icon: 'polygon',
    isPublic: false,
    needs: 'areas',
    Panel: lazy(() => import('../areas/areas-panel.tsx')),
  },
  {
    id: 'statistics',
    icon: 'chart',
    isPublic: true,
    Panel: lazy(() => import('../statistics/statistics-panel.tsx')),
  },
  {
    id: 'compare',
    icon: 'compare',
    isPublic: false,
    needs: 'assessment',
    Panel: lazy(() => import('../compare/compare-panel.tsx')),
  },
  {
    id: 'needs',
    icon: 'building',
    isPublic: false,
    needs: 'needs',
    Panel: lazy(() => import('../needs/needs-panel.tsx')),
  },
  {
    id: 'network',
    icon: 'network',
    isPublic: false,
    needs: 'network',
    Panel: lazy(() => import('../network/network-panel.tsx')),
  },
  {
    id: 'funding',
    icon: 'document',
    isPublic: false,
    needs: 'funding',
    isWide: true,
    Panel: lazy(() => import('../funding/funding-panel.tsx')),
  },
  {
    id: 'review',
    icon: 'check',
    isPublic: false,
    needs: 'review',
    Panel: lazy(() => import('../review/review-panel.tsx')),
  },
  {
    id: 'data',
    icon: 'upload',
    isPublic: false,
    needs: 'import',
    Panel: lazy(() => import('../intake/data-panel.tsx')),
  },
];

/** The rooms somebody may enter. */
export const roomsOf = (planner: boolean): readonly Room[] =>
  ROOMS.filter((room) => (room.needs ? may(room.needs) : planner || room.isPublic));
