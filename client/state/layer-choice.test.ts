import { describe, expect, it } from 'vitest';
import type { Layer } from '../api.ts';
import { knownLayers, moved, startLayers, withLayer } from './layer-choice.ts';

const layer = (id: string, access: Layer['access']): Layer => ({
  id,
  access,
  title: { de: id, en: id },
  geometry: 'point',
  count: 1,
  revision: 1,
  bounds: null,
  sources: [],
});

describe('layers', () => {
  it('hides what the role may not see and keeps unknown layers on top', () => {
    const all = [layer('new-one', 'public'), layer('addresses', 'planner'), layer('districts', 'public')];
    expect(knownLayers(all, 'public').map((l) => l.id)).toEqual(['districts', 'new-one']);
    expect(knownLayers(all, 'planner').map((l) => l.id)).toEqual(['districts', 'addresses', 'new-one']);
  });

  it('never shows addresses to the public at the start', () => {
    expect(startLayers(false)).not.toContain('addresses');
  });

  it('puts a layer back at its height', () => {
    expect(withLayer(['business-parks', 'schools'], 'addresses', true)).toEqual([
      'business-parks',
      'addresses',
      'schools',
    ]);
    expect(withLayer(['business-parks', 'schools'], 'schools', false)).toEqual(['business-parks']);
    expect(withLayer(['schools'], 'schools', true)).toEqual(['schools']);
  });

  it('moves within the list and stops at its ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moved(['a'], 'x', 1)).toEqual(['a']);
  });
});
