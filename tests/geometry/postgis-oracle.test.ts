import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { delineate } from '#core/areas/delineate.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { dbscan } from '#core/geo/dbscan.ts';
import { discUnion } from '#core/geo/disc-union.ts';
import { areaM2, outlineM } from '#core/geo/polygon.ts';
import { crossings } from '#core/geo/polygon-crossings.ts';
import { projection } from '#core/geo/project.ts';
import { proximityGraph } from '#core/geo/proximity-graph.ts';

const E0 = 550_000;
const N0 = 5_800_000;
const SETTINGS = { seed: 20261124, numRuns: 40 };

const url = process.env.TEST_DATABASE_URL;
const sql = postgres(url ?? 'postgres://missing', { max: 1, onnotice: () => undefined });

beforeAll(async () => {
  if (!url)
    throw new Error(
      'TEST_DATABASE_URL must name a PostgreSQL with PostGIS, the oracle of these tests; `npm test` brings one.',
    );
  await sql`create extension if not exists postgis`;
  await sql`create temporary table place (i integer, geom geometry(Point, 25832))`;
});
afterAll(() => sql.end());

type Places = readonly (readonly [number, number])[];

async function load(places: Places): Promise<void> {
  await sql`truncate place`;
  const [i, e, n] = [places.map((_, k) => k), places.map((p) => p[0]), places.map((p) => p[1])];
  await sql`insert into place select i, st_setsrid(st_makepoint(e, n), 25832)
    from unnest(${i}::int[], ${e}::float8[], ${n}::float8[]) as t (i, e, n)`;
}

const graphOf = (places: Places) =>
  proximityGraph(
    Float64Array.from(places, (p) => p[0]),
    Float64Array.from(places, (p) => p[1]),
  );

/** Whole metres: many at one place, on one circle, exactly twice the reach apart. */
const whole = fc.integer({ min: 0, max: 40 });
const degenerate: fc.Arbitrary<Places> = fc
  .array(fc.tuple(whole, whole), { minLength: 1, maxLength: 80 })
  .map((p) => p.map(([x, y]) => [E0 + x, N0 + y] as const));

describe('PostGIS agrees', () => {
  it('on the area and the parts of disc unions', async () => {
    const cases = fc.asyncProperty(degenerate, fc.integer({ min: 1, max: 12 }), async (places, r) => {
      await load(places);
      const [theirs] = await sql<{ area: number; parts: number }[]>`
        select st_area(st_union(st_buffer(geom, ${r}::float8, 'quad_segs=32'))) as area,
          (select count(distinct c)::int from (select st_clusterdbscan(geom, ${2 * r}::float8, 1) over () as c from place) t) as parts
        from place`;
      const ours = discUnion(graphOf(places), r);
      expect(Math.abs(ours.areaM2 / theirs!.area - 1)).toBeLessThan(0.005);
      expect(ours.parts).toBe(theirs!.parts);
    });
    await fc.assert(cases, SETTINGS);
  });

  it('on the partition of DBSCAN', async () => {
    const cases = fc.asyncProperty(
      degenerate,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (places, eps, min) => {
        await load(places);
        const rows = await sql<{ c: number | null }[]>`
          select st_clusterdbscan(geom, ${eps}::float8, ${min}::int) over () as c from place order by i`;
        const ours = dbscan(
          Float64Array.from(places, (p) => p[0]),
          Float64Array.from(places, (p) => p[1]),
          eps,
          min,
        );
        const theirs = new Map<number, number>();
        rows.forEach(({ c }, i) => {
          expect(ours.label[i]! < 0).toBe(c === null);
          // PostGIS gives a border point to any of its clusters.
          if (c === null || !ours.core[i]) return;
          if (!theirs.has(c)) theirs.set(c, ours.label[i]!);
          expect(ours.label[i]).toBe(theirs.get(c));
        });
        expect(new Set(theirs.values()).size).toBe(theirs.size);
        expect(theirs.size).toBe(ours.clusters);
      },
    );
    await fc.assert(cases, SETTINGS);
  });

  it('that proposed areas are valid, and on their figures', async () => {
    const cases = fc.asyncProperty(
      fc.oneof(degenerate, fc.integer({ min: 1, max: 1e6 })),
      fc.integer({ min: 1, max: 14 }),
      fc.constantFrom(0.01, 0.5),
      fc.boolean(),
      async (source, reach, sagittaM, cut) => {
        const spread = typeof source === 'number';
        const n = spread ? 400 : source.length;
        const random = randomAddressTable(n, {
          seed: spread ? source : 1,
          minEastingM: E0,
          minNorthingM: N0,
          sideM: 2000,
        });
        const table = spread
          ? random
          : {
              ...random,
              eastingM: Float64Array.from(source, (p) => p[0]),
              northingM: Float64Array.from(source, (p) => p[1]),
            };
        const reachM = spread ? 10 * reach : reach;
        const boundary = [[[[E0 + 7, N0 + 3], [E0 + 33, N0 - 5], [E0 + 1500, N0 + 700], [E0 + 20, N0 + 1500], [E0 + 7, N0 + 3]]]]; // biome-ignore format: a ring
        const { areas } = delineate({
          table,
          selected: new Uint8Array(n).fill(1),
          reachM,
          minAddresses: 1,
          leastHoleM2: 0,
          sagittaM,
          ...(cut ? { boundary } : {}),
        });
        for (const { polygons, figures } of areas) {
          const json = JSON.stringify({ type: 'MultiPolygon', coordinates: polygons });
          const [theirs] = await sql<{ reason: string; area: number; outline: number }[]>`
            select st_isvalidreason(g) as reason, st_area(g) as area, st_perimeter(g) as outline
            from (select st_geomfromgeojson(${json}) as g) t`;
          expect(theirs!.reason).toBe('Valid Geometry');
          expect(figures.areaM2).toBeCloseTo(theirs!.area, 4);
          expect(figures.outlineM).toBeCloseTo(theirs!.outline, 4);
        }
      },
    );
    await fc.assert(cases, { ...SETTINGS, numRuns: 60 });
  });

  it('on which outlines cross themselves', async () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const cases = fc.asyncProperty(fc.array(corner, { minLength: 3, maxLength: 7 }), async (corners) => {
      const ring = [...corners, corners[0]!].map(([x, y]) => [E0 + x, N0 + y]);
      fc.pre(areaM2([[ring]]) > 0);
      const [theirs] = await sql<{ valid: boolean }[]>`
        select st_isvalid(st_geomfromgeojson(${JSON.stringify({ type: 'Polygon', coordinates: [ring] })})) as valid`;
      expect({ ring: corners, valid: crossings([[ring]]).length === 0 }).toEqual({
        ring: corners,
        valid: theirs!.valid,
      });
      expect(outlineM([[ring]])).toBeGreaterThan(0);
    });
    await fc.assert(cases, { ...SETTINGS, numRuns: 150 });
  });

  it.each([25832, 3035, 3857])('on EPSG:%i to a millimetre', async (srid) => {
    for (const [lon, lat] of [
      [9.7332, 52.3745],
      [6.1, 47.6],
      [14.9, 54.8],
      [9, 52],
      [10, 52],
    ] as const) {
      // biome-ignore format: places
      const [theirs] = await sql<{ x: number; y: number }[]>`
        select st_x(g) as x, st_y(g) as y
        from (select st_transform(st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326), ${srid}::int) as g) t`;
      const [x, y] = projection(4326, srid)(lon, lat);
      expect(Math.hypot(x - theirs!.x, y - theirs!.y)).toBeLessThan(1e-3);
    }
  });
});
