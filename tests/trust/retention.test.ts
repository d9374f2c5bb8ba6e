import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import { actingAs } from '../../server/trust/acting.ts';
import { applyRetention, eraseRecord } from '../../server/trust/retention.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const DAY_MS = 86_400_000;
const WORD = 'Hausmeister Krause, 0511 1234567';

describe.each(DATABASES)('periods of keeping on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: ReturnType<typeof testApplication>;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
  });
  afterAll(() => database.close());

  const report = async (message: string) => {
    const made = await api.request('/wlan/reports', { method: 'POST', body: { kind: 'other', message } });
    expect(made.status).toBe(201);
    const { rows } = await sql<{ id: number }>`select id from wlan_report where message = ${message}`.execute(
      database.db,
    );
    await api.request(`/api/wlan/reports/${rows[0]!.id}`, {
      role: 'planner',
      method: 'PATCH',
      body: { state: 'done', answer: `Danke, ${message}` },
    });
    return rows[0]!.id;
  };
  const trail = async () => (await auditEntries(database.db)).map(({ content }) => content).join('\n');

  it('end a closed report everywhere: in its table, in its history, with a chain that is whole', async () => {
    await report(WORD);
    await report('bleibt');
    expect((await trail()).split(WORD).length).toBeGreaterThan(3);
    const head = verifyAudit(await auditEntries(database.db)).head;
    await sql`update wlan_report set updated_at = now() - interval '400 days' where message = ${WORD}`.execute(
      database.db,
    );
    const done = await applyRetention(database.db, database.config);
    expect(done).toMatchObject({ wlanReports: 1, imports: 0, backups: 0 });
    expect(await trail()).not.toContain(WORD);
    expect(await trail()).toContain('bleibt');
    const verdict = verifyAudit(await auditEntries(database.db), head);
    expect(verdict).toMatchObject({ ok: true, faults: [] });
    expect(verdict.erased).toBeGreaterThan(2);
    const said = (await auditEntries(database.db)).map(({ content }) => JSON.parse(content));
    expect(said.find((entry) => entry.action === 'erase')).toMatchObject({
      table: 'wlan_report',
      why: 'RETENTION_REPORT_DAYS=365',
    });
    // Who, when and what stay.
    expect(said.find((entry) => entry.erased === true)).toMatchObject({
      table: 'wlan_report',
      who: expect.any(String),
      at: expect.any(String),
    });
    expect(await applyRetention(database.db, database.config)).toMatchObject({ wlanReports: 0 });
  });

  it('do not let anybody hide a change as an erasure', async () => {
    const rows = await auditEntries(database.db);
    const last = rows.findLast(({ content }) => content.includes('"bleibt"'))!;
    const { before, after, ...rest } = JSON.parse(last.content);
    const hidden = rows.map((row) =>
      row.seq === last.seq ? { ...row, content: JSON.stringify({ ...rest, erased: true }) } : row,
    );
    expect(verifyAudit(hidden).faults).toEqual([{ seq: last.seq, fault: 'changed' }]);
    const erased = rows.find(({ content }) => content.includes('"erased": true'))!;
    const forged = rows.map((row) =>
      row.seq === erased.seq
        ? { ...row, content: JSON.stringify({ ...JSON.parse(erased.content), after: { message: 'x' } }) }
        : row,
    );
    expect(verifyAudit(forged).faults).toEqual([{ seq: erased.seq, fault: 'changed' }]);
    // Nor what stays of it: who, when, what and why.
    for (const change of [
      { who: 'somebody else' },
      { at: '2001-01-01T00:00:00Z' },
      { why: '' },
      { key: '0' },
    ]) {
      const blamed = rows.map((row) =>
        row === erased ? { ...row, content: JSON.stringify({ ...JSON.parse(row.content), ...change }) } : row,
      );
      expect(verifyAudit(blamed).faults).toEqual([{ seq: erased.seq, fault: 'changed' }]);
    }
    // And an announcement in the words of an earlier version hides nothing any more.
    const victim = rows.find(({ content }) => content.includes('"after"'))!;
    const { before: _, after: __, ...stays } = JSON.parse(victim.content);
    const content = JSON.stringify({ action: 'erase', erased: [{ seq: victim.seq, hash: victim.hash }] });
    const end = rows.findLast(({ seq }) => seq !== null)!;
    const hash = createHash('sha256').update(`${end.hash}\n${content}`).digest('hex');
    const downgraded = [
      ...rows.map((row) =>
        row === victim ? { ...row, content: JSON.stringify({ ...stays, who: 'x', erased: true }) } : row,
      ),
      { seq: Number(end.seq) + 1, content, prevHash: end.hash, hash },
    ];
    expect(verifyAudit(downgraded).faults).toEqual([{ seq: victim.seq, fault: 'changed' }]);
  });

  it('erase one person’s record when it is asked for', async () => {
    const id = await report('Bitte löschen: Erika');
    const asker = { who: 'administrator 1234', why: 'from the header', requestId: 'r-17' };
    const erased = await actingAs(asker, () =>
      eraseRecord(database.db, 'wlan_report', String(id), 'Art. 17'),
    );
    expect(erased).toBeGreaterThan(1);
    expect(await trail()).not.toContain('Erika');
    const said = (await auditEntries(database.db)).map(({ content }) => JSON.parse(content));
    expect(said.findLast(({ action }) => action === 'erase')).toMatchObject({
      ...asker,
      why: 'Art. 17',
      table: 'wlan_report',
      key: String(id),
      erased: expect.objectContaining({ length: erased }),
    });
    expect(await eraseRecord(database.db, 'wlan_report', String(id), 'Art. 17')).toBeNull();
    expect(verifyAudit(await auditEntries(database.db)).ok).toBe(true);
  });

  it('end imports with their files, login traces, old contents, and backups; 0 keeps for ever', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    await sql`insert into intake_import (id, state, file_name, file_bytes, request, updated_at)
      values (${id}, 'committed', 'a.csv', 1, '{}', now() - interval '100 days')`.execute(database.db);
    const folder = join(database.config.DATA_DIR, 'imports', id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.csv'), 'x');
    await sql`insert into login_failure (name_hash, failures, locked_until, last_at)
      values ('h', 1, now(), now() - interval '31 days')`.execute(database.db);
    const backups = join(database.config.DATA_DIR, 'backups');
    mkdirSync(backups);
    for (const [name, days] of [
      ['old.backup.gz', 36],
      ['new.backup.gz', 34],
      ['other.txt', 999],
    ] as const) {
      writeFileSync(join(backups, name), '');
      const at = (Date.now() - days * DAY_MS) / 1000;
      utimesSync(join(backups, name), at, at);
    }
    const never = loadConfig({
      DATA_DIR: database.config.DATA_DIR,
      BACKUP_DIR: backups,
      RETENTION_IMPORT_DAYS: '0',
      RETENTION_LOGIN_DAYS: '0',
      RETENTION_BACKUP_DAYS: '0',
    });
    expect(await applyRetention(database.db, never)).toMatchObject({
      imports: 0,
      accountTraces: 0,
      backups: 0,
    });
    const done = await applyRetention(database.db, { ...database.config, BACKUP_DIR: backups });
    expect(done).toMatchObject({ imports: 1, accountTraces: 1, backups: 1, auditEntries: 0 });
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(backups).sort()).toEqual(['new.backup.gz', 'other.txt']);
  });

  it('take the content of old changes out of the trail, whatever they are about', async () => {
    await sql`insert into audit_entry (content) values (${JSON.stringify({
      at: '2001-01-01T00:00:00Z',
      who: 'x',
      why: '',
      action: 'update',
      table: 'area',
      key: '1',
      before: { note: 'uralt' },
      after: {},
    })})`.execute(database.db);
    const done = await applyRetention(database.db, { ...database.config, RETENTION_AUDIT_DAYS: 3650 });
    expect(done.auditEntries).toBe(1);
    expect(await trail()).not.toContain('uralt');
    expect(verifyAudit(await auditEntries(database.db)).ok).toBe(true);
  });
});
