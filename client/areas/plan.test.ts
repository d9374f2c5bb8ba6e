import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Areas, applyEdit, freeName, makeEdit, type PlanArea, reverse, unsavedOf } from './plan.ts';

const area = (key: string, name = key): PlanArea => ({
  key,
  name,
  note: '',
  rules: null,
  parameters: {},
  origin: 'drawn',
  geometry: { type: 'MultiPolygon', coordinates: [] },
});
const changes = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.option(fc.string().map((name) => area('x', name))),
);
const start: Areas = { a: area('a'), b: area('b') };

describe('edits', () => {
  it('are taken back to the state before, whatever they did and however many there were', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 8 }), (steps) => {
        let state = start;
        const done = steps.map((step) => {
          const edit = makeEdit('x', state, step);
          state = applyEdit(state, edit);
          return edit;
        });
        const end = state;
        for (const edit of [...done].reverse()) state = applyEdit(state, reverse(edit));
        expect(state).toEqual(start);
        for (const edit of done) state = applyEdit(state, edit);
        expect(state).toEqual(end);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('unsavedOf', () => {
  const stored = (a: PlanArea) => ({ id: a.key, version: 1, updatedAt: '', area: a });
  it('tells new, changed and deleted areas apart', () => {
    const areas: Areas = { same: area('same'), other: area('other', 'renamed'), fresh: area('fresh') };
    const base = { same: stored(area('same')), other: stored(area('other')), gone: stored(area('gone')) };
    expect(unsavedOf(areas, base)).toEqual({ created: ['fresh'], changed: ['other'], deleted: ['gone'] });
  });
  it('is empty when an edit was taken back', () => {
    const base = { a: stored(area('a')) };
    expect(unsavedOf({ a: area('a') }, base)).toEqual({ created: [], changed: [], deleted: [] });
  });
});

describe('freeName', () => {
  it('counts up only where it must', () => {
    expect(freeName('Mitte', {})).toBe('Mitte');
    expect(freeName('Mitte', { a: area('a', 'Mitte'), b: area('b', 'Mitte 2') })).toBe('Mitte 3');
  });
});
