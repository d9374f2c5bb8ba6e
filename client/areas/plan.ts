import type { MultiPolygon } from 'geojson';
import type { AreaInput, AreaOrigin, SavedArea } from '../api.ts';
import type { AreaFigures } from '../workers/messages.ts';

/** A planning area as the page works on it. `key` lives as long as the page knows the area. */
export interface PlanArea {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly rules: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly origin: AreaOrigin;
  readonly geometry: MultiPolygon;
}

export type Areas = Readonly<Record<string, PlanArea>>;

/** What the server holds of an area: the state we saw last, and its version. */
export interface Stored {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly area: PlanArea;
}

/** A step of the user: what the areas it touches were before and are after; null is not there. */
export interface Edit {
  /** Key of the translations, for the undo button's name. */
  readonly label: string;
  readonly before: Readonly<Record<string, PlanArea | null>>;
  readonly after: Readonly<Record<string, PlanArea | null>>;
}

/** The edit that makes `changes` out of `areas`. */
export function makeEdit(
  label: string,
  areas: Areas,
  changes: Readonly<Record<string, PlanArea | null>>,
): Edit {
  const before = Object.fromEntries(Object.keys(changes).map((key) => [key, areas[key] ?? null]));
  return { label, before, after: changes };
}

export const reverse = ({ label, before, after }: Edit): Edit => ({ label, before: after, after: before });

export function applyEdit(areas: Areas, edit: Edit): Areas {
  const next: Record<string, PlanArea> = { ...areas };
  for (const [key, area] of Object.entries(edit.after)) {
    if (area) next[key] = area;
    else delete next[key];
  }
  return next;
}

/** What has to be saved, by key. */
export interface Unsaved {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

export function unsavedOf(areas: Areas, stored: Readonly<Record<string, Stored>>): Unsaved {
  const keys = Object.keys(areas);
  return {
    created: keys.filter((key) => !stored[key]),
    changed: keys.filter((key) => stored[key] && !sameArea(areas[key]!, stored[key].area)),
    deleted: Object.keys(stored).filter((key) => !areas[key]),
  };
}

export const countUnsaved = (unsaved: Unsaved): number =>
  unsaved.created.length + unsaved.changed.length + unsaved.deleted.length;

export function sameArea(a: PlanArea, b: PlanArea): boolean {
  if (a === b) return true;
  const { geometry: geometryA, ...restA } = a;
  const { geometry: geometryB, ...restB } = b;
  return (
    JSON.stringify(restA) === JSON.stringify(restB) &&
    (geometryA === geometryB || JSON.stringify(geometryA) === JSON.stringify(geometryB))
  );
}

export function fromSaved(saved: SavedArea, key: string = saved.id): Stored {
  const { id, version, updatedAt, name, note, rules, parameters, origin, geometry } = saved;
  return { id, version, updatedAt, area: { key, name, note, rules, parameters, origin, geometry } };
}

export function toInput(area: PlanArea, figures: AreaFigures | undefined): AreaInput {
  const { name, note, rules, parameters, origin, geometry } = area;
  return { name, note, rules, parameters, origin, geometry, figures: figures ? { ...figures } : {} };
}

/** A name that no other area has. */
export function freeName(wanted: string, areas: Areas): string {
  const taken = new Set(Object.values(areas).map((area) => area.name));
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted} ${n}`)) return `${wanted} ${n}`;
}
