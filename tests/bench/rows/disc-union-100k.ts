import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer, featureCollection, point, union } from '@turf/turf';
import postgres from 'postgres';
import { ringPolygon } from '#core/geo/arc-rings.ts';
import { discUnion } from '#core/geo/disc-union.ts';
import { proximityGraph } from '#core/geo/proximity-graph.ts';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { BenchRow } from '../bench-row.ts';
import { cityPoints, medianMs, type Points } from '../city-points.ts';

const POINTS = 100_000;
const SAMPLE = 1_000;
const RADIUS_M = 50;
const SAGITTA_M = 0.5;

/**
 * The union of 100,000 discs from the bare points to polygon rings, beside `ST_Union(ST_Buffer())` of native PostGIS
 * on the same points (areas within 0.5 %) and Turf's buffer and union on a sample. Held to exact areas to 1e-9.
 */
export const row: BenchRow = {
  id: 'disc-union-100k',
  unit: 'ms',
  async run({ databaseUrl, sharedDir }) {
    const points = cityPoints(POINTS);
    let areaM2 = 0;
    let rings = 0;
    const value = medianMs(7, () => ({ areaM2, rings } = outlined(points)));
    const sample = cityPoints(SAMPLE);
    const sampleMs = medianMs(5, () => outlined(sample));
    const turfMs = turfUnionMs(sample);
    const detail: Record<string, number | string> = {
      rings,
      areaM2: Math.round(areaM2),
      [`turf buffer and union of ${SAMPLE} points, ms`]: Math.round(turfMs),
      [`this on the same ${SAMPLE} points, ms`]: Number(sampleMs.toFixed(2)),
    };
    const error = exactError(sharedDir);
    if (error !== null) detail['greatest relative area error'] = error;
    else detail['exact areas'] = 'not compared: ../shared/bench/clustering is not here';
    let ok = error === null || error <= 1e-9;
    let reference: number | null = null;
    if (databaseUrl) {
      const theirs = await postgisUnion(databaseUrl, points);
      reference = theirs.ms;
      const difference = Math.abs(theirs.areaM2 / areaM2 - 1);
      detail['area difference to PostGIS'] = Number(difference.toExponential(2));
      ok &&= difference <= 0.005;
    } else detail.PostGIS = 'not measured: no server at hand';
    return {
      value,
      reference,
      referenceName: 'native PostGIS ST_Union(ST_Buffer(quad_segs=32)) of the same points',
      ratio: reference === null ? null : reference / value,
      ok,
      detail,
    };
  },
};

function outlined({ eastingM, northingM }: Points): { areaM2: number; rings: number } {
  const graph = proximityGraph(eastingM, northingM);
  const discs = discUnion(graph, RADIUS_M);
  const rings = discs.rings().map((ring) => ringPolygon(graph, RADIUS_M, discs.arcs, ring, SAGITTA_M));
  return { areaM2: discs.areaM2, rings: rings.length };
}

function turfUnionMs({ eastingM, northingM }: Points): number {
  const start = performance.now();
  const discs = Array.from(eastingM, (e, i) =>
    buffer(point(utm32ToLonLat(e, northingM[i]!)), RADIUS_M, { units: 'meters', steps: 32 }),
  );
  union(featureCollection(discs.map((disc) => disc!)));
  return performance.now() - start;
}

async function postgisUnion(url: string, points: Points): Promise<{ ms: number; areaM2: number }> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`create extension if not exists postgis`;
    await sql`create temporary table disc_centre as
      select st_setsrid(st_makepoint(e, n), 25832) as geom
      from unnest(${[...points.eastingM]}::float8[], ${[...points.northingM]}::float8[]) as t (e, n)`;
    const start = performance.now();
    const [found] = await sql<{ area: number }[]>`
      select st_area(st_union(st_buffer(geom, ${RADIUS_M}::float8, 'quad_segs=32'))) as area from disc_centre`;
    return { ms: performance.now() - start, areaM2: found!.area };
  } finally {
    await sql.end();
  }
}

/** Greatest relative error against the exact areas; null where these are not at hand. */
function exactError(sharedDir: string | undefined): number | null {
  const folder = sharedDir ? join(sharedDir, 'bench', 'clustering') : '';
  if (!folder || !existsSync(join(folder, 'disc_union_exact.json'))) return null;
  const { results } = JSON.parse(readFileSync(join(folder, 'disc_union_exact.json'), 'utf8')) as {
    results: { file: string; radius_m: number; exact_union_area_m2: number }[];
  };
  const errors = results.map(({ file, radius_m: radiusM, exact_union_area_m2: exact }) => {
    const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
    const places = lines.map((line) => line.split(',').map(Number));
    const graph = proximityGraph(
      Float64Array.from(places, (p) => p[0]!),
      Float64Array.from(places, (p) => p[1]!),
    );
    return Math.abs(discUnion(graph, radiusM).areaM2 / exact - 1);
  });
  return Math.max(...errors);
}
