import { sql } from 'kysely';
import { testApplication } from '../../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../../fixtures/databases.ts';
import type { BenchRow } from '../bench-row.ts';

const ADDRESSES = 100_000;
const ROUNDS = 15;
const PAGE = '/ogc/collections/addresses/items?limit=1000&use=residential&bbox=9.70,52.30,9.80,52.40';

/**
 * A page of 1,000 of 100,000 addresses with a box, a property filter and `numberMatched`, through the whole
 * application (without a network), beside the two plain SQL statements a client of the database would send for
 * the same rows and count. Median of alternating rounds.
 */
export const row: BenchRow = {
  id: 'features-page',
  unit: 'ms',
  async run({ databaseUrl }) {
    if (!databaseUrl) throw new Error('features-page needs a PostgreSQL with PostGIS (TEST_DATABASE_URL)');
    process.env.TEST_DATABASE_URL ??= databaseUrl;
    const database = await DATABASES.find(({ name }) => name === 'server')!.open();
    try {
      await loadCity(database);
      const api = testApplication(database);
      const ours: number[] = [];
      const theirs: number[] = [];
      let matched = 0;
      let bytes = 0;
      let referenceMatched = 0;
      for (let round = 0; round < ROUNDS; round++) {
        let start = performance.now();
        const text = await (await api.request(PAGE, { role: 'planner' })).text();
        ours.push(performance.now() - start);
        bytes = text.length;
        matched = Number(/"numberMatched":(\d+)/.exec(text)![1]);
        start = performance.now();
        referenceMatched = await reference(database);
        theirs.push(performance.now() - start);
      }
      const value = median(ours);
      const referenceMs = median(theirs);
      return {
        value,
        reference: referenceMs,
        referenceName: 'plain SQL for the same rows and count',
        ratio: referenceMs / value,
        // GeoJSON, links and headers may cost as much again as the rows themselves, not more.
        ok: matched === referenceMatched && value <= 2 * referenceMs + 5,
        detail: { addresses: ADDRESSES, matched, bytes },
      };
    } finally {
      await database.close();
    }
  },
};

async function loadCity({ db }: TestDatabase): Promise<void> {
  await sql`insert into data_source (layer, name, as_of, licence) values ('addresses', 'Bench', '2025-01-01', 'none')`.execute(
    db,
  );
  await sql`
    insert into address (source_id, key, street, house_number, postcode, place, use, households, businesses, geom)
    select 1, n::text, 'Straße ' || n / 40, (n % 40)::text, '30159', 'Hannover',
      (array['residential', 'residential', 'business', 'mixed'])[n % 4 + 1], n % 9, n % 3,
      st_setsrid(st_makepoint(543000 + (n * 7919::bigint) % 15000, 5795000 + (n * 104729::bigint) % 14000), 25832)
    from generate_series(1, ${ADDRESSES}::int) n`.execute(db);
  await sql`analyze address`.execute(db);
}

async function reference({ db }: TestDatabase): Promise<number> {
  const box = sql`(select st_transform(st_segmentize(st_makeenvelope(9.70, 52.30, 9.80, 52.40, 4326), 0.002), 25832))`;
  const where = sql`use = 'residential' and geom && ${box} and st_intersects(geom, ${box})`;
  await sql`
    select a.id, a.key, street, house_number, postcode, place, use, households, businesses, s.name, s.as_of, s.licence,
      st_x(st_transform(geom, 4326)) as lon, st_y(st_transform(geom, 4326)) as lat
    from address a join data_source s on s.id = a.source_id where ${where} order by a.id limit 1000`.execute(
    db,
  );
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from address where ${where}`.execute(
    db,
  );
  return rows[0]!.n;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
