import { beforeEach, describe, expect, it } from 'vitest';
import type { SavedArea } from '../api.ts';

const kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  },
});
const { changeAreas, keepDraft, loadAreas, redo, undo, unsavedCount, usePlan } = await import(
  './plan-store.ts'
);

const saved = (id: string, version = 1): SavedArea => ({
  id,
  version,
  name: id,
  note: '',
  rules: null,
  parameters: {},
  figures: {},
  origin: 'drawn',
  createdAt: '2026-01-01',
  updatedAt: '2026-01-01',
  geometry: { type: 'MultiPolygon', coordinates: [] },
});
const draft = (entries: unknown) => kept.set('lueckenlos.draft.1', JSON.stringify(entries));
const state = () => usePlan.getState();

describe('plan store', () => {
  beforeEach(() => kept.clear());

  it('counts what is unsaved, and nothing after it was undone', () => {
    loadAreas([saved('a'), saved('b')]);
    expect(unsavedCount(state())).toBe(0);
    changeAreas('edit.rename', { a: { ...state().areas.a!, name: 'new' }, b: null });
    expect(unsavedCount(state())).toBe(2);
    expect(undo()?.label).toBe('edit.rename');
    expect(unsavedCount(state())).toBe(0);
    redo();
    expect(Object.keys(state().areas)).toEqual(['a']);
    expect(undo() && undo()).toBeNull();
  });

  it('lays a draft over the server’s state and keeps the version it was made from', () => {
    loadAreas([saved('a', 3)]);
    const base = state().stored.a!;
    draft([{ key: 'a', area: { ...base.area, note: 'mine' }, base: { ...base, version: 2 } }]);
    loadAreas([saved('a', 3)]);
    expect(state().areas.a!.note).toBe('mine');
    expect(state().stored.a!.version).toBe(2);
    expect(state().restored).toBe(1);
  });

  it('knows an area again that was first saved in the earlier visit', () => {
    loadAreas([saved('server-id')]);
    const { area } = state().stored['server-id']!;
    const mine = { ...area, key: 'client-key', note: 'mine' };
    draft([
      {
        key: 'client-key',
        area: mine,
        base: { id: 'server-id', version: 1, updatedAt: '', area: { ...area, key: 'client-key' } },
      },
    ]);
    loadAreas([saved('server-id')]);
    expect(Object.keys(state().areas)).toEqual(['server-id']);
    expect(state().areas['server-id']).toMatchObject({ key: 'server-id', note: 'mine' });
    expect(unsavedCount(state())).toBe(1);
  });

  it('keeps a drawn area that was never saved, and a deletion', () => {
    loadAreas([saved('a')]);
    const base = state().stored.a!;
    draft([
      { key: 'fresh', area: { ...base.area, key: 'fresh' }, base: null },
      { key: 'a', area: null, base },
    ]);
    loadAreas([saved('a')]);
    expect(Object.keys(state().areas)).toEqual(['fresh']);
    expect(unsavedCount(state())).toBe(2);
  });

  it('has nothing unsaved left in the draft the moment a save is remembered', () => {
    kept.clear();
    loadAreas([]);
    const area = { ...saved('a'), key: 'a' };
    changeAreas('edit.draw', { a: area as never });
    keepDraft();
    expect(kept.size).toBe(1);
    usePlan.setState({
      stored: { a: { id: 'a', version: 1, updatedAt: '2026-01-01', area: area as never } },
    });
    keepDraft();
    expect(kept.size).toBe(0);
  });
});
