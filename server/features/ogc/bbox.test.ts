import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import { parseBbox } from './bbox.ts';
import { CRS84, parseCrs, SUPPORTED_CRS } from './crs.ts';
import { innerBox } from './inner-box.ts';

describe('the rectangle that surely lies in a box', () => {
  it('does, at every point of its edges', () => {
    const box = fc.record({
      lon: fc.double({ min: 5, max: 16, noNaN: true }),
      lat: fc.double({ min: 46, max: 56, noNaN: true }),
      width: fc.double({ min: 0.0001, max: 10, noNaN: true }),
      height: fc.double({ min: 0.0001, max: 8, noNaN: true }),
    });
    let found = 0;
    fc.assert(
      fc.property(box, ({ lon, lat, width, height }) => {
        const outer = { srid: 4326 as const, minX: lon, minY: lat, maxX: lon + width, maxY: lat + height };
        const inner = innerBox(outer);
        if (inner === null) return;
        found++;
        for (let k = 0; k <= 100; k++) {
          const x = inner.minX + ((inner.maxX - inner.minX) * k) / 100;
          const y = inner.minY + ((inner.maxY - inner.minY) * k) / 100;
          for (const [e, n] of [
            [x, inner.minY],
            [x, inner.maxY],
            [inner.minX, y],
            [inner.maxX, y],
          ] as const) {
            const [pointLon, pointLat] = utm32ToLonLat(e, n);
            expect(pointLon).toBeGreaterThan(outer.minX);
            expect(pointLon).toBeLessThan(outer.maxX);
            expect(pointLat).toBeGreaterThan(outer.minY);
            expect(pointLat).toBeLessThan(outer.maxY);
          }
        }
      }),
      { seed: 11, numRuns: 200 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('covers nearly all of a box over a city', () => {
    const inner = innerBox({ srid: 4326, minX: 9.6, minY: 52.3, maxX: 9.9, maxY: 52.45 })!;
    const areaKm2 = ((inner.maxX - inner.minX) * (inner.maxY - inner.minY)) / 1e6;
    expect(areaKm2).toBeGreaterThan(0.95 * 20.4 * 16.7);
  });
});

describe('boxes', () => {
  it('are read in the axis order of their CRS', () => {
    const [box] = parseBbox('52.3,9.6,52.5,9.9', parseCrs('bbox-crs', SUPPORTED_CRS[1]!.uri));
    expect(box).toEqual({ srid: 4326, minX: 9.6, minY: 52.3, maxX: 9.9, maxY: 52.5 });
  });

  it('are two across the antimeridian, cut to where planning coordinates exist', () => {
    expect(parseBbox('20,50,-20,55', CRS84)).toEqual([
      { srid: 4326, minX: 20, minY: 50, maxX: 49, maxY: 55 },
      { srid: 4326, minX: -31, minY: 50, maxX: -20, maxY: 55 },
    ]);
    expect(parseBbox('170,50,-170,55', CRS84)).toEqual([]);
  });

  it('know CRS by URI and by safe CURIE only', () => {
    expect(parseCrs('crs', '[EPSG:25832]').srid).toBe(25832);
    expect(parseCrs('crs', '[OGC:CRS84]')).toBe(CRS84);
    expect(() => parseCrs('crs', '[EPSG:31467]')).toThrow('unknown-crs at crs');
    expect(() => parseCrs('crs', 'toString')).toThrow('unknown-crs at crs');
  });
});
