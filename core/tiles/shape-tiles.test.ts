import { classifyRings, VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { type Shapes, ShapeTiles } from './shape-tiles.ts';
import { unitX, unitY } from './unit-mercator.ts';

const square = (lon: number, lat: number, d: number) => [
  [lon, lat],
  [lon + d, lat],
  [lon + d, lat + d],
  [lon, lat + d],
  [lon, lat],
];
const shapes: Shapes = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 5,
      properties: { name: 'Ring', level: null, count: 3, small: -2.5 },
      geometry: {
        type: 'Polygon',
        coordinates: [square(9.6, 52.3, 0.2), square(9.65, 52.35, 0.05).toReversed()],
      },
    },
    {
      type: 'Feature',
      id: 6,
      properties: { name: 'Zwei' },
      geometry: { type: 'MultiPolygon', coordinates: [[square(9.9, 52.3, 0.05)], [square(10, 52.3, 0.05)]] },
    },
    {
      type: 'Feature',
      id: 7,
      properties: {},
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [9.5, 52.2],
            [10.1, 52.6],
          ],
          [
            [9.5, 52.6],
            [9.7, 52.5],
            [10.1, 52.2],
          ],
        ],
      },
    },
  ],
};

const tileOf = (lon: number, lat: number, z: number) =>
  [z, Math.floor(unitX(lon) * 2 ** z), Math.floor(unitY(lat) * 2 ** z)] as const;
const read = (bytes: Uint8Array) => {
  const layer = new VectorTile(new PbfReader(bytes)).layers.s;
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i));
};

describe('tiles of lines and polygons', () => {
  it('hold features with id, values and parts', () => {
    const features = read(new ShapeTiles(shapes, { layer: 's' }).encode(...tileOf(9.7, 52.4, 7)));
    expect(features.map(({ id, type, properties }) => ({ id, type, properties: { ...properties } }))).toEqual(
      [
        { id: 5, type: 3, properties: { name: 'Ring', count: 3, small: -2.5 } },
        { id: 6, type: 3, properties: { name: 'Zwei' } },
        { id: 7, type: 2, properties: {} },
      ],
    );
    expect(classifyRings(features[0]!.loadGeometry()).map((polygon) => polygon.length)).toEqual([2]);
    expect(classifyRings(features[1]!.loadGeometry()).map((polygon) => polygon.length)).toEqual([1, 1]);
    expect(features[2]!.loadGeometry().length).toBe(2);
  });

  it('are the same bytes whichever tile is asked for first', () => {
    const wanted = [
      tileOf(9.7, 52.4, 14),
      tileOf(9.62, 52.31, 12),
      tileOf(9.7, 52.4, 3),
      tileOf(10.02, 52.32, 13),
      tileOf(9.7, 52.4, 9),
    ];
    const reference = wanted.map((tile) => new ShapeTiles(shapes, { layer: 's' }).encode(...tile));
    expect(reference.some((bytes) => bytes.length > 0)).toBe(true);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const tiles = new ShapeTiles(shapes, { layer: 's' });
        for (const i of order) expect(Buffer.compare(tiles.encode(...wanted[i]!), reference[i]!)).toBe(0);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('cut at a margin around the tile', () => {
    for (const z of [10, 14]) {
      for (const feature of read(new ShapeTiles(shapes, { layer: 's' }).encode(...tileOf(9.7, 52.45, z)))) {
        for (const point of feature.loadGeometry().flat()) {
          expect(Math.min(point.x, point.y)).toBeGreaterThanOrEqual(-65);
          expect(Math.max(point.x, point.y)).toBeLessThanOrEqual(4096 + 65);
        }
      }
    }
  });

  it('leave out what rounding makes collapse, and give no repeated points', () => {
    const tiny = {
      ...shapes.features[0]!,
      geometry: { type: 'Polygon' as const, coordinates: [square(9.7, 52.4, 1e-9)] },
    };
    expect(
      new ShapeTiles({ type: 'FeatureCollection', features: [tiny] }, { layer: 's' }).encode(
        ...tileOf(9.7, 52.4, 14),
      ).length,
    ).toBe(0);
    for (let z = 0; z <= 14; z++) {
      for (const feature of read(new ShapeTiles(shapes, { layer: 's' }).encode(...tileOf(9.7, 52.4, z)))) {
        for (const line of feature.loadGeometry()) {
          for (let i = 1; i < line.length; i++)
            expect([line[i]!.x, line[i]!.y]).not.toEqual([line[i - 1]!.x, line[i - 1]!.y]);
        }
      }
    }
  });

  it('stay small below the last zoom by leaving out the smallest shapes, and complete at it', () => {
    const features = Array.from({ length: 4000 }, (_, i) => ({
      type: 'Feature' as const,
      id: i,
      properties: {},
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          square(9.7 + (i % 63) * 0.001, 52.4 + Math.floor(i / 63) * 0.001, i % 10 === 0 ? 0.0009 : 0.0001),
        ],
      },
    }));
    const tiles = new ShapeTiles(
      { type: 'FeatureCollection', features },
      { layer: 's', maxZoom: 10, maxBytes: 20_000 },
    );
    const thinned = tiles.encode(...tileOf(9.73, 52.43, 9));
    expect(thinned.length).toBeLessThan(21_000);
    expect(read(thinned).length).toBeGreaterThan(200);
    expect(read(thinned).every((feature) => feature.id! % 10 === 0)).toBe(true);
    expect(read(tiles.encode(...tileOf(9.73, 52.43, 10))).length).toBe(4000);
  });

  it('are empty elsewhere, and without any shape', () => {
    expect(new ShapeTiles(shapes, { layer: 's' }).encode(14, 0, 0).length).toBe(0);
    expect(
      new ShapeTiles({ type: 'FeatureCollection', features: [] }, { layer: 's' }).encode(0, 0, 0).length,
    ).toBe(0);
  });
});
