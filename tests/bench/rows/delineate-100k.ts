import postgres from 'postgres';
import { delineate } from '#core/areas/delineate.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { cityPoints, medianMs } from '../city-points.ts';

const ADDRESSES = 100_000;
const REACH_M = 50;
const LEAST = 10;
const MOST_MS = 1_000;

/**
 * From 100,000 addresses, a third of them chosen in patches, to areas with outlines and figures, from nothing
 * prepared; beside the same in PostGIS (clusters, union of buffers, join for the figures).
 */
export const row: BenchRow = {
  id: 'delineate-100k',
  unit: 'ms',
  async run({ databaseUrl }) {
    const points = cityPoints(ADDRESSES);
    const table: AddressTable = { ...randomAddressTable(ADDRESSES), ...points };
    // Patches of 600 m, as supply goes by quarter.
    const selected = Uint8Array.from(points.eastingM, (e, i) => {
      const patch = Math.floor(e / 600) * 7 + Math.floor(points.northingM[i]! / 600) * 13;
      return patch % 3 === 0 ? 1 : 0;
    });
    const work = () => delineate({ table, selected, reachM: REACH_M, minAddresses: LEAST });
    const value = medianMs(5, work);
    const result = work();
    const detail: Record<string, number | string> = {
      areas: result.areas.length,
      selectedAddresses: result.selectedAddresses,
      leftOutAddresses: result.leftOutAddresses,
    };
    let reference: number | null = null;
    let ok = value <= MOST_MS;
    if (databaseUrl) {
      const theirs = await postgisAreas(databaseUrl, table, selected);
      reference = theirs.ms;
      detail['areas by PostGIS'] = theirs.areas;
      ok &&= theirs.areas === result.areas.length;
    } else detail.PostGIS = 'not measured: no server at hand';
    return {
      value,
      reference,
      referenceName: 'native PostGIS: ST_ClusterDBSCAN, ST_Union(ST_Buffer()), join with all addresses',
      ratio: reference === null ? null : reference / value,
      ok,
      detail,
    };
  },
};

async function postgisAreas(url: string, table: AddressTable, selected: Uint8Array) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`create extension if not exists postgis`;
    await sql`create temporary table city_address as
      select st_setsrid(st_makepoint(e, n), 25832) as geom, households, chosen = 1 as chosen
      from unnest(${[...table.eastingM]}::float8[], ${[...table.northingM]}::float8[],
        ${[...table.households]}::int[], ${[...selected]}::int[]) as t (e, n, households, chosen)`;
    await sql`create index on city_address using gist (geom)`;
    await sql`analyze city_address`;
    const start = performance.now();
    const rows = await sql`
      with clustered as (
        select geom, st_clusterdbscan(geom, ${2 * REACH_M}::float8, 1) over () as c from city_address where chosen
      ), outlined as (
        select c, st_union(st_buffer(geom, ${REACH_M}::float8)) as outline from clustered group by c having count(*) >= ${LEAST}
      )
      select c, st_area(outline) as area, count(*)::int as addresses, sum(households)::int as households
      from outlined join city_address on st_contains(outline, geom) group by c, outline`;
    return { ms: performance.now() - start, areas: rows.length };
  } finally {
    await sql.end();
  }
}
