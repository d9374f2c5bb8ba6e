import type { PlanArea, Stored } from './plan.ts';

/** One area that is not saved: its state here, and what it was made from. */
export interface DraftEntry {
  readonly key: string;
  /** null: deleted here. */
  readonly area: PlanArea | null;
  readonly base: Stored | null;
}

const KEY = 'lueckenlos.draft.1';

/** What an earlier visit left unsaved. Broken or foreign content counts as none. */
export function readDraft(storage: Pick<Storage, 'getItem'> = localStorage): DraftEntry[] {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** Keeps unsaved areas in this browser. @returns false when the browser has no room for them */
export function writeDraft(
  entries: readonly DraftEntry[],
  storage: Pick<Storage, 'setItem' | 'removeItem'> = localStorage,
): boolean {
  try {
    if (entries.length === 0) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(entries));
    return true;
  } catch {
    return false;
  }
}

function isEntry(value: unknown): value is DraftEntry {
  const entry = value as DraftEntry | null;
  if (typeof entry?.key !== 'string') return false;
  return (
    entry.area === null ||
    (entry.area?.geometry?.type === 'MultiPolygon' && typeof entry.area.name === 'string')
  );
}
