import { describe, expect, it } from 'vitest';
import { joinRings, splitRings } from './rings.ts';

const square = (x: number, size: number) => [
  [x, 0],
  [x + size, 0],
  [x + size, size],
  [x, size],
  [x, 0],
];
const area = {
  type: 'MultiPolygon' as const,
  coordinates: [[square(0, 10), square(2, 2), square(6, 2)], [square(20, 5)]],
};

describe('rings', () => {
  it('come apart and together without a loss, holes in their polygon', () => {
    const rings = splitRings(area);
    expect(rings.map((r) => [r.polygon, r.hole])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
    ]);
    expect(joinRings([...rings].reverse())).toEqual(area);
  });

  it('lose their holes with their outline', () => {
    const rings = splitRings(area).filter((r) => r.polygon === 1 || r.hole > 0);
    expect(joinRings(rings).coordinates).toEqual([[square(20, 5)]]);
  });

  it('are rounded to what the drawing tool takes', () => {
    const ring = [
      [9.12345678912345, 52.1],
      [9.2, 52.1],
      [9.2, 52.2],
      [9.12345678912345, 52.1],
    ];
    const [first] = splitRings({ type: 'MultiPolygon', coordinates: [[ring]] });
    expect(first!.coordinates[0]).toEqual([9.123456789, 52.1]);
  });
});
