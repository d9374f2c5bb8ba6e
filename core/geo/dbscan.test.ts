import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dbscan } from './dbscan.ts';

const GOLDEN = fileURLToPath(new URL('../../../shared/bench/clustering/', import.meta.url));

describe('dbscan', () => {
  it('counts a neighbour at exactly eps, and no further', () => {
    const at = (d: number) => dbscan(Float64Array.of(0, d), Float64Array.of(0, 0), 10, 2);
    expect(at(10)).toMatchObject({ clusters: 1, noise: 0 });
    expect(at(10.000001)).toMatchObject({ clusters: 0, noise: 2 });
  });

  it('takes none, one and many at one place', () => {
    const none = new Float64Array(0);
    expect(dbscan(none, none, 5, 2)).toMatchObject({ clusters: 0, noise: 0 });
    expect([...dbscan(Float64Array.of(7), Float64Array.of(7), 5, 1).label]).toEqual([0]);
    expect([...dbscan(Float64Array.of(7), Float64Array.of(7), 5, 2).label]).toEqual([-1]);
    const same = new Float64Array(500).fill(3);
    expect(dbscan(same, same, 5, 500)).toMatchObject({ clusters: 1, noise: 0 });
    expect(dbscan(same, same, 5, 501)).toMatchObject({ clusters: 0, noise: 500 });
  });

  it('gives a border point to the nearest core point, at equal distance to the lower cluster', () => {
    // Two rows of three; the point between them makes their inner ends core but is none itself.
    const row = [0, 1, 2, 22, 23, 24];
    const run = (x: number) => dbscan(Float64Array.of(...row, x), new Float64Array(7), 10.5, 4);
    expect(run(12).core[6]).toBe(0);
    expect(run(12).clusters).toBe(2);
    expect(run(12).label[6]).toBe(0);
    expect(run(12.2).label[6]).toBe(1);
    expect(run(11.8).label[6]).toBe(0);
  });

  it('works over any extent', () => {
    const far = Float64Array.of(-1e9, -1e9 + 0.001, 0, 1e9, 1e9 + 0.001);
    expect([...dbscan(far, far, 0.01, 2).label]).toEqual([0, 0, -1, 1, 1]);
  });

  it('agrees with the definition on random points', () => {
    const coordinate = fc.integer({ min: 0, max: 60 });
    const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 80 });
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }), (p, eps, min) => {
        const got = dbscan(
          Float64Array.from(p, (q) => q[0]),
          Float64Array.from(p, (q) => q[1]),
          eps,
          min,
        );
        const wanted = byDefinition(p, eps, min);
        expect([...got.core]).toEqual(wanted.core);
        expect([...got.label]).toEqual(wanted.label);
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  if (!existsSync(GOLDEN))
    console.log(
      'core/geo/dbscan.test.ts: no ../shared/bench/clustering here, not compared with scikit-learn',
    );
  else
    it('agrees with scikit-learn on 2,000 and 20,000 points', () => {
      const { results } = JSON.parse(readFileSync(`${GOLDEN}reference.json`, 'utf8')) as {
        results: {
          file: string;
          eps?: number;
          min_samples: number;
          clusters: number;
          noise: number;
          core: number;
        }[];
      };
      const runs = results.filter((run) => run.eps !== undefined);
      expect(runs.length).toBe(8);
      for (const { file, eps, min_samples: min, ...wanted } of runs) {
        const points = numbersOf(`${GOLDEN}${file}`);
        const x = Float64Array.from(points, (p) => p[0]!);
        const y = Float64Array.from(points, (p) => p[1]!);
        const got = dbscan(x, y, eps!, min);
        const core = got.core.reduce((sum, c) => sum + c, 0);
        expect({ clusters: got.clusters, noise: got.noise, core }).toEqual(wanted);
        const rows = numbersOf(`${GOLDEN}dbscan_${points.length}_eps${eps}_min${min}.csv`);
        const theirs = new Map<number, number>();
        rows.forEach(([label, isCore], i) => {
          expect(got.core[i]).toBe(isCore);
          expect(got.label[i]! < 0).toBe(label! < 0);
          // A border point may belong to either of two clusters; core points may not.
          if (!isCore) return;
          if (!theirs.has(label!)) theirs.set(label!, got.label[i]!);
          expect(got.label[i]).toBe(theirs.get(label!));
        });
        expect(new Set(theirs.values()).size).toBe(wanted.clusters);
      }
    });
});

function numbersOf(file: string): number[][] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.split(',').map(Number));
}

/** Straight from the definition, in quadratic time. */
function byDefinition(p: readonly (readonly [number, number])[], eps: number, min: number) {
  const d2 = (a: number, b: number) => (p[a]![0] - p[b]![0]) ** 2 + (p[a]![1] - p[b]![1]) ** 2;
  const all = p.map((_, i) => i);
  const core = all.map((i) => (all.filter((j) => d2(i, j) <= eps * eps).length >= min ? 1 : 0));
  const cluster = all.map(() => -1);
  let clusters = 0;
  for (const seed of all) {
    if (!core[seed] || cluster[seed]! >= 0) continue;
    const queue = [seed];
    cluster[seed] = clusters;
    for (const i of queue) {
      for (const j of all) {
        if (core[j] && cluster[j]! < 0 && d2(i, j) <= eps * eps) {
          cluster[j] = clusters;
          queue.push(j);
        }
      }
    }
    clusters++;
  }
  const label = all.map((i) => {
    if (core[i]) return cluster[i]!;
    const near = all
      .filter((j) => core[j] && d2(i, j) <= eps * eps)
      .sort((a, b) => d2(i, a) - d2(i, b) || cluster[a]! - cluster[b]!);
    return near.length ? cluster[near[0]!]! : -1;
  });
  const order = [...new Set(label.filter((l) => l >= 0))];
  return { core, label: label.map((l) => (l < 0 ? -1 : order.indexOf(l))) };
}
