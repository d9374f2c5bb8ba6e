import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discUnion } from './disc-union.ts';
import { proximityGraph } from './proximity-graph.ts';

const EXACT = fileURLToPath(new URL('../../../shared/bench/clustering/', import.meta.url));

const unionOf = (points: readonly (readonly [number, number])[], radiusM: number) =>
  discUnion(
    proximityGraph(
      Float64Array.from(points, (p) => p[0]),
      Float64Array.from(points, (p) => p[1]),
    ),
    radiusM,
  );
const disc = (r: number) => Math.PI * r * r;
/** Area both discs of radius r cover at distance d. */
const lens = (r: number, d: number) =>
  2 * r * r * Math.acos(d / (2 * r)) - (d / 2) * Math.sqrt(4 * r * r - d * d);

describe('discUnion', () => {
  it('of nothing is nothing', () => {
    const union = unionOf([], 10);
    expect(union).toMatchObject({ areaM2: 0, perimeterM: 0, parts: 0 });
    expect(union.rings()).toEqual([]);
  });

  it('of one place, however often given, is one disc', () => {
    for (const n of [1, 2, 1000]) {
      const union = unionOf(
        Array.from({ length: n }, () => [550_000, 5_800_000] as const),
        10,
      );
      expect(union.areaM2).toBeCloseTo(disc(10), 9);
      expect(union.perimeterM).toBeCloseTo(20 * Math.PI, 9);
      expect(union.rings().length).toBe(1);
    }
  });

  it('of two discs is their sum without the lens', () => {
    for (const d of [1e-6, 0.5, 7, 10, 19.999999]) {
      const union = unionOf([[0, 0], [d, 0]], 10); // biome-ignore format: a pair
      expect(union.areaM2).toBeCloseTo(2 * disc(10) - lens(10, d), 7);
      expect(union.parts).toBe(1);
    }
  });

  it('holds discs together that touch, and no others', () => {
    expect(unionOf([[0, 0], [20, 0]], 10)).toMatchObject({ parts: 1 }); // biome-ignore format: a pair
    expect(unionOf([[0, 0], [20.000001, 0]], 10)).toMatchObject({ parts: 2 }); // biome-ignore format: a pair
  });

  it('of a row of points is the capsule with scalloped sides', () => {
    const n = 5000;
    const union = unionOf(
      Array.from({ length: n }, (_, i) => [550_000 + 3 * i, 5_800_000 + 4 * i] as const),
      10,
    );
    const exact = n * disc(10) - (n - 1) * lens(10, 5);
    expect(Math.abs(union.areaM2 / exact - 1)).toBeLessThan(1e-9);
    expect(union.rings().length).toBe(1);
  });

  it('refuses a radius that is none', () => {
    for (const r of [0, -1, Number.NaN])
      expect(() => unionOf([[0, 0]], r)).toThrow('radiusM must be positive');
  });

  it.each([
    ['touching at their sides', 5, 1],
    ['overlapping with gaps', 6, 29 * 29 + 1],
    ['meeting in one point in the middle of four', Math.sqrt(50), 1],
    ['covering everything', 10, 1],
    ['meeting at the next but one', Math.sqrt(125), 1],
  ])('of a grid with discs %s', (_, r, rings) => {
    const grid = Array.from({ length: 900 }, (_, i) => [(i % 30) * 10, Math.floor(i / 30) * 10] as const);
    const union = unionOf(grid, r);
    expect(union.parts).toBe(1);
    const found = union.rings();
    expect(found.length).toBe(r === 5 ? 900 : rings);
    expect(sum(found.map((ring) => ring.areaM2)) / union.areaM2).toBeCloseTo(1, 9);
    if (r === 5) expect(union.areaM2).toBeCloseTo(900 * disc(5), 6);
    if (r === 6) expect(union.areaM2).toBeCloseTo(900 * disc(6) - 2 * 29 * 30 * lens(6, 10), 6);
  });

  const settings = { seed: 20261124, numRuns: 200 };
  // Whole numbers: many points at one place, on one circle and exactly 2r apart.
  const whole = fc.integer({ min: 0, max: 30 });
  const points = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 60 });
  const radius = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0.5, max: 12, noNaN: true }));

  it('grows with the radius, is at most the sum of the discs and at least one of them', () => {
    fc.assert(
      fc.property(points, radius, fc.double({ min: 0, max: 3, noNaN: true }), (p, r, more) => {
        const { areaM2 } = unionOf(p, r);
        expect(areaM2).toBeLessThanOrEqual(p.length * disc(r) * (1 + 1e-9));
        expect(areaM2).toBeGreaterThanOrEqual(disc(r) * (1 - 1e-9));
        expect(unionOf(p, r + more).areaM2).toBeGreaterThanOrEqual(areaM2 * (1 - 1e-9));
      }),
      settings,
    );
  });

  it('does not depend on the order of the points', () => {
    const shuffled = points.chain((p) =>
      fc.tuple(
        fc.constant(p),
        fc.shuffledSubarray(
          p.map((_, i) => i),
          { minLength: p.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, radius, ([p, order], r) => {
        const one = unionOf(p, r);
        const graph = proximityGraph(
          Float64Array.from(order, (i) => p[i]![0]),
          Float64Array.from(order, (i) => p[i]![1]),
        );
        const other = discUnion(graph, r);
        expect(other.areaM2).toBe(one.areaM2);
        expect(other.parts).toBe(one.parts);
      }),
      settings,
    );
  });

  it('closes every ring, and the rings have the area of the union', () => {
    fc.assert(
      fc.property(points, radius, (p, r) => {
        const union = unionOf(p, r);
        const rings = union.rings();
        expect(sum(rings.map((ring) => ring.arcs.length))).toBe(union.arcs.count);
        expect(sum(rings.map((ring) => ring.areaM2)) / union.areaM2).toBeCloseTo(1, 9);
        for (const ring of rings) expect(widestJump(p, union, ring.arcs)).toBeLessThan(1e-3);
      }),
      settings,
    );
  });

  it('agrees with points thrown at it', () => {
    fc.assert(
      fc.property(points, radius, (p, r) => {
        const step = 0.25;
        let hits = 0;
        for (let x = -13; x < 43; x += step) {
          for (let y = -13; y < 43; y += step) {
            if (p.some(([px, py]) => (px - x) ** 2 + (py - y) ** 2 <= r * r)) hits++;
          }
        }
        const union = unionOf(p, r);
        // The grid errs at the boundary only.
        expect(Math.abs(hits * step * step - union.areaM2)).toBeLessThan(step * union.perimeterM + 1);
      }),
      { ...settings, numRuns: 15 },
    );
  });

  if (!existsSync(EXACT))
    console.log('core/geo/disc-union.test.ts: no ../shared/bench/clustering here, exact areas not compared');
  else
    it('has the exact areas of 2,000 and 20,000 points', () => {
      const { results } = JSON.parse(readFileSync(`${EXACT}disc_union_exact.json`, 'utf8')) as {
        results: { file: string; radius_m: number; exact_union_area_m2: number }[];
      };
      expect(results.length).toBe(6);
      for (const { file, radius_m: r, exact_union_area_m2: exact } of results) {
        const lines = readFileSync(`${EXACT}${file}`, 'utf8').trim().split('\n').slice(1);
        const union = unionOf(
          lines.map((line) => line.split(',').map(Number) as [number, number]),
          r,
        );
        expect(Math.abs(union.areaM2 / exact - 1)).toBeLessThanOrEqual(1e-9);
      }
    });
});

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Greatest distance between the end of an arc and the beginning of the next. */
function widestJump(
  p: readonly (readonly [number, number])[],
  union: ReturnType<typeof discUnion>,
  ring: Int32Array,
): number {
  const graph = proximityGraph(
    Float64Array.from(p, (q) => q[0]),
    Float64Array.from(p, (q) => q[1]),
  );
  const at = (k: number, angle: number) => [
    graph.x[union.arcs.site[k]!]! + union.radiusM * Math.cos(angle),
    graph.y[union.arcs.site[k]!]! + union.radiusM * Math.sin(angle),
  ];
  let widest = 0;
  ring.forEach((k, i) => {
    const next = ring[(i + 1) % ring.length]!;
    const [x0, y0] = at(k, union.arcs.to[k]!);
    const [x1, y1] = at(next, union.arcs.from[next]!);
    widest = Math.max(widest, Math.hypot(x1! - x0!, y1! - y0!));
  });
  return widest;
}
