import { describe, expect, it } from 'vitest';
import { areaM2, outlineM, subtractPolygons } from './polygon.ts';
import { withoutSpikes } from './without-spikes.ts';

const ring = (...corners: [number, number][]) => [...corners, corners[0]!];

describe('withoutSpikes', () => {
  it('takes away the sliver along a border that is shared but for a hair', () => {
    const whole = [[ring([0, 0], [100, 0], [100, 100], [0, 100])]];
    const other = [[ring([60, -10], [150, -10], [150, 99.98], [60, 99.97])]];
    const rest = subtractPolygons(whole, other);
    expect(outlineM(rest)).toBeGreaterThan(390);
    const clean = withoutSpikes(rest, 0.5);
    expect(outlineM(clean)).toBeCloseTo(320, 0);
    expect(areaM2(clean)).toBeCloseTo(6000, -1);
  });

  it('takes a spike as narrow as the width, not a wider one, whichever corner the ring begins with', () => {
    const spiked = (width: number): [number, number][] => [
      [0, 0],
      [10, 0],
      [10, 10],
      [90, 10],
      [10, 10 + width],
      [0, 20],
    ];
    for (let turn = 0; turn < 6; turn++) {
      const turned = (width: number) => {
        const corners = spiked(width);
        return [[ring(...corners.slice(turn), ...corners.slice(0, turn))]];
      };
      expect(withoutSpikes(turned(0.49), 0.5)[0]![0]).toHaveLength(6);
      expect(withoutSpikes(turned(0.51), 0.5)[0]![0]).toHaveLength(7);
    }
  });

  it('leaves right and blunt corners, and drops a ring that is nothing but a spike', () => {
    const square = [[ring([0, 0], [10, 0], [10, 10], [0, 10])]];
    expect(withoutSpikes(square, 0.5)).toEqual(square);
    expect(withoutSpikes([[ring([0, 0], [100, 0.1], [50, 0.2])]], 0.5)).toEqual([]);
  });
});
