import { describe, expect, it } from 'vitest';
import { shapefileFieldNames } from './shapefile-field-names.ts';

describe('shapefileFieldNames', () => {
  it('keeps ten characters and cuts eleven', () => {
    const names = shapefileFieldNames(['abcdefghij', 'klmnopqrstu']);
    expect(names.get('abcdefghij')).toBe('abcdefghij');
    expect(names.get('klmnopqrstu')).toBe('klmnopqrst');
  });

  it('keeps cut names apart, however many there are', () => {
    const names = shapefileFieldNames(
      Array.from({ length: 120 }, (_, i) => `selectedAddresses${'x'.repeat(i)}`),
    );
    const short = [...names.values()];
    expect(new Set(short).size).toBe(120);
    expect(short.every((name) => /^[a-z0-9_]{1,10}$/.test(name))).toBe(true);
  });

  it('spells umlauts out', () => {
    expect([...shapefileFieldNames(['Fläche', 'Größe', 'areaM2']).values()]).toEqual([
      'flaeche',
      'groesse',
      'area_m2',
    ]);
  });
});
