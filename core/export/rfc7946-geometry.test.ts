import { describe, expect, it } from 'vitest';
import { ringAreaM2 } from '../geo/polygon.ts';
import { rfc7946Geometry } from './rfc7946-geometry.ts';

const ring = (e: number, n: number, side: number) => [
  [e, n],
  [e + side, n],
  [e + side, n + side],
  [e, n + side],
  [e, n],
];

describe('rfc7946Geometry', () => {
  it('turns outer rings counterclockwise and holes clockwise, however they came', () => {
    const outer = ring(550_000, 5_800_000, 100);
    const hole = ring(550_020, 5_800_020, 20);
    for (const polygon of [
      [outer, hole],
      [outer.toReversed(), hole.toReversed()],
    ]) {
      const { coordinates } = rfc7946Geometry([polygon], 25832);
      expect(ringAreaM2(coordinates[0]![0]!)).toBeGreaterThan(0);
      expect(ringAreaM2(coordinates[0]![1]!)).toBeLessThan(0);
    }
  });

  it('gives degrees with seven decimals, the rings closed', () => {
    const [outer] = rfc7946Geometry([[ring(550_000, 5_800_000, 100)]], 25832).coordinates[0]!;
    expect(outer![0]).toEqual(outer!.at(-1));
    for (const [lon, lat] of outer!) {
      expect(lon).toBeGreaterThan(9.7);
      expect(lon).toBeLessThan(9.8);
      expect(lat).toBeGreaterThan(52.3);
      expect(lat).toBeLessThan(52.4);
      expect(Math.round(lon! * 1e7) / 1e7).toBe(lon);
    }
  });

  it('leaves out what is smaller than a step of the decimals', () => {
    expect(rfc7946Geometry([[ring(550_000, 5_800_000, 0.001)]], 25832).coordinates).toEqual([]);
    expect(rfc7946Geometry([[ring(550_000, 5_800_000, 0.1)]], 25832).coordinates).toHaveLength(1);
  });
});
