import postgres from 'postgres';
import { delineate } from '#core/areas/delineate.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { demoTable } from '../../rulebook/demo-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { medianMs } from '../city-points.ts';

const ADDRESSES = 100_000;
const REACH_M = 50;
const LEAST = 10;
const MOST_MS = 1_000;

/**
 * From 100,000 addresses with their claims to areas with outlines and figures: classification, clusters, outlines,
 * figures, with nothing prepared; beside PostGIS, which is given the classes and makes clusters, union of buffers and
 * the join for the figures. Cable is not
 * counted as an exclusion, so that as many addresses as possible are chosen.
 */
export const row: BenchRow = {
  id: 'delineate-100k',
  unit: 'ms',
  async run({ databaseUrl }) {
    const table = demoTable(ADDRESSES);
    const ruleSet = findRuleSet('gigabit-rl-2023');
    const rules = compileRules(ruleSet, { onDay: dayOf('2026-01-15'), excludeCable: false });
    const choose = () =>
      Uint8Array.from(classify(table, rules).eligibleCode, (code) => (ELIGIBILITY[code] === 'yes' ? 1 : 0));
    const selected = choose();
    const work = () => delineate({ table, selected: choose(), reachM: REACH_M, minAddresses: LEAST });
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
