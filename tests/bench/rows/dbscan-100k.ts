import { clustersDbscan, featureCollection, point } from '@turf/turf';
import postgres from 'postgres';
import { dbscan } from '#core/geo/dbscan.ts';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { BenchRow } from '../bench-row.ts';
import { cityPoints, medianMs, type Points } from '../city-points.ts';

const POINTS = 100_000;
const SAMPLE = 5_000;
const EPS_M = 15;
const MIN_POINTS = 5;

/**
 * DBSCAN of 100,000 points, beside `ST_ClusterDBSCAN` of native PostGIS on the same points (same number of clusters
 * and noise); Turf's `clustersDbscan` on a sample beside this on the same sample.
 */
export const row: BenchRow = {
  id: 'dbscan-100k',
  unit: 'ms',
  async run({ databaseUrl }) {
    const points = cityPoints(POINTS);
    let clusters = 0;
    let noise = 0;
    const value = medianMs(7, () => ({ clusters, noise } = clustered(points)));
    const sample = cityPoints(SAMPLE);
    const detail: Record<string, number | string> = {
      clusters,
      noise,
      [`turf clustersDbscan of ${SAMPLE} points, ms`]: Math.round(turfMs(sample)),
      [`this on the same ${SAMPLE} points, ms`]: Number(medianMs(5, () => clustered(sample)).toFixed(2)),
    };
    let reference: number | null = null;
    let ok = true;
    if (databaseUrl) {
      const theirs = await postgisClusters(databaseUrl, points);
      reference = theirs.ms;
      ok = theirs.clusters === clusters && theirs.noise === noise;
      detail['clusters by PostGIS'] = theirs.clusters;
      detail['noise by PostGIS'] = theirs.noise;
    } else detail.PostGIS = 'not measured: no server at hand';
    return {
      value,
      reference,
      referenceName: 'native PostGIS ST_ClusterDBSCAN of the same points',
      ratio: reference === null ? null : reference / value,
      ok,
      detail,
    };
  },
};

const clustered = ({ eastingM, northingM }: Points) => dbscan(eastingM, northingM, EPS_M, MIN_POINTS);

function turfMs({ eastingM, northingM }: Points): number {
  const places = featureCollection(Array.from(eastingM, (e, i) => point(utm32ToLonLat(e, northingM[i]!))));
  const start = performance.now();
  clustersDbscan(places, EPS_M, { units: 'meters', minPoints: MIN_POINTS, mutate: true });
  return performance.now() - start;
}

async function postgisClusters(url: string, points: Points) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`create extension if not exists postgis`;
    await sql`create temporary table cluster_point as
      select st_setsrid(st_makepoint(e, n), 25832) as geom
      from unnest(${[...points.eastingM]}::float8[], ${[...points.northingM]}::float8[]) as t (e, n)`;
    const start = performance.now();
    const [found] = await sql<{ clusters: number; noise: number }[]>`
      select count(distinct c)::int as clusters, (count(*) filter (where c is null))::int as noise
      from (select st_clusterdbscan(geom, ${EPS_M}::float8, ${MIN_POINTS}::int) over () as c from cluster_point) t`;
    return { ms: performance.now() - start, ...found! };
  } finally {
    await sql.end();
  }
}
