import { sql as query } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginKept, finishKept } from '../../server/intake/keep-earlier.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

/** One supply data set with two states: of 2025-06-30 (16 Mbit/s everywhere) and of 2026-06-30 (1000/1000 everywhere). */
describe.each(DATABASES)('two dates of data on the $name database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  let address = 0;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    app = testApplication(database);
    const { sql, db } = database;
    await sql`delete from supply_claim`;
    await sql`delete from data_source where layer = 'supply'`;
    const [source] = await sql<{ id: number }[]>`
      insert into data_source (layer, name, as_of, imported_at, format, feature_count)
      values ('supply', 'Markterkundung', '2025-06-30', '2025-07-01', 'supply', 5) returning id`;
    await sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit)
      select id, ${source!.id}, 'Netz A', 'ftth', 16, 1 from address`;
    // As an import does it: of each claim that went how it was, of each that came that there was none.
    await db.transaction().execute(async (trx) => {
      const keptId = await beginKept(trx, { layer: 'supply', source: 'Markterkundung' });
      await query`insert into kept_row (kept_id, key, record)
        select ${keptId}, id::text, to_jsonb(s) - 'source_id' from supply_claim s`.execute(trx);
      await query`delete from supply_claim`.execute(trx);
      await query`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit)
        select id, ${source!.id}, 'Netz A', 'ftth', 1000, 1000 from address`.execute(trx);
      await query`insert into kept_row (kept_id, key, record)
        select ${keptId}, id::text, null from supply_claim`.execute(trx);
      await query`update data_source set as_of = '2026-06-30', imported_at = '2026-07-01' where id = ${source!.id}`.execute(
        trx,
      );
      await finishKept(trx, keptId, source!.id, false);
    });
    address = (await sql<{ id: number }[]>`select id from address order by id limit 1`)[0]!.id;
  });
  afterAll(async () => {
    expect(app.unexpected).toEqual([]);
    await database.close();
  });

  const ask = async (path: string) => {
    const answer = await app.request(path, { role: 'planner' });
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as Record<string, never>;
  };
  const classes = async (data: string) =>
    (await ask(`/api/assessment?rules=gigabit-rl-2025&date=2026-07-01${data}`)) as unknown as {
      addresses: number;
      classes: Record<string, number>;
      about: { data: string | null };
    };

  it('judges the addresses by what the data said on a day, on both sides of every edge', async () => {
    const [none, before, last, first, newest] = await Promise.all(
      ['&data=2025-06-29', '&data=2025-06-30', '&data=2026-06-29', '&data=2026-06-30', ''].map(classes),
    );
    const all = newest!.addresses;
    expect(none!.classes).toMatchObject({ unklar: all });
    expect(before!.classes).toMatchObject({ weiss: all });
    expect(last!.classes).toMatchObject({ weiss: all });
    expect(last!.about.data).toBe('2026-06-29');
    expect(first!.classes).toMatchObject({ versorgt: all });
    expect(newest!).toMatchObject({ classes: { versorgt: all }, about: { data: null } });
  });

  it('compares two dates of data: who changes from what to what, and why', async () => {
    const document = (await ask(
      '/api/assessment/compare?rules=gigabit-rl-2025&data=2025-12-31&data=2026-12-31',
    )) as unknown as { changed: number; addresses: number; changes: { from: object; to: object }[] };
    expect(document.changed).toBe(document.addresses);
    expect(document.changes).toMatchObject([
      { from: { class: 'weiss', eligible: 'yes' }, to: { class: 'versorgt', eligible: 'no' } },
    ]);
    expect(await ask('/api/columns/days')).toEqual({
      days: [
        { day: '2026-06-30', sources: ['Markterkundung'] },
        { day: '2025-06-30', sources: ['Markterkundung'] },
      ],
    });
  });

  it('shows at one address what was said before', async () => {
    expect(await ask(`/api/addresses/${address}/history`)).toEqual({
      claims: [
        {
          source: 'Markterkundung',
          day: '2025-06-30',
          replacedOn: '2026-07-01',
          operator: 'Netz A',
          technology: 'ftth',
          downMbit: 16,
          upMbit: 1,
          planned: false,
          readyBy: null,
        },
      ],
    });
  });

  it('lets a correction count from the day it was decided', async () => {
    const { sql } = database;
    await sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, up_mbit, replaces)
      select ${address}, id, 'Netz A', 'ftth', 0, 0, true from data_source where name = 'Markterkundung'`;
    await sql`insert into supply_correction (address_id, address_name, operator, technology, down_mbit, up_mbit, evidence,
        state, decided_at, claim_id)
      select address_id, 'x', operator, technology, 0, 0, 'seen', 'accepted', '2026-08-10', id from supply_claim where replaces`;
    const counts = async (data: string) => (await classes(data)).classes;
    expect(await counts('&data=2026-08-09')).toMatchObject({ weiss: 0 });
    expect(await counts('&data=2026-08-10')).toMatchObject({ weiss: 1 });
    expect(await counts('')).toMatchObject({ weiss: 1 });
  });

  it('refuses what is no day', async () => {
    for (const path of [
      '/api/assessment?rules=gigabit-rl-2025&data=soon',
      '/api/columns/addresses.arrow?data=2026-02-30',
      '/api/assessment/compare?rules=gigabit-rl-2025&data=2026-01-01',
    ])
      expect((await app.request(path, { role: 'planner' })).status, path).toBe(400);
  });
});
