import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../../server/features/audit/store.ts';
import { actingAs } from '../../server/trust/acting.ts';
import { storePublicFloor } from '../../server/trust/public-floor.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [9.73, 52.37],
      [9.74, 52.37],
      [9.74, 52.38],
      [9.73, 52.37],
    ],
  ],
};

describe.each(DATABASES)('the audit trail on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
  });
  afterAll(() => database.close());

  const entries = async () =>
    (await auditEntries(database.db)).map((row) => ({ ...row, ...JSON.parse(row.content) }));

  it('records create, change and deletion with who, when, why and the state before', async () => {
    const reason = encodeURIComponent('Änderung laut Beschluss');
    const made = await api.request('/api/areas', {
      role: 'planner',
      method: 'POST',
      body: { name: 'A', geometry },
    });
    const { id } = await made.json();
    await api.request(`/api/areas/${id}`, {
      role: 'planner',
      method: 'PUT',
      body: { name: 'B', geometry },
      headers: { 'if-match': '"1"', 'x-reason': reason },
    });
    const gone = await api.request(`/api/areas/${id}`, {
      role: 'admin',
      method: 'DELETE',
      headers: { 'if-match': '"2"' },
    });
    expect(gone.status).toBe(204);
    const all = (await entries()).filter((entry) => entry.key === id);
    const changed = all.find((entry) => entry.action === 'update' && entry.after.name === 'B');
    expect(changed.why).toBe('Änderung laut Beschluss');
    expect(changed.before.name).toBe('A');
    const deleted = all.find((entry) => entry.action === 'delete');
    expect(deleted).toMatchObject({
      who: expect.stringMatching(/^admin [0-9a-f]{12}$/),
      table: 'area',
      why: `DELETE /api/areas/${id}`,
    });
    expect(deleted.requestId).toBe(gone.headers.get('x-request-id'));
    // The reverse: what was deleted comes back from the trail alone, to the bit.
    const { rows } = await sql<{ name: string; same: boolean }>`
      select name, geom::text = ${deleted.before.geom} as same
      from jsonb_populate_record(null::area, ${JSON.stringify(deleted.before)}::text::jsonb)`.execute(
      database.db,
    );
    expect(rows).toEqual([{ name: 'B', same: true }]);
  });

  it('keeps one chain under writes at the same time, each with its own author', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        actingAs({ who: `author ${i}`, why: '' }, () =>
          sql`insert into area (name, geom) values (${`n${i}`}, st_multi(st_makeenvelope(${i}::int, 0, ${i + 1}::int, 1, 25832)))`.execute(
            database.db,
          ),
        ),
      ),
    );
    await sql`insert into data_source (layer, name) values ('schools', 'x')`.execute(database.db);
    const all = await entries();
    for (let i = 0; i < 12; i++)
      expect(all.find((entry) => entry.after?.name === `n${i}`).who).toBe(`author ${i}`);
    expect(all.at(-1)).toMatchObject({ who: 'program', table: 'data_source' });
    expect(verifyAudit(await auditEntries(database.db))).toMatchObject({ ok: true, faults: [] });
  });

  it('records nothing of a write that was taken back', async () => {
    const before = (await entries()).length;
    await database.db
      .transaction()
      .execute(async (tx) => {
        await sql`insert into data_source (layer, name) values ('schools', 'never')`.execute(tx);
        throw new Error('back');
      })
      .catch(() => undefined);
    expect((await entries()).length).toBe(before);
  });

  it('finds a changed, a missing and a cut off entry', async () => {
    const rows = await auditEntries(database.db);
    const head = verifyAudit(rows).head!;
    expect(verifyAudit(rows, head).ok).toBe(true);
    await sql`update audit_entry set content = replace(content, 'author 3', 'author 4') where content like '%author 3"%'`.execute(
      database.db,
    );
    const changed = verifyAudit(await auditEntries(database.db));
    expect(changed.ok).toBe(false);
    expect(changed.faults.map((one) => one.fault)).toEqual(['changed']);
    // Whoever recomputes the hash of the one entry breaks the next.
    await sql`update audit_entry set hash = encode(sha256(convert_to(prev_hash || chr(10) || content, 'UTF8')), 'hex')
      where seq = ${changed.faults[0]!.seq}::bigint`.execute(database.db);
    const rehashed = verifyAudit(await auditEntries(database.db));
    expect(rehashed.faults).toEqual([{ seq: changed.faults[0]!.seq! + 1, fault: 'changed' }]);
    expect(verifyAudit(rows.filter((row) => row.seq !== 3)).faults).toEqual([{ seq: 4, fault: 'missing' }]);
    expect(verifyAudit(rows.filter((row) => row.seq !== 1)).faults).toEqual([{ seq: 2, fault: 'missing' }]);
    // Entries that have changed places, and two whose words have.
    const swapped = (one: (typeof rows)[number], by: object) => ({ ...one, ...by });
    const [third, fourth] = [rows.find(({ seq }) => seq === 3)!, rows.find(({ seq }) => seq === 4)!];
    for (const part of ['seq', 'content', 'hash'] as const) {
      const reordered = rows.map((row) =>
        row === third
          ? swapped(row, { [part]: fourth[part] })
          : row === fourth
            ? swapped(row, { [part]: third[part] })
            : row,
      );
      expect([part, verifyAudit(reordered).faults[0]]).toEqual([part, { seq: 3, fault: 'changed' }]);
    }
    expect(verifyAudit(rows.slice(0, -1)).ok).toBe(true);
    expect(verifyAudit(rows.slice(0, -1), head).faults).toEqual([{ seq: null, fault: 'head-missing' }]);
  });

  it('says when the floor of public figures was changed, and from what', async () => {
    for (const floor of [7, 7, 5]) await storePublicFloor(database.db, floor);
    const changes = (await entries()).filter(({ table }) => table === 'public_floor');
    expect(changes.map(({ before, after }) => [before.floor, after.floor])).toEqual([
      [5, 7],
      [7, 5],
    ]);
  });

  it('is exported to planners only', async () => {
    expect((await api.request('/api/audit')).status).toBe(401);
    const page = await (await api.request('/api/audit?after=2', { role: 'planner' })).json();
    expect(page.entries[0].seq).toBe(3);
    expect((await api.request('/api/audit?after=-1', { role: 'planner' })).status).toBe(400);
  });
});
