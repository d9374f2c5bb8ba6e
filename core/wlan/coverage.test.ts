import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import classesJson from '#data/wlan/device-classes.json' with { type: 'json' };
import { wlanCoverage } from './coverage.ts';
import { type DeviceClass, footprint } from './footprint.ts';

const CLASSES = classesJson.classes as DeviceClass[];
const DEVICE = CLASSES[0]!;
const { radiusM } = footprint(DEVICE);
const EAST = 550_000;
const NORTH = 5_800_000;

const hotspots = (...metres: [east: number, north: number, id?: string][]) => ({
  eastingM: Float64Array.from(metres, ([east]) => EAST + east),
  northingM: Float64Array.from(metres, ([, north]) => NORTH + north),
  deviceClass: metres.map(([, , id]) => id ?? DEVICE.id),
});
const places = (...metres: [east: number, north: number, weight: number, district: number][]) => ({
  eastingM: Float64Array.from(metres, ([east]) => EAST + east),
  northingM: Float64Array.from(metres, ([, north]) => NORTH + north),
  weight: Float64Array.from(metres, ([, , weight]) => weight),
  districtIndex: Uint8Array.from(metres, ([, , , district]) => district),
  districts: ['Mitte', 'Linden'],
});

describe('WLAN coverage', () => {
  it('counts residents once, per district, up to the edge of the footprint', () => {
    const { districts } = wlanCoverage(
      hotspots([0, 0], [1, 0], [0, 0, 'freifunk-home']),
      CLASSES,
      places([radiusM + 0.9, 0, 5, 0], [radiusM + 1.1, 0, 7, 0], [0, 0, 3, 1], [0, 0, 2, 255]),
    );
    expect(districts).toEqual([
      { district: 'Mitte', total: 12, covered: 5, coveredBy: { [DEVICE.id]: 5, 'freifunk-home': 0 } },
      { district: 'Linden', total: 3, covered: 3, coveredBy: { [DEVICE.id]: 3, 'freifunk-home': 3 } },
      { district: null, total: 2, covered: 2, coveredBy: { [DEVICE.id]: 2, 'freifunk-home': 2 } },
    ]);
  });

  it('measures the area of the union, not the sum of the discs', () => {
    const disc = Math.PI * radiusM ** 2;
    const area = (...at: [number, number][]) =>
      wlanCoverage(hotspots(...at), CLASSES, places()).classes[0]!.areaM2 / disc;
    expect(area([0, 0])).toBeCloseTo(1, 9);
    expect(area([0, 0], [0, 0])).toBeCloseTo(1, 9);
    expect(area([0, 0], [10 * radiusM, 0])).toBeCloseTo(2, 9);
    // Two unit discs whose centres are one radius apart: overlap 2π/3 − √3/2.
    expect(area([0, 0], [radiusM, 0])).toBeCloseTo(2 - (2 / 3 - Math.sqrt(3) / 2 / Math.PI), 6);
  });

  it('agrees with comparing every pair', () => {
    const at = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
    fc.assert(
      fc.property(fc.array(at, { maxLength: 20 }), fc.array(at, { maxLength: 30 }), (spots, people) => {
        const near = people.filter(([e, n]) => spots.some(([x, y]) => Math.hypot(x - e, y - n) <= radiusM));
        const { districts } = wlanCoverage(
          hotspots(...spots),
          CLASSES,
          places(...people.map(([e, n]): [number, number, number, number] => [e, n, 1, 0])),
        );
        expect(districts[0]!.covered).toBe(near.length);
      }),
      { seed: 20_263, numRuns: 200 },
    );
  });

  it('has nothing to say without hotspots and refuses a class it does not know', () => {
    const nothing = wlanCoverage(hotspots(), CLASSES, places([0, 0, 4, 0]));
    expect(nothing.classes).toEqual([]);
    expect(nothing.districts[0]).toEqual({ district: 'Mitte', total: 4, covered: 0, coveredBy: {} });
    expect(() => wlanCoverage(hotspots([0, 0, 'toaster']), CLASSES, places())).toThrow(
      /toaster.*outdoor-2g4/,
    );
  });
});
