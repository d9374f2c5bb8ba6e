import { create } from 'zustand';
import type { SavedArea } from '../api.ts';
import type { AreaFigures, Overlap } from '../workers/messages.ts';
import { readDraft, writeDraft } from './draft.ts';
import {
  type Areas,
  applyEdit,
  countUnsaved,
  type Edit,
  fromSaved,
  makeEdit,
  type PlanArea,
  reverse,
  type Stored,
  unsavedOf,
} from './plan.ts';

/** A save the server refused because somebody else saved first. `current` is missing when it was deleted. */
export interface Conflict {
  readonly key: string;
  readonly intent: 'save' | 'delete';
  readonly current: SavedArea | null;
}

interface PlanStore {
  readonly areas: Areas;
  readonly stored: Readonly<Record<string, Stored>>;
  /** Measured by the worker for the present geometry. */
  readonly figures: Readonly<Record<string, AreaFigures>>;
  /** Kept areas that share addresses with the area of that key. */
  readonly overlaps: Readonly<Record<string, readonly Overlap[]>>;
  readonly undone: readonly Edit[];
  readonly done: readonly Edit[];
  readonly loaded: boolean;
  readonly restored: number;
  readonly saving: boolean;
  readonly savedAt: number | null;
  readonly failure: unknown;
  readonly conflicts: readonly Conflict[];
}

const START: PlanStore = {
  areas: {},
  stored: {},
  figures: {},
  overlaps: {},
  undone: [],
  done: [],
  loaded: false,
  restored: 0,
  saving: false,
  savedAt: null,
  failure: null,
  conflicts: [],
};

/** The areas of this page, how they came about, and what of them is not saved yet. */
export const usePlan = create<PlanStore>(() => START);

/** The one door: applies a change, remembers the way back, keeps the draft. */
export function changeAreas(label: string, changes: Readonly<Record<string, PlanArea | null>>): void {
  const { areas, done } = usePlan.getState();
  const edit = makeEdit(label, areas, changes);
  usePlan.setState({ areas: applyEdit(areas, edit), done: [...done, edit].slice(-200), undone: [] });
}

export function undo(): Edit | null {
  const { areas, done, undone } = usePlan.getState();
  const edit = done.at(-1);
  if (!edit) return null;
  usePlan.setState({
    areas: applyEdit(areas, reverse(edit)),
    done: done.slice(0, -1),
    undone: [...undone, edit],
  });
  return edit;
}

export function redo(): Edit | null {
  const { areas, done, undone } = usePlan.getState();
  const edit = undone.at(-1);
  if (!edit) return null;
  usePlan.setState({ areas: applyEdit(areas, edit), done: [...done, edit], undone: undone.slice(0, -1) });
  return edit;
}

/** Takes the server's areas over, with the draft of an earlier visit laid on top. */
export function loadAreas(saved: readonly SavedArea[]): void {
  const stored: Record<string, Stored> = {};
  const areas: Record<string, PlanArea> = {};
  for (const one of saved) {
    const entry = fromSaved(one);
    stored[entry.area.key] = entry;
    areas[entry.area.key] = entry.area;
  }
  const draft = readDraft();
  for (const { key: oldKey, area, base } of draft) {
    // An area first saved in the earlier visit had a key of its own there; here the server's id is its key.
    const key = base?.id ?? oldKey;
    if (area) areas[key] = { ...area, key };
    else delete areas[key];
    // The version the draft was made from decides whether saving it is stale.
    if (base && stored[key]) stored[key] = { ...base, area: { ...base.area, key } };
  }
  usePlan.setState({ ...START, areas, stored, loaded: true, restored: draft.length });
}

export const unsavedCount = (state: Pick<PlanStore, 'areas' | 'stored'>): number =>
  countUnsaved(unsavedOf(state.areas, state.stored));

/** Writes the draft now: after a save, or what was saved would come back as unsaved if the page closed at once. */
export function keepDraft(): void {
  clearTimeout(timer);
  timer = undefined;
  const { areas, stored } = usePlan.getState();
  const { created, changed, deleted } = unsavedOf(areas, stored);
  writeDraft(
    [...created, ...changed, ...deleted].map((key) => ({
      key,
      area: areas[key] ?? null,
      base: stored[key] ?? null,
    })),
  );
}

let timer: ReturnType<typeof setTimeout> | undefined;
usePlan.subscribe((state, before) => {
  if (!state.loaded || (state.areas === before.areas && state.stored === before.stored)) return;
  clearTimeout(timer);
  timer = setTimeout(keepDraft, 200);
});
globalThis.addEventListener?.('pagehide', () => {
  if (timer !== undefined) keepDraft();
});
