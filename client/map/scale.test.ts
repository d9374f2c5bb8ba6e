import { describe, expect, it } from 'vitest';
import { scaleBar } from './scale.ts';

describe('scaleBar', () => {
  it('gives a round length that fits at every zoom', () => {
    for (let zoom = 0; zoom <= 20; zoom += 0.37) {
      const { lengthM, widthPx } = scaleBar({ zoom, lat: 52.4 });
      expect(widthPx).toBeLessThanOrEqual(110);
      expect(widthPx).toBeGreaterThan(40);
      expect([1, 2, 5]).toContain(
        Number((lengthM / 10 ** Math.floor(Math.log10(lengthM) + 1e-9)).toFixed(6)),
      );
    }
  });

  it('halves the metres with each zoom', () => {
    const at = (zoom: number) => {
      const { lengthM, widthPx } = scaleBar({ zoom, lat: 0 });
      return lengthM / widthPx;
    };
    expect(at(10) / at(11)).toBeCloseTo(2, 9);
    expect(at(0)).toBeCloseTo(78_271.517, 2);
  });
});
