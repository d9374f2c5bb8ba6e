import type { Issue } from '../issue.ts';
import { issue } from './report.ts';

/** Places of a building that are to have public WLAN: public areas and meeting rooms, and how many have it. */
export interface RolloutFigures {
  readonly publicAreas: number;
  readonly publicAreasDone: number;
  readonly meetingRooms: number;
  readonly meetingRoomsDone: number;
  /** ISO date by which all are to be done; null = none set. */
  readonly targetDate: string | null;
}

export type RolloutState = 'none' | 'planned' | 'partial' | 'complete' | 'unknown';

export interface RolloutBuilding {
  readonly id: number;
  readonly name: string;
  readonly department: string | null;
  readonly district: string | null;
  /** Null where nobody has counted yet. */
  readonly figures: RolloutFigures | null;
  /** State and target of the data set, used where there are no figures. */
  readonly listedState: RolloutState;
  readonly listedTargetDate: string | null;
}

export interface JudgedBuilding extends RolloutBuilding {
  readonly state: RolloutState;
  readonly targetDate: string | null;
  /** Days since the target date passed; 0 where it has not or the building is complete. */
  readonly overdueDays: number;
}

export interface RolloutGroup {
  /** Department or district; null = not named. */
  readonly name: string | null;
  readonly buildings: number;
  readonly complete: number;
  readonly overdue: number;
  /** Buildings of which nobody has counted the places. */
  readonly uncounted: number;
  readonly places: number;
  readonly placesDone: number;
}

/** The state that follows from the figures. A building with no place to equip is complete. */
export function stateOfFigures(figures: RolloutFigures): RolloutState {
  const done = figures.publicAreasDone + figures.meetingRoomsDone;
  if (done === figures.publicAreas + figures.meetingRooms) return 'complete';
  if (done > 0) return 'partial';
  return figures.targetDate === null ? 'none' : 'planned';
}

/** Judges a building on a day (ISO date). On the target date itself it is not overdue yet. */
export function judgeBuilding(building: RolloutBuilding, today: string): JudgedBuilding {
  const { figures } = building;
  const state = figures ? stateOfFigures(figures) : building.listedState;
  const targetDate = figures ? figures.targetDate : building.listedTargetDate;
  const days = targetDate === null ? 0 : (Date.parse(today) - Date.parse(targetDate)) / 86_400_000;
  return { ...building, state, targetDate, overdueDays: state === 'complete' ? 0 : Math.max(0, days) };
}

/** Overdue first, the longest overdue on top; then by target date, then without one, the complete ones last. */
export function inOrderOfUrgency(buildings: readonly JudgedBuilding[]): JudgedBuilding[] {
  const rank = (building: JudgedBuilding) =>
    building.state === 'complete' ? 2 : building.targetDate === null ? 1 : 0;
  return [...buildings].sort(
    (a, b) =>
      b.overdueDays - a.overdueDays ||
      rank(a) - rank(b) ||
      (a.targetDate ?? '').localeCompare(b.targetDate ?? '') ||
      a.name.localeCompare(b.name, 'de') ||
      a.id - b.id,
  );
}

/** Progress of groups; those with the most overdue buildings first, then by name, the nameless last. */
export function rolloutGroups(
  buildings: readonly JudgedBuilding[],
  nameOf: (building: JudgedBuilding) => string | null,
): RolloutGroup[] {
  const groups = Map.groupBy(buildings, nameOf);
  return [...groups]
    .map(([name, members]) => groupOf(name, members))
    .sort(
      (a, b) =>
        b.overdue - a.overdue ||
        Number(a.name === null) - Number(b.name === null) ||
        (a.name ?? '').localeCompare(b.name ?? '', 'de'),
    );
}

export function groupOf(name: string | null, buildings: readonly JudgedBuilding[]): RolloutGroup {
  const count = (test: (building: JudgedBuilding) => boolean) => buildings.filter(test).length;
  const sum = (value: (figures: RolloutFigures) => number) =>
    buildings.reduce((total, { figures }) => total + (figures ? value(figures) : 0), 0);
  return {
    name,
    buildings: buildings.length,
    complete: count(({ state }) => state === 'complete'),
    overdue: count(({ overdueDays }) => overdueDays > 0),
    uncounted: count(({ figures }) => figures === null),
    places: sum((figures) => figures.publicAreas + figures.meetingRooms),
    placesDone: sum((figures) => figures.publicAreasDone + figures.meetingRoomsDone),
  };
}

export interface RolloutEntry extends RolloutFigures {
  /** ISO date of the entry. */
  readonly day: string;
  /** What tells buildings apart. */
  readonly building: string;
}

export interface RolloutPoint {
  readonly day: string;
  readonly places: number;
  readonly placesDone: number;
}

/** What was known at the end of each day with an entry: a later entry of a building replaces its earlier one. */
export function rolloutHistory(entries: readonly RolloutEntry[]): RolloutPoint[] {
  const latest = new Map<string, RolloutEntry>();
  const points = new Map<string, RolloutPoint>();
  for (const entry of [...entries].sort((a, b) => a.day.localeCompare(b.day))) {
    latest.set(entry.building, entry);
    let places = 0;
    let placesDone = 0;
    for (const each of latest.values()) {
      places += each.publicAreas + each.meetingRooms;
      placesDone += each.publicAreasDone + each.meetingRoomsDone;
    }
    points.set(entry.day, { day: entry.day, places, placesDone });
  }
  return [...points.values()];
}

export const NOTE_MAX_LENGTH = 500;
const MOST_PLACES = 10_000;
const COUNTS = ['publicAreas', 'publicAreasDone', 'meetingRooms', 'meetingRoomsDone'] as const;

/** Reads what the WLAN officer enters; every field that does not fit is named with its value and the remedy. */
export function readFigures(
  fields: Readonly<Record<string, unknown>>,
): { readonly figures: RolloutFigures; readonly note: string } | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const counts: Record<(typeof COUNTS)[number], number> = {
    publicAreas: 0,
    publicAreasDone: 0,
    meetingRooms: 0,
    meetingRoomsDone: 0,
  };
  for (const name of COUNTS) {
    const value = fields[name];
    const number = typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MOST_PLACES)
      counts[name] = number;
    else issues.push(issue('wlan-rollout-count', name, value, { max: MOST_PLACES }));
  }
  if (issues.length === 0)
    for (const [done, all] of [
      ['publicAreasDone', 'publicAreas'],
      ['meetingRoomsDone', 'meetingRooms'],
    ] as const)
      if (counts[done] > counts[all])
        issues.push(issue('wlan-rollout-too-many-done', done, String(counts[done]), { all: counts[all] }));
  const date = fields.targetDate === '' || fields.targetDate == null ? null : fields.targetDate;
  if (date !== null && !isDate(date)) issues.push(issue('wlan-rollout-date', 'targetDate', date, {}));
  const note = String(fields.note ?? '')
    .replaceAll('\0', '')
    .toWellFormed()
    .trim();
  if (note.length > NOTE_MAX_LENGTH)
    issues.push(issue('wlan-rollout-note', 'note', note, { length: note.length, max: NOTE_MAX_LENGTH }));
  if (issues.length > 0) return { issues };
  return { figures: { ...counts, targetDate: date as string | null }, note };
}

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}
