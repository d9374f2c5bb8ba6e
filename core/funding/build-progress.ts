import type { CalendarDate } from './calendar-date.ts';

/** Phases of the build of an area, in their order. */
export const BUILD_PHASES = ['planung', 'bau', 'fertig', 'inBetrieb'] as const;
export type BuildPhase = (typeof BUILD_PHASES)[number];

/** What was reported of an area (from 1) on a day: the phase, and metres and connections built so far. */
export interface ProgressReport {
  readonly area: number;
  readonly phase: BuildPhase;
  readonly onDate: CalendarDate;
  readonly trenchM: number;
  readonly connections: number;
  readonly note: string;
}

/** The latest report of each area by its day (the later one of a day wins); null where nothing was reported. */
export function currentProgress<R extends ProgressReport>(
  areas: number,
  reports: readonly R[],
): (R | null)[] {
  return Array.from({ length: areas }, (_, i) =>
    reports
      .filter(({ area }) => area === i + 1)
      .reduce<R | null>((latest, each) => (latest && latest.onDate > each.onDate ? latest : each), null),
  );
}
