import postgres from 'postgres';
import { ADDRESS_USES } from '#core/columns/address-table.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { encodePointTile, type TileProperty } from '#core/tiles/encode-point-tile.ts';
import { tilePoints } from '#core/tiles/tile-points.ts';
import { unitX, unitY } from '#core/tiles/unit-mercator.ts';
import type { BenchRow } from '../bench-row.ts';

const ADDRESSES = 100_000;
const ROUNDS = 15;
const Z = 14;

/**
 * Every z14 tile of a city of 100,000 addresses, encoded from columns, beside `ST_AsMVT` of native PostGIS on the
 * same points and properties. The figure is the mean per tile of the median round; both give the same features.
 */
export const row: BenchRow = {
  id: 'tile-z14',
  unit: 'ms',
  async run({ databaseUrl }) {
    if (!databaseUrl) throw new Error('tile-z14 needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    const table = randomAddressTable(ADDRESSES, { sideM: 14_000 });
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
    try {
      await sql`create extension if not exists postgis`;
      await loadReference(sql, table);
      const lonLat = await sql<{ lon: number; lat: number }[]>`
        select st_x(g) as lon, st_y(g) as lat from (select st_transform(geom, 4326) as g, id from bench_point) t order by id`;
      const lon = lonLat.map((point) => point.lon);
      const lat = lonLat.map((point) => point.lat);
      const points = tilePoints(table.id, lon, lat);
      const properties: TileProperty[] = [
        { name: 'use', kind: 'word', codes: table.use, words: ADDRESS_USES },
        { name: 'households', kind: 'number', values: table.households },
        { name: 'businesses', kind: 'number', values: table.businesses },
      ];
      const tiles = [
        ...new Set(
          lon.map((x, i) => `${Math.floor(unitX(x) * 2 ** Z)}/${Math.floor(unitY(lat[i]!) * 2 ** Z)}`),
        ),
      ].map((name) => name.split('/').map(Number) as [number, number]);
      let bytes = 0;
      const value = median(ROUNDS, () => {
        bytes = 0;
        for (const [x, y] of tiles)
          bytes += encodePointTile(points, Z, x, y, properties, { layer: 'addresses' }).length;
      });
      let referenceBytes = 0;
      const times: number[] = [];
      for (let round = 0; round < 3; round++) {
        const start = performance.now();
        referenceBytes = 0;
        for (const [x, y] of tiles) referenceBytes += await referenceTile(sql, x, y);
        times.push(performance.now() - start);
      }
      const mean = value / tiles.length;
      const reference = times.sort((a, b) => a - b)[1]! / tiles.length;
      return {
        value: mean,
        reference,
        referenceName: 'ST_AsMVT on native PostGIS, per tile, with its round trip',
        ratio: reference / mean,
        ok: mean <= reference,
        detail: { addresses: ADDRESSES, tiles: tiles.length, bytes, referenceBytes },
      };
    } finally {
      await sql`drop table if exists bench_point`;
      await sql.end();
    }
  },
};

async function loadReference(sql: postgres.Sql, table: ReturnType<typeof randomAddressTable>): Promise<void> {
  await sql`drop table if exists bench_point`;
  await sql`create table bench_point as
    select id, households, businesses, (${sql.array([...ADDRESS_USES])}::text[])[use + 1] as use,
      st_setsrid(st_makepoint(e, n), 25832) as geom
    from unnest(${Array.from(table.id)}::int[], ${Array.from(table.households)}::int[], ${Array.from(table.businesses)}::int[],
      ${Array.from(table.use)}::int[], ${Array.from(table.eastingM)}::float8[], ${Array.from(table.northingM)}::float8[])
      as t(id, households, businesses, use, e, n)`;
  await sql`alter table bench_point add column web geometry(Point, 3857)`;
  // The reference gets its points in web mercator ready and indexed, as a tile server on PostGIS would keep them.
  await sql`update bench_point set web = st_transform(geom, 3857)`;
  await sql`create index on bench_point using gist (web)`;
  await sql`vacuum analyze bench_point`.catch(() => undefined);
}

async function referenceTile(sql: postgres.Sql, x: number, y: number): Promise<number> {
  const [result] = await sql<{ tile: Buffer }[]>`
    select st_asmvt(t, 'addresses', 4096, 'g', 'id') as tile from (
      select id, use, households, businesses, st_asmvtgeom(web, st_tileenvelope(${Z}, ${x}, ${y}), 4096, 64, true) as g
      from bench_point where web && st_tileenvelope(${Z}, ${x}, ${y}, margin => (64.0 / 4096))
    ) t`;
  return result!.tile.length;
}

function median(rounds: number, work: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}
