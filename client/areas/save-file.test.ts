import { describe, expect, it } from 'vitest';
import { markedName } from './save-file.ts';

describe('names of files made from demo data', () => {
  it('say so, once', () => {
    expect(markedName('areas.gpkg')).toBe('areas-demodaten.gpkg');
    expect(markedName('a.b.csv')).toBe('a.b-demodaten.csv');
    expect(markedName('areas_demodaten.zip')).toBe('areas_demodaten.zip');
    expect(markedName('ohne')).toBe('ohne-demodaten');
  });
});
