import { sql } from 'kysely';
import { testApplication } from '../../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';

const HOTSPOTS = 10_000;
const REQUESTS = 1000;
const PER_SECOND = 200;
const BAR_P99_MS = 10;

/**
 * The 50 nearest of 10,000 hotspots, filtered, from the API at 200 requests a second that do not wait for each
 * other: p99 at most 10 ms. Beside the same question as one SQL statement with a spatial index, one at a time.
 */
export const row: BenchRow = {
  id: 'hotspots-near',
  unit: 'ms',
  async run({ databaseUrl }) {
    if (!databaseUrl) throw new Error('hotspots-near needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    process.env.TEST_DATABASE_URL ??= databaseUrl;
    const database = await DATABASES.find(({ name }) => name === 'server')!.open();
    try {
      await loadHotspots(database);
      const api = testApplication(database);
      const ask = async (i: number) => {
        const response = await api.request(
          `/api/hotspots/near?${placeOf(i)}&limit=50&setting=outdoor&works=1`,
        );
        return (await response.json()) as { matched: number; hotspots: { id: number }[] };
      };
      for (let i = 0; i < 50; i++) await ask(i);
      const times: number[] = [];
      const start = performance.now();
      await Promise.all(
        Array.from({ length: REQUESTS }, async (_, i) => {
          const due = start + (i * 1000) / PER_SECOND;
          await new Promise((wake) => setTimeout(wake, Math.max(0, due - performance.now())));
          const began = performance.now();
          await ask(i);
          times.push(performance.now() - began);
        }),
      );
      const reference: number[] = [];
      let equal = true;
      for (let i = 0; i < 100; i++) {
        const began = performance.now();
        const ids = await nearestBySql(database, i);
        reference.push(performance.now() - began);
        const ours = (await ask(i)).hotspots.map(({ id }) => id);
        equal &&= JSON.stringify(ours) === JSON.stringify(ids);
      }
      const value = percentile(times, 0.99);
      const referenceMs = percentile(reference, 0.99);
      return {
        value,
        reference: referenceMs,
        referenceName: 'PostGIS <-> with an index, p99 of one at a time',
        ratio: referenceMs / value,
        ok: value <= BAR_P99_MS && equal,
        detail: {
          'bar p99, ms': BAR_P99_MS,
          'median, ms': Number(percentile(times, 0.5).toFixed(2)),
          'requests a second': PER_SECOND,
          'equal to PostGIS': equal ? 'yes' : 'no',
        },
      };
    } finally {
      await database.close();
    }
  },
};

const lonLatOf = (i: number) =>
  [9.65 + ((i * 7919) % 1000) / 5000, 52.3 + ((i * 104_729) % 1000) / 7000] as const;
const placeOf = (i: number) => `lon=${lonLatOf(i)[0].toFixed(5)}&lat=${lonLatOf(i)[1].toFixed(5)}`;

async function loadHotspots({ db }: TestDatabase): Promise<void> {
  await sql`insert into data_source (layer, name) values ('hotspots', 'Bench')`.execute(db);
  await sql`
    insert into hotspot (source_id, key, name, ssid, operator, indoor, state, opening_hours, geom)
    select 1, n::text, 'Standort ' || n, 'frei', 'Stadt', n % 3 = 0, case when n % 5 = 0 then 'offline' else 'online' end,
      '24/7', st_setsrid(st_makepoint(543000 + (n * 7919::bigint) % 15000 + n / 1e4,
        5795000 + (n * 104729::bigint) % 14000 + n / 1e4), 25832)
    from generate_series(1, ${HOTSPOTS}::int) n`.execute(db);
  await sql`analyze hotspot`.execute(db);
}

async function nearestBySql({ db }: TestDatabase, i: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from hotspot where not indoor and state = 'online' order by geom <-> st_transform(st_setsrid(
      st_makepoint(${lonLatOf(i)[0].toFixed(5)}::float8, ${lonLatOf(i)[1].toFixed(5)}::float8), 4326), 25832) limit 50
  `.execute(db);
  return rows.map(({ id }) => id);
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
