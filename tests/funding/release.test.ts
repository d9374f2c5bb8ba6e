import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xlsxNamedNumbers } from '#core/dossier/read-office.ts';
import { dossierCommand } from '../../server/cli/commands/dossier.ts';
import { unpackDossier } from '../../server/dossier/read-dossier.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadFundingCity, readyApplication } from './built-dossier.ts';

describe.each(DATABASES)('four eyes on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  let path: string;
  let folder: string;
  let version = 1;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await open();
    await loadFundingCity(database);
    api = testApplication(database);
    const { procedures, preparedBy, releasedBy, ...body } = readyApplication();
    const created = await api.request('/api/applications', { role: 'planner', method: 'POST', body });
    const { id } = await created.json();
    path = `/api/applications/${id}`;
    await database.sql`update application set procedures = procedures || ${JSON.stringify(procedures)}::text::jsonb`;
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = async (method: string, below: string, body?: object) => {
    const response = await api.request(`${path}${below}`, {
      // Who plans does not release.
      role: below === '/release' ? 'admin' : 'planner',
      method,
      headers: { 'if-match': `"${version}"` },
      ...(body ? { body } : {}),
    });
    const json = await response.json();
    if (response.status === 200 && json.version) version = json.version;
    return { status: response.status, json };
  };
  const dossier = async () => {
    const response = await api.request(`${path}/dossier`, { role: 'planner' });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  it('lets nobody release what nobody prepared, nor the one who prepared it', async () => {
    expect((await send('POST', '/release', { by: 'B. Beispiel' })).json.title).toBe('not-prepared');
    expect((await send('POST', '/prepare', { by: 'A. Muster' })).json.preparedBy).toBe('A. Muster');
    expect((await send('POST', '/release', { by: ' a. muster ' })).json.title).toBe('same-person');
  });

  it('takes the signature away when something changes afterwards', async () => {
    const { procedures, preparedBy, releasedBy, ...body } = readyApplication();
    expect((await send('PUT', '', body)).json.preparedBy).toBeNull();
    expect((await send('POST', '/release', { by: 'B. Beispiel' })).json.title).toBe('not-prepared');
    expect((await send('POST', '/prepare', { by: 'A. Muster' })).status).toBe(200);
  });

  it('releases with the hash of the dossier, which stays as it is whatever happens to the data', async () => {
    const released = await send('POST', '/release', { by: 'B. Beispiel' });
    expect(released).toMatchObject({ status: 200, json: { releasedBy: 'B. Beispiel' } });
    const first = await dossier();
    expect(first.status).toBe(200);
    expect(createHash('sha256').update(first.bytes).digest('hex')).toBe(released.json.dossierSha256);
    await database.sql`update address set households = households + 1`;
    expect((await dossier()).bytes.equals(first.bytes)).toBe(true);
  });

  it('leaves from the command line as it was released', async () => {
    const out = join(folder, 'released.zip');
    const { db } = database;
    const result = await dossierCommand.run({
      positionals: [path.split('/').at(-1)!],
      values: { out },
      language: 'en',
      open: async () => ({ ...database, db }),
    });
    expect(result.exitCode).toBe(0);
    expect(readFileSync(out).equals((await dossier()).bytes)).toBe(true);
  });

  it('can no longer be changed, not even in the database; procedures go on', async () => {
    const { procedures, preparedBy, releasedBy, ...body } = readyApplication();
    expect(await send('PUT', '', body)).toMatchObject({
      status: 409,
      json: { title: 'application-released' },
    });
    expect((await send('POST', '/prepare', { by: 'C' })).status).toBe(409);
    expect((await send('POST', '/release', { by: 'C' })).status).toBe(409);
    await expect(database.sql`update application set name = 'x'`).rejects.toThrow('cannot be changed');
    await expect(database.sql`delete from application`).rejects.toThrow();
    const step = { procedure: 'foerderantrag', step: 'einreichen', onDate: '2025-06-02' };
    expect(await send('POST', '/steps', step)).toMatchObject({ status: 200, json: { state: 'eingereicht' } });
  });

  it('after the grant holds invoices against positions, and the build area by area', async () => {
    const invoice = {
      position: 'trenchCivil',
      supplier: 'Tiefbau A',
      number: '2026/1',
      invoiceDate: '2026-05-01',
      netCents: 9_007_199,
      eligibleCents: 9_000_000,
    };
    expect((await send('POST', '/invoices', invoice)).json.title).toBe('not-granted');
    for (const step of ['vorlaeufigBewilligen', 'ausschreiben', 'endgueltigBewilligen', 'bauen']) {
      const taken = { procedure: 'foerderantrag', step, onDate: '2026-03-01' };
      expect((await send('POST', '/steps', taken)).status).toBe(200);
    }
    const filed = await send('POST', '/invoices', invoice);
    expect(filed).toMatchObject({ status: 201, json: { invoices: [{ paidOn: null, netCents: 9_007_199 }] } });
    expect(filed.json.proof.issues.map(({ code }: { code: string }) => code)).toEqual(['invoice-not-paid']);
    expect((await send('POST', '/invoices', invoice)).json.title).toBe('invoice-twice');
    const wrong = await send('POST', '/invoices', { ...invoice, number: '2', eligibleCents: 9_007_200 });
    expect([wrong.status, wrong.json.issues[0].where]).toEqual([422, 'eligibleCents']);
    const paying = `/invoices/${filed.json.invoices[0].id}/payment`;
    expect((await send('PUT', paying, { paidOn: '2026-04-30' })).json.title).toBe('bad-field');
    const paid = await send('PUT', paying, { paidOn: '2026-05-20' });
    expect(paid.json.proof).toMatchObject({ paidCents: 9_000_000, issues: [] });
    const { plan, proof } = paid.json;
    expect(proof.finalEligibleCents).toBe(Math.max(0, plan.eligibleCents - (proof.plannedCents - 9_000_000)));

    const report = { area: 2, phase: 'bau', onDate: '2026-06-01', trenchM: 120.5, connections: 0 };
    expect((await send('POST', '/progress', report)).status).toBe(201);
    const later = { ...report, phase: 'fertig', onDate: '2026-08-01', trenchM: 400, connections: 1 };
    const built = await send('POST', '/progress', later);
    expect(built.json.progress).toMatchObject([null, { phase: 'fertig', trenchM: 400 }]);
    expect(built.json.reports).toHaveLength(2);
    expect((await send('POST', '/progress', { ...report, area: 3 })).json.title).toBe('bad-field');

    const file = await api.request(`${path}/proof-of-use.xlsx`, { role: 'planner' });
    const named = xlsxNamedNumbers(new Uint8Array(await file.arrayBuffer()));
    expect(named.get('nachgewiesen')).toBe(90_000);
    expect(named.get('foerderfaehig_endgueltig')).toBe(proof.finalEligibleCents / 100);

    const gone = await send('DELETE', `/invoices/${filed.json.invoices[0].id}`);
    expect(gone.json.invoices).toEqual([]);
    expect((await send('DELETE', '/invoices/999')).status).toBe(404);
  });

  it('goes on as a new version, whose dossier carries the difference and passes its check', async () => {
    const begun = await send('POST', '/new-version');
    expect(begun).toMatchObject({
      status: 201,
      json: { previousId: path.split('/').at(-1), releasedBy: null, preparedBy: null, state: 'entwurf' },
    });
    const next = `/api/applications/${begun.json.id}`;
    const report = await (await api.request(`${next}/check`, { role: 'planner' })).json();
    expect(report).toMatchObject({ ok: true, mandatoryFailures: 0 });
    expect(report.checks.find(({ id }: { id: string }) => id === 'release').findings).toHaveLength(1);
    const files = unpackDossier(
      new Uint8Array(await (await api.request(`${next}/dossier`, { role: 'planner' })).arrayBuffer()),
      'next.zip',
    );
    // An address got a household more in a test above.
    const difference = strFromU8(files['differenz.txt']!);
    expect(difference).toMatch(/Vorige Fassung: SHA-256 [0-9a-f]{64}/);
    expect(difference).toMatch(/households: \d+ → \d+/);
    const again = await api.request(`${next}/new-version`, { role: 'planner', method: 'POST' });
    expect([again.status, (await again.json()).title]).toEqual([422, 'not-released']);
  });

  it('gives the days that follow as iCalendar', async () => {
    const response = await api.request(`${path}/calendar.ics`, { role: 'planner' });
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('SUMMARY:Ergebnis der Markterkundung gilt bis');
    expect(text).toContain('DTSTART;VALUE=DATE:20260320');
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });
});
