import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDossier } from '../../server/dossier/build-dossier.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import { importFile } from '../../server/intake/import-file.ts';
import { readIntakeFile } from '../../server/intake/read-file.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { sampleApplication, WEST } from '../funding/sample-application.ts';

/** The packages and results of both databases, to be held against each other. */
const MADE: Record<string, Record<string, string>> = {};
const hashes = (zip: Uint8Array) =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([name, file]) => [
      name,
      createHash('sha256').update(file).digest('hex'),
    ]),
  );

describe.each(DATABASES)('market surveys on the $name database', ({ name: databaseName, open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-survey-'));
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    // In the West only copper of 50 Mbit/s: three addresses that are eligible until somebody promises.
    await database.sql`delete from supply_claim where operator = 'Netz B'
      and address_id in (select id from address where key in ('a1', 'a2', 'a3'))`;
    api = testApplication(database);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const send = async (method: string, path: string, body?: unknown, version?: number, role = 'planner') => {
    const response = await api.request(path, {
      role: role as 'planner',
      method,
      ...(body === undefined ? {} : { body }),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
    const json = response.status === 204 ? null : await response.json();
    return { status: response.status, json };
  };
  const survey = (change: object = {}, terms: object = {}) => ({
    name: 'Weststadt 2025',
    issuer: 'Stadt Musterstadt',
    rules: 'gigabit-rl-2025',
    areas: [WEST],
    terms: {
      horizonYears: 3,
      startsOn: '2025-06-02',
      endsOn: '2025-07-28',
      contact: 'Rathaus\nbreitband@musterstadt.example',
      ...terms,
    },
    ...change,
  });
  const bytes = async (path: string) => {
    const response = await api.request(path, { role: 'planner' });
    expect([path, response.status]).toEqual([path, 200]);
    return new Uint8Array(await response.arrayBuffer());
  };
  const take = async (fileName: string, content: string | Uint8Array, source: string) => {
    const file = join(folder, fileName);
    writeFileSync(file, content);
    return importFile(database.db, {
      layer: 'supply',
      path: file,
      source,
      asOf: '2025-07-20',
      licence: null,
      format: null,
      srid: null,
      layerInFile: null,
      mapping: null,
      treatment: { accept: new Set(), repair: new Set() },
      dryRun: false,
      replaceDemo: true,
    });
  };
  /** The CSV list with the answers of an operator filled in, by house number. */
  const filled = (csv: string, answers: Record<string, Record<string, string>>) => {
    const [head, ...rows] = csv.replace('\uFEFF', '').trim().split('\r\n');
    const columns = head!.split(';');
    return [
      head,
      ...rows.map((row) => {
        const cells = row.split(';');
        const number = cells[columns.indexOf('hnr')]! + cells[columns.indexOf('hnr_zusatz')]!;
        for (const [column, value] of Object.entries(answers[number] ?? {}))
          cells[columns.indexOf(column)] = value;
        return cells.join(';');
      }),
    ].join('\r\n');
  };
  const PROMISE = {
    plan_technik: 'FTTH',
    plan_down_mbit: '1000',
    plan_up_mbit: '500',
    plan_fertig_bis: '31.12.2026',
    plan_verbindlich: 'ja',
    meilensteinplan: 'MP 1',
  };

  it('go from draft to a kept result: package, answer, desk, decision', async () => {
    const created = await send('POST', '/api/surveys', survey());
    expect(created.status).toBe(201);
    const path = `/api/surveys/${created.json.id}`;
    const step = async (procedure: string, name: string, onDate: string) => {
      const { version } = (await send('GET', path)).json;
      return send('POST', `${path}/steps`, { procedure, step: name, onDate }, version);
    };

    // Without a Branchendialog nothing is published, and the paragraph or its absence is said.
    const early = await step('markterkundung', 'veroeffentlichen', '2025-06-02');
    expect(early).toMatchObject({ status: 422, json: { title: 'dialogue-missing' } });
    expect(early.json.detail).toContain('gigabit-projekttraeger.de');
    await step('branchendialog', 'ankuendigen', '2025-03-01');
    expect((await step('branchendialog', 'durchfuehren', '2025-03-28')).json.title).toBe(
      'dialogue-announced-too-late',
    );
    expect((await step('branchendialog', 'durchfuehren', '2025-03-29')).status).toBe(200);
    const wrongDay = await step('markterkundung', 'veroeffentlichen', '2025-06-03');
    expect(wrongDay.json.issues[0]).toMatchObject({ code: 'bad-field', where: 'onDate' });

    // Operators get a list that tells nothing of anybody's supply.
    const operator = (await send('POST', `${path}/operators`, { name: 'Glas AG' })).json;
    expect(operator.source).toBe('Glas AG, Markterkundung Weststadt 2025');
    const second = await send('POST', `${path}/operators`, { name: 'Glas AG' });
    expect(second).toMatchObject({ status: 409, json: { title: 'operator-exists' } });
    const zip = await bytes(`${path}/package.zip?operator=${operator.id}`);
    // It is made beside everything else, and says how far it is.
    const job = randomUUID();
    let isMade = false;
    const again = bytes(`${path}/package.zip?operator=${operator.id}&job=${job}`).finally(() => {
      isMade = true;
    });
    const steps = new Set<string>();
    while (!isMade) {
      steps.add((await send('GET', `/api/document-jobs/${job}`)).json.step);
      await wait(20);
    }
    expect(await again).toEqual(zip);
    expect([...steps]).toContain('layers');
    expect((await send('GET', `/api/document-jobs/${job}`)).json).toEqual({ step: null });
    const files = unzipSync(zip);
    expect(Object.keys(files).sort()).toEqual([
      'LIESMICH.txt',
      'adressen.gpkg',
      'adressliste.csv',
      'adressliste.xlsx',
      'anschreiben.docx',
      'gebiete.gpkg',
      'gebietskarte.pdf',
    ]);
    for (const [name, type, count] of [
      ['adressen.gpkg', 'Point', 3],
      ['gebiete.gpkg', 'MultiPolygon', 1],
    ] as const) {
      writeFileSync(join(folder, name), files[name]!);
      const { content } = await readIntakeFile(join(folder, name), { prefer: null });
      if (content.kind !== 'records') throw new Error(name);
      expect([name, content.srid, content.records.map(({ geometry }) => geometry?.type)]).toEqual([
        name,
        25832,
        Array(count).fill(type),
      ]);
    }
    const everything = Object.values(files).map((file) => Buffer.from(file).toString('latin1'));
    for (const text of [
      ...everything,
      strFromU8(unzipSync(files['adressliste.xlsx']!)['xl/worksheets/sheet1.xml']!),
    ])
      for (const word of ['Netz A', 'Netz B', 'Quelle addresses', 'förderfähig'])
        expect(text.includes(word) || text.includes(Buffer.from(word).toString('latin1'))).toBe(false);
    const letter = strFromU8(unzipSync(files['anschreiben.docx']!)['word/document.xml']!);
    expect(letter).toContain('vom 02.06.2025 bis zum 28.07.2025');
    expect(letter).toContain('An Glas AG');

    expect((await step('markterkundung', 'veroeffentlichen', '2025-06-02')).status).toBe(200);
    const moved = await send(
      'PUT',
      path,
      survey({}, { endsOn: '2025-08-01' }),
      (await send('GET', path)).json.version,
    );
    expect(moved).toMatchObject({ status: 409, json: { title: 'survey-published' } });

    // The list that was sent out comes back filled in, and is read without a mapping.
    const csv = strFromU8(files['adressliste.csv']!);
    const answer = filled(csv, {
      '1': { ...PROMISE, bemerkung: 'Bau ab März' },
      '1a': { ...PROMISE, meilensteinplan: '' },
    });
    const outcome = await take('antwort.csv', answer, operator.source);
    expect(outcome).toMatchObject({ read: 3, imported: 2, rejected: 0, skipped: 1 });
    const desk = (await send('GET', `${path}/operators/${operator.id}`)).json;
    expect(desk.desk.report).toMatchObject({
      remarks: [{ text: 'Bau ab März', addressIds: [expect.any(Number)] }],
      addresses: 2,
      promises: { addresses: 2, counting: 1, binding: 2, withMilestones: 1, lastDay: '2026-12-31' },
    });
    expect(desk.desk.effect.moves).toEqual([
      { from: 'eligible-open', to: 'committed', addresses: 1, households: 4 },
    ]);

    // A promise that is set aside no longer counts; the claim itself stays.
    const decide = (decision: string | null, reason = '') =>
      send('PUT', `${path}/operators/${operator.id}/decision`, { decision, reason });
    expect((await decide('set-aside', ' ')).json.title).toBe('decision-without-reason');
    const eligible = async () =>
      (await send('GET', '/api/assessment?rules=gigabit-rl-2025&date=2025-06-02')).json.eligible.yes;
    const before = await eligible();
    expect((await decide('set-aside', 'Meilensteinplan nicht projektspezifisch')).status).toBe(200);
    expect(await eligible()).toBe(before + 1);
    expect((await send('GET', `${path}/operators/${operator.id}`)).json.desk.effect.moves).toEqual([]);
    const [a1] = await database.sql<{ id: number }[]>`select id from address where key = 'a1'`;
    const claims = (await send('GET', `/api/addresses/${a1!.id}`)).json.claims;
    expect(claims.find((c: { operator: string }) => c.operator === 'Glas AG')).toMatchObject({
      setAside: true,
      replaced: false,
    });
    expect((await decide('considered')).status).toBe(200);
    expect(await eligible()).toBe(before);

    await step('markterkundung', 'auswerten', '2025-07-29');
    const now = unzipSync(await bytes(`${path}/result.zip`));
    expect(Object.keys(now).sort()).toEqual([
      'ergebnis.docx',
      'ergebnis.json',
      'ergebnis.pdf',
      'ergebnis.xlsx',
      'zusagen.csv',
      'zusagen.gpkg',
    ]);
    expect((await step('markterkundung', 'abschliessen', '2025-08-04')).json.resultSha256).toMatch(
      /^[0-9a-f]{64}$/,
    );
    const kept = await bytes(`${path}/result.zip`);
    expect((await decide(null)).json.title).toBe('survey-closed');
    // Later data do not change what was kept.
    await database.sql`delete from supply_claim where operator = 'Glas AG'`;
    expect(await bytes(`${path}/result.zip`)).toEqual(kept);
    const planned = strFromU8(unzipSync(kept)['zusagen.csv']!).replace('\uFEFF', '').trim().split('\r\n');
    expect(planned).toHaveLength(3);
    expect(planned[1]).toContain(
      'a1;West;Lange Straße;1;;30159;Musterstadt;Glas AG;FTTH;1000;500;2026-12-31;ja;ja;ja;',
    );
    expect(planned[2]).toContain(';nein;nein;no-milestones');
    // The promises can be read back as planned claims.
    expect(await take('zusagen.csv', unzipSync(kept)['zusagen.csv']!, operator.source)).toMatchObject({
      imported: 2,
      rejected: 0,
    });
    const result = JSON.parse(strFromU8(unzipSync(kept)['ergebnis.json']!));
    expect(result.effect).toMatchObject({
      addresses: 3,
      before: { 'eligible-open': 3 },
      after: { 'eligible-open': 2, committed: 1 },
    });
    MADE[databaseName] = { ...hashes(zip), ...hashes(kept) };

    // An application takes the procedures over, and may then be filed.
    const application = (await send('POST', '/api/applications', sampleApplication())).json;
    const taken = await send(
      'POST',
      `/api/applications/${application.id}/survey`,
      { surveyId: created.json.id },
      1,
    );
    expect(taken.json.procedures.markterkundung.state).toBe('abgeschlossen');
    // Its dossier holds the result as it was kept: who was asked, what they answered, every promise.
    const built = await buildDossier(database.db, taken.json);
    const sha256 = createHash('sha256').update(kept).digest('hex');
    expect(built.manifest.survey).toMatchObject({ sha256, operators: 1, promises: 2 });
    expect(built.report.checks.find(({ id }) => id === 'sums')!.findings).toEqual([]);
    const book = unzipSync(unzipSync(built.zip)['markterkundung.xlsx']!);
    const sheets = Object.values(book)
      .map((part) => strFromU8(part))
      .join('');
    for (const said of ['Glas AG', 'no-milestones', sha256]) expect(sheets).toContain(said);
    const filed = await send(
      'POST',
      `/api/applications/${application.id}/steps`,
      { procedure: 'foerderantrag', step: 'einreichen', onDate: '2026-07-28' },
      taken.json.version,
    );
    expect(filed.json.state).toBe('eingereicht');

    // Taking the finish back lets the result go; nothing else is lost.
    const reopened = await step('markterkundung', 'zuruecknehmen', '2025-08-05');
    expect(reopened.json).toMatchObject({
      resultSha256: null,
      procedures: { markterkundung: { state: 'auswertung' } },
    });
  });

  it('give the same bytes on both databases', () => {
    const made = Object.values(MADE);
    expect(made.length).toBeGreaterThan(0);
    for (const one of made) expect(one).toEqual(made[0]);
  });

  it('hold an answer against an earlier promise in another survey', async () => {
    const [source] = await database.sql<{ id: number }[]>`
      insert into data_source (layer, name, as_of) values ('supply', 'Markterkundung 2022', '2022-05-01') returning id`;
    await database.sql`insert into supply_claim (address_id, source_id, operator, technology, down_mbit, planned, ready_by)
      select id, ${source!.id}, 'Alt AG', 'ftth', 1000, true, '2024-12-31' from address where key in ('a1', 'a2')`;
    const { id } = (await send('POST', '/api/surveys', survey({ name: 'Zweite' }))).json;
    const operator = (await send('POST', `/api/surveys/${id}/operators`, { name: 'Alt AG' })).json;
    const list = unzipSync(await bytes(`/api/surveys/${id}/package.zip?operator=${operator.id}`));
    const answer = filled(strFromU8(list['adressliste.csv']!), { '1': PROMISE });
    await take('alt.csv', answer, operator.source);
    const { desk } = (await send('GET', `/api/surveys/${id}/operators/${operator.id}`)).json;
    const found = desk.report.findings.map((f: { code: string; params: object }) => [f.code, f.params]);
    expect(found).toEqual([
      ['survey-promise-broken', expect.objectContaining({ addresses: 2, origins: 'Markterkundung 2022' })],
      ['survey-promise-delayed', expect.objectContaining({ addresses: 1, months: 24 })],
    ]);
    expect(desk.report.findings[0].sentence).toContain('2 Adressen');
  });

  it('take a template of the city, refuse one that cannot be filled, and go back', async () => {
    const { id } = (await send('POST', '/api/surveys', survey({ name: 'Vorlage' }))).json;
    const path = `/api/surveys/${id}/letter-template.docx`;
    const template = await bytes(path);
    const put = async (content: Uint8Array, version: number) => {
      const response = await api.request(`${path}?name=${encodeURIComponent('Anschreiben Stadt.docx')}`, {
        role: 'planner',
        method: 'PUT',
        body: content,
        headers: { 'if-match': `"${version}"`, 'content-type': 'application/octet-stream' },
      });
      return { status: response.status, json: await response.json() };
    };
    expect(await put(new Uint8Array([1, 2, 3]), 1)).toMatchObject({
      status: 422,
      json: { title: 'letter-not-docx' },
    });
    const saved = await put(template, 1);
    expect(saved.json).toMatchObject({ letterName: 'Anschreiben Stadt.docx', version: 2 });
    expect(await bytes(path)).toEqual(template);
    expect((await put(template, 1)).json.title).toBe('stale-survey');
    expect((await send('DELETE', path, undefined, 2)).json).toMatchObject({ letterName: null, version: 3 });
  });

  it('refuse by name what does not fit, and everybody who is not signed in', async () => {
    for (const [change, terms, where] of [
      [{ name: '' }, {}, 'name'],
      [{}, { startsOn: '2025-02-30' }, 'terms.startsOn'],
      [{}, { regionKey: '0324' }, 'terms.regionKey'],
      [{}, { startsOn: '2025-07-28' }, 'terms.endsOn'],
    ] as const) {
      const refused = await send('POST', '/api/surveys', survey(change, terms));
      expect([refused.status, refused.json.issues[0].where]).toEqual([422, where]);
    }
    expect((await send('POST', '/api/surveys', survey({ rules: 'x' }))).json.title).toBe('unknown-rule-set');
    const { id } = (await send('POST', '/api/surveys', survey({ areas: [] }))).json;
    expect((await api.request(`/api/surveys/${id}/package.zip`, { role: 'planner' })).status).toBe(422);
    const far = await send('POST', '/api/surveys', survey({ name: 'Weit' }, { horizonYears: 12 }));
    expect((await api.request(`/api/surveys/${far.json.id}/package.zip`, { role: 'planner' })).status).toBe(
      400,
    );
    expect((await send('GET', '/api/surveys/x')).status).toBe(404);
    expect((await send('GET', `/api/surveys/${id}/operators/7`)).json.title).toBe('unknown-operator');
    expect((await api.request('/api/surveys')).status).toBe(401);
    expect((await send('DELETE', `/api/surveys/${id}`, undefined, 1)).status).toBe(204);
    expect((await send('GET', `/api/surveys/${id}`)).status).toBe(404);
  });

  it('are in the audit trail, links without their token', async () => {
    const entries = await auditEntries(database.db);
    expect(verifyAudit(entries, null).ok).toBe(true);
    const tables = new Set(entries.map(({ content }) => JSON.parse(content).table));
    expect([...tables]).toEqual(expect.arrayContaining(['market_survey', 'survey_operator']));
  });

  it('send a list whose columns are named as was entered, and read answers by those names', async () => {
    const enter = (value: unknown) =>
      send('POST', '/api/funding-rules', {
        key: 'survey.answerColumns',
        value,
        source: 'Merkblatt',
        asOf: '2026-01-02',
      });
    expect((await enter({ bestand_technik: 'Art', bestand_down_mbit: 'Tempo' })).status).toBe(201);
    const [{ id }] = (await send('GET', '/api/surveys')).json;
    const csv = strFromU8(unzipSync(await bytes(`/api/surveys/${id}/package.zip`))['adressliste.csv']!);
    expect(csv.split('\r\n')[0]).toContain(';betreiber;Art;Tempo;bestand_up_mbit;');
    const answer = filled(csv, { '1': { betreiber: 'Netz C', Art: 'FTTC', Tempo: '50' } });
    const outcome = await take('benannt.csv', answer, 'Netz C');
    expect(outcome).toMatchObject({ imported: 1, rejected: 0 });
    expect(outcome.issues.find(({ code }) => code === 'mapping-saved')).toMatchObject({
      value: 'bestand_technik = Art, bestand_down_mbit = Tempo',
    });
    expect((await enter(null)).status).toBe(201);
  });

  it('give their days to a calendar', async () => {
    const [{ id }] = (await send('GET', '/api/surveys')).json;
    const text = strFromU8(await bytes(`/api/surveys/${id}/calendar.ics`)).replaceAll('\r\n ', '');
    expect(text).toContain('SUMMARY:Markterkundung endet (Weststadt 2025)');
    expect(text).toContain('DTSTART;VALUE=DATE:20250728');
    expect(text).toContain('TRIGGER:-P14D');
  });
});
