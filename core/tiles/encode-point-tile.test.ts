import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { addressTilePoints, addressTileProperties } from './address-tiles.ts';
import { encodePointTile, POINT_COUNT, type TileProperty } from './encode-point-tile.ts';
import { tilePoints } from './tile-points.ts';
import { unitX, unitY } from './unit-mercator.ts';

interface Read {
  id: number | undefined;
  x: number;
  y: number;
  properties: Record<string, unknown>;
}

function read(bytes: Uint8Array, layer = 'p'): Read[] {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  return Array.from({ length: found?.length ?? 0 }, (_, i) => {
    const feature = found!.feature(i);
    const { x, y } = feature.loadGeometry()[0]![0]!;
    return { id: feature.id, x, y, properties: { ...feature.properties } };
  });
}

const lonLat = fc.record({
  lon: fc.double({ min: -180, max: 179.999, noNaN: true }),
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
});

describe('point tiles', () => {
  it('hold each point in exactly one tile of a zoom, at its place', () => {
    fc.assert(
      fc.property(
        fc.array(lonLat, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 16 }),
        (places, z) => {
          const id = Int32Array.from(places, (_, i) => i * 7);
          const points = tilePoints(
            id,
            places.map((p) => p.lon),
            places.map((p) => p.lat),
          );
          for (const [i, { lon, lat }] of places.entries()) {
            const [fx, fy] = [unitX(lon) * 2 ** z, unitY(lat) * 2 ** z];
            const tile = encodePointTile(points, z, Math.floor(fx), Math.floor(fy), [], { layer: 'p' });
            const found = read(tile).filter((feature) => feature.id === i * 7);
            expect(found).toEqual([
              { id: i * 7, x: Math.floor((fx % 1) * 4096), y: Math.floor((fy % 1) * 4096), properties: {} },
            ]);
          }
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('keep every kind of value, and leave out what is missing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 4 }),
            fc.oneof(fc.double(), fc.integer(), fc.integer({ min: -40, max: 40 })),
            fc.integer({ min: 0, max: 2 }),
          ),
          {
            minLength: 1,
            maxLength: 30,
          },
        ),
        (rows) => {
          const words = ['Grün', '', '中文', null];
          const properties: TileProperty[] = [
            { name: 'w', kind: 'word', codes: rows.map(([w]) => w), words },
            { name: 'n', kind: 'number', values: rows.map(([, n]) => n) },
            { name: 'b', kind: 'boolean', values: rows.map(([, , b]) => b) },
          ];
          const points = tilePoints(
            null,
            rows.map(() => 9.7),
            rows.map(() => 52.4),
          );
          const [x, y] = [Math.floor(unitX(9.7) * 16384), Math.floor(unitY(52.4) * 16384)];
          const features = read(encodePointTile(points, 14, x, y, properties, { layer: 'p' }));
          expect(features.map((feature) => feature.properties)).toEqual(
            rows.map(([w, n, b]) => ({
              ...(words[w] == null ? {} : { w: words[w] }),
              ...(Number.isNaN(n) ? {} : { n: n === 0 ? 0 : n }),
              ...(b === 2 ? {} : { b: b === 1 }),
            })),
          );
          expect(features.every((feature) => feature.id === undefined)).toBe(true);
        },
      ),
      { seed: 4, numRuns: 80 },
    );
  });

  it('carry a margin so that symbols are not cut, and no more', () => {
    const unit = 360 / 2 ** 14 / 4096;
    const edge = (Math.floor(unitX(9.7) * 16384) / 16384 - 0.5) * 360;
    const lons = [-65, -63, 0, 4095, 4096 + 63, 4096 + 66].map((units) => edge + (units + 0.5) * unit);
    const points = tilePoints(
      Int32Array.from(lons, (_, i) => i),
      lons,
      lons.map(() => 52.4),
    );
    const y = Math.floor(unitY(52.4) * 16384);
    const tile = encodePointTile(points, 14, Math.floor(unitX(9.7) * 16384), y, [], { layer: 'p' });
    expect(read(tile).map((feature) => [feature.id, feature.x])).toEqual([
      [1, -63],
      [2, 0],
      [3, 4095],
      [4, 4159],
    ]);
  });

  it('are empty where nothing lies or nothing is visible', () => {
    const points = tilePoints(null, [9.7], [52.4]);
    expect(encodePointTile(points, 14, 0, 0, [], { layer: 'p' }).length).toBe(0);
    expect(encodePointTile(points, 0, 0, 0, [], { layer: 'p', visible: [0] }).length).toBe(0);
    expect(encodePointTile(points, 0, 0, 0, [], { layer: 'p', visible: [1] }).length).toBeGreaterThan(0);
    expect(encodePointTile(tilePoints(null, [], []), 0, 0, 0, [], { layer: 'p' }).length).toBe(0);
  });
});

describe('tiles of many addresses', () => {
  const table = randomAddressTable(60_000, { seed: 9 });
  const points = addressTilePoints(table);
  const properties = addressTileProperties(table);
  const at = (z: number) => [Math.floor(unitX(9.7) * 2 ** z), Math.floor(unitY(52.37) * 2 ** z)] as const;

  it('stay small below the last zoom, and say for how many points a kept one stands', () => {
    for (const z of [0, 5, 8, 10, 11]) {
      const tile = encodePointTile(points, z, ...at(z), properties, { layer: 'p', maxBytes: 200_000 });
      expect(tile.length).toBeLessThan(201_000);
      const features = read(tile);
      const stood = features.reduce((sum, feature) => sum + Number(feature.properties[POINT_COUNT]), 0);
      expect(features.length).toBeLessThan(stood);
      if (z < 9) expect(stood).toBe(60_000);
    }
  });

  it('lose no point at the last zoom, however large that is', () => {
    const tile = encodePointTile(points, 9, ...at(9), properties, { layer: 'p', maxZoom: 9, maxBytes: 1000 });
    const ids = read(tile).map((feature) => feature.id!);
    expect(new Set(ids).size).toBe(ids.length);
    const inside = points.index!.search(
      (at(9)[0] - 1 / 64) / 512,
      (at(9)[1] - 1 / 64) / 512,
      (at(9)[0] + 1 + 1 / 64) / 512,
      (at(9)[1] + 1 + 1 / 64) / 512,
    );
    expect(ids.length).toBe(inside.length);
    expect(ids.length).toBeGreaterThan(10_000);
    expect(read(tile).some((feature) => POINT_COUNT in feature.properties)).toBe(false);
  });

  it('are the same bytes for the same table', () => {
    const again = addressTilePoints(randomAddressTable(60_000, { seed: 9 }));
    for (const z of [8, 12, 14]) {
      const one = encodePointTile(points, z, ...at(z), properties, { layer: 'p' });
      const two = encodePointTile(again, z, ...at(z), properties, { layer: 'p' });
      expect(Buffer.compare(one, two)).toBe(0);
    }
  });
});
