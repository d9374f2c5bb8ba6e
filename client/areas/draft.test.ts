import { describe, expect, it } from 'vitest';
import { readDraft, writeDraft } from './draft.ts';
import type { PlanArea } from './plan.ts';

function memory(start: Record<string, string> = {}) {
  const kept = { ...start };
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
    removeItem: (key: string) => {
      delete kept[key];
    },
  };
}
const area: PlanArea = {
  key: 'a',
  name: 'Anderten',
  note: '',
  rules: null,
  parameters: {},
  origin: 'drawn',
  geometry: { type: 'MultiPolygon', coordinates: [] },
};

describe('draft', () => {
  it('comes back, deletions too', () => {
    const storage = memory();
    const entries = [
      { key: 'a', area, base: null },
      { key: 'b', area: null, base: { id: 'b', version: 3, updatedAt: '', area } },
    ];
    expect(writeDraft(entries, storage)).toBe(true);
    expect(readDraft(storage)).toEqual(entries);
    writeDraft([], storage);
    expect(storage.kept).toEqual({});
  });

  it('takes broken content for none', () => {
    for (const text of ['{', 'null', '7', '[{"key":1}]', '[{"key":"a","area":{"name":"x"}}]', '[null]']) {
      expect(readDraft(memory({ 'lueckenlos.draft.1': text }))).toEqual([]);
    }
  });

  it('says when the browser has no room', () => {
    const full = {
      removeItem: () => {},
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(writeDraft([{ key: 'a', area, base: null }], full)).toBe(false);
  });
});
