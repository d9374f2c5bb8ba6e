import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaM2, outlineM, ringAreaM2, subtractPolygons, withoutSlivers } from './polygon.ts';
import { crossings } from './polygon-crossings.ts';
import { PolygonIndex } from './polygon-index.ts';
import { simplifyPolygons } from './simplify-polygon.ts';
import { endsOutside, splitPolygons } from './split-polygon.ts';

const E0 = 550_000;
const N0 = 5_800_000;
/** A polygon ring from metres relative to a corner, closed. */
const ring = (...p: [number, number][]) => [...p, p[0]!].map(([x, y]) => [E0 + x, N0 + y]);
const square = (x: number, y: number, side: number) =>
  ring([x, y], [x + side, y], [x + side, y + side], [x, y + side]);
const line = (...p: [number, number][]) => p.map(([x, y]) => [E0 + x, N0 + y] as const);
const U = [[ring([0, 0], [30, 0], [30, 40], [20, 40], [20, 10], [10, 10], [10, 40], [0, 40])]];

describe('areaM2 and outlineM', () => {
  it('take holes off the area and add them to the outline', () => {
    const frame = [[square(0, 0, 100), square(20, 20, 10)]];
    expect(areaM2(frame)).toBe(9900);
    expect(outlineM(frame)).toBe(440);
    expect(ringAreaM2(square(0, 0, 100))).toBe(10000);
    expect(areaM2([])).toBe(0);
  });

  it('drop parts and holes below a size, not at it', () => {
    const both = [[square(0, 0, 100), square(20, 20, 10)], [square(200, 0, 5)]];
    expect(areaM2(withoutSlivers(both, 25, 100))).toBe(9925);
    expect(areaM2(withoutSlivers(both, 25.1, 100))).toBe(9900);
    expect(areaM2(withoutSlivers(both, 25.1, 100.1))).toBe(10000);
  });
});

describe('crossings', () => {
  it('name the place where an outline crosses itself', () => {
    const [place, ...more] = crossings([[ring([0, 0], [10, 10], [10, 0], [0, 10])]]);
    expect(more).toEqual([]);
    expect(place!.eastingM).toBeCloseTo(E0 + 5, 6);
    expect(place!.northingM).toBeCloseTo(N0 + 5, 6);
  });

  it('find none in valid areas, also where rings touch in a corner', () => {
    expect(crossings(U)).toEqual([]);
    expect(crossings([[square(0, 0, 10)], [square(10, 10, 10)]])).toEqual([]);
    expect(crossings([[square(0, 0, 10), ring([0, 5], [3, 3], [3, 7])]])).toEqual([]);
  });

  it('find a ring that touches itself, in a corner or on an edge', () => {
    expect(crossings([[ring([0, 0], [5, 5], [10, 10], [10, 0], [5, 5], [0, 10])]]).length).toBeGreaterThan(0);
    expect(crossings([[ring([0, 0], [10, 0], [10, 10], [5, 0], [0, 10])]]).length).toBe(1);
  });

  it('find a hole that reaches out, and outlines that run along each other', () => {
    expect(crossings([[square(0, 0, 10), square(5, 5, 10)]]).length).toBe(2);
    expect(crossings([[square(0, 0, 10)], [square(10, 0, 10)]]).length).toBeGreaterThan(0);
  });

  it('stop at the number asked for', () => {
    expect(crossings([[square(0, 0, 10), square(5, 5, 10)]], 1).length).toBe(1);
  });
});

describe('splitPolygons', () => {
  const areas = (pieces: number[][][][][]) =>
    pieces
      .map(areaM2)
      .map(Math.round)
      .sort((a, b) => a - b);

  it('cuts in two, and loses nothing', () => {
    expect(areas(splitPolygons([[square(0, 0, 10)]], line([3, -1], [3, 11])))).toEqual([30, 70]);
    expect(areas(splitPolygons([[square(0, 0, 10)]], line([-1, 5], [5, 5], [5, 11])))).toEqual([25, 75]);
  });

  it('leaves alone what the line does not run through', () => {
    expect(areas(splitPolygons([[square(0, 0, 10)]], line([-5, 5], [-1, 5])))).toEqual([100]);
    expect(areas(splitPolygons(U, line([-5, 20], [15, 20])))).toEqual([200, 700]);
    expect(areas(splitPolygons(U, line([-5, 20], [35, 20])))).toEqual([200, 200, 500]);
  });

  it('knows whether a line ends inside', () => {
    expect(endsOutside([[square(0, 0, 10)]], line([-1, 5], [11, 5]))).toBe(true);
    expect(endsOutside([[square(0, 0, 10)]], line([-1, 5], [9, 5]))).toBe(false);
  });

  it('keeps the area whatever the line', () => {
    const end = fc.tuple(fc.integer({ min: -50, max: 80 }), fc.integer({ min: -50, max: 80 }));
    fc.assert(
      fc.property(end, end, (a, b) => {
        fc.pre(a[0] !== b[0] || a[1] !== b[1]);
        const pieces = splitPolygons(U, line(a, b));
        expect(pieces.reduce((sum, piece) => sum + areaM2(piece), 0)).toBeCloseTo(areaM2(U), 3);
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });
});

describe('simplifyPolygons', () => {
  it('drops vertices within the tolerance, and keeps those beyond', () => {
    const bump = [[ring([0, 0], [50, 1], [100, 0], [100, 100], [0, 100])]];
    expect(simplifyPolygons(bump, 2)[0]![0]!.length).toBe(5);
    expect(simplifyPolygons(bump, 0.5)[0]![0]!.length).toBe(6);
  });

  it('never crosses itself, and keeps every part', () => {
    const hole = [[square(0, 0, 100), square(1, 1, 2)]];
    const simple = simplifyPolygons(hole, 50);
    expect(simple[0]!.length).toBe(2);
    expect(crossings(simple)).toEqual([]);
  });
});

describe('PolygonIndex', () => {
  it('agrees with the plain even-odd rule', () => {
    const coordinate = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 25 }), (corners) => {
        const polygon = [[ring(...corners)]];
        const index = new PolygonIndex(polygon);
        for (let x = -0.7; x < 42; x += 3.3) {
          for (let y = -0.7; y < 42; y += 3.3) {
            expect(index.contains(E0 + x, N0 + y)).toBe(evenOdd(polygon[0]![0]!, E0 + x, N0 + y));
          }
        }
      }),
      { seed: 20261124, numRuns: 100 },
    );
  });

  it('sees holes', () => {
    const index = new PolygonIndex(subtractPolygons([[square(0, 0, 10)]], [[square(4, 4, 2)]]));
    expect(index.contains(E0 + 1, N0 + 1)).toBe(true);
    expect(index.contains(E0 + 5, N0 + 5)).toBe(false);
    expect(index.contains(E0 + 11, N0 + 5)).toBe(false);
  });
});

function evenOdd(corners: number[][], e: number, n: number): boolean {
  let inside = false;
  for (let i = 0; i + 1 < corners.length; i++) {
    const [[x1, y1], [x2, y2]] = [corners[i] as [number, number], corners[i + 1] as [number, number]];
    if (y1 > n !== y2 > n && e < x1 + ((n - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
