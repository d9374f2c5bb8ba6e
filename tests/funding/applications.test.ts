import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import example from '#data/funding/example-application.json' with { type: 'json' };
import { runCommand } from '../cli/run-command.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { sampleApplication } from './sample-application.ts';

describe.each(DATABASES)('applications for funding on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    // Three addresses in the West, none of which any claim would make eligible: two get slow copper only.
    await database.sql`delete from supply_claim where operator = 'Netz B'
      and address_id in (select id from address where key in ('a1', 'a2'))`;
    await database.sql`update supply_claim set down_mbit = 16, up_mbit = 1
      where address_id in (select id from address where key = 'a1')`;
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const send = async (method: string, path: string, body?: object, version?: number) => {
    const response = await api.request(path, {
      role: 'planner',
      method,
      ...(body === undefined ? {} : { body }),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
    return { status: response.status, etag: response.headers.get('etag'), json: await response.json() };
  };
  const create = async (change: object = {}) =>
    (await send('POST', '/api/applications', sampleApplication(change))).json;

  it('creates, lists, reads and saves over the version that was seen; the stale one is refused', async () => {
    const created = await send('POST', '/api/applications', sampleApplication());
    expect(created).toMatchObject({ status: 201, etag: '"1"', json: { state: 'entwurf', version: 1 } });
    const path = `/api/applications/${created.json.id}`;
    expect((await send('GET', path)).json).toEqual(created.json);
    expect((await send('GET', '/api/applications')).json).toEqual([created.json]);
    const changed = await send('PUT', path, sampleApplication({ name: 'Neu' }), 1);
    expect(changed).toMatchObject({ status: 200, etag: '"2"', json: { name: 'Neu', version: 2 } });
    const stale = await send('PUT', path, sampleApplication({ name: 'Alt' }), 1);
    expect(stale).toMatchObject({ status: 412, json: { title: 'stale-application' } });
    expect((await send('PUT', path, sampleApplication())).status).toBe(428);
    expect((await send('GET', path)).json.name).toBe('Neu');
  });

  it('takes entries for rules that are not established, dated, and marked in the score and the plan beside it', async () => {
    const { id } = await create();
    const lane = { validFrom: '2025-01-01', validTo: null, points: 320 };
    const bad = await send('POST', '/api/funding-rules', {
      key: 'x',
      value: 1,
      source: 's',
      asOf: '2026-01-02',
    });
    expect([bad.status, bad.json.issues[0].where]).toEqual([422, 'key']);
    const entry = { key: 'fastLane', value: lane, source: 'Aufruf 2026', asOf: '2026-01-02' };
    const entered = await send('POST', '/api/funding-rules', entry);
    expect(entered.json.rules.find(({ key }: { key: string }) => key === 'fastLane')).toMatchObject({
      value: lane,
      confidence: 'unsure',
      asOf: '2026-01-02',
    });
    const scored = (await send('GET', `/api/applications/${id}/score`)).json;
    expect(scored.points.fastLane).toBe(320);
    expect(scored.notVerified).toContainEqual({
      entry: 'fastLane',
      confidence: 'unsure',
      source: 'Aufruf 2026 (eingetragen, Stand 2026-01-02; nicht verifiziert)',
    });
    await send('POST', '/api/funding-rules', { ...entry, value: null });
    expect((await send('GET', `/api/applications/${id}/score`)).json.points.fastLane).toBe(350);

    const plan = (await send('GET', `/api/applications/${id}/plan`)).json;
    expect(plan.areas).toMatchObject([{ name: 'West', addresses: 3, geometry: { type: 'MultiPolygon' } }]);
    expect(plan.basis.addresses).toBe(plan.facts.eligibleAddresses);
    expect(plan.districts.length).toBeGreaterThan(0);
  });

  it('names field, value and remedy of what does not fit', async () => {
    const bad = await send(
      'POST',
      '/api/applications',
      sampleApplication({ name: '' }, { onDate: '2025-02-30' }),
    );
    expect(bad.status).toBe(422);
    expect(bad.json.issues.map(({ where }: { where: string }) => where).sort()).toEqual([
      'inputs.onDate',
      'name',
    ]);
    expect((await send('POST', '/api/applications', sampleApplication({ rules: 'x' }))).json.title).toBe(
      'unknown-rule-set',
    );
    const nul = await send('POST', '/api/applications', sampleApplication({ applicant: 'Stadt\u0000' }));
    expect([nul.status, nul.json.issues[0].where]).toEqual([422, 'applicant']);
    const white = { facts: { addresses: 10, whiteAddresses: 11 } };
    expect((await send('POST', '/api/applications', sampleApplication({}, white))).json.issues).toMatchObject(
      [
        {
          where: 'inputs.facts.whiteAddresses',
          params: { value: '11', expected: 'at most as many as addresses' },
        },
      ],
    );
    const land = sampleApplication({}, { landRules: 'x' });
    expect((await send('POST', '/api/applications', land)).json.title).toBe('unknown-land-rules');
    expect((await send('GET', '/api/applications/nothing')).status).toBe(404);
  });

  it('takes the steps the rules allow, and refuses the others with the paragraph', async () => {
    const { id } = await create();
    let version = 1;
    const step = async (procedure: string, name: string, onDate: string, more: object = {}) => {
      const result = await send(
        'POST',
        `/api/applications/${id}/steps`,
        { procedure, step: name, onDate, ...more },
        version,
      );
      if (result.status === 200) version = result.json.version;
      return result;
    };
    expect((await step('foerderantrag', 'einreichen', '2025-08-01')).json.title).toBe('survey-missing');
    await step('branchendialog', 'ankuendigen', '2025-01-02');
    expect((await step('branchendialog', 'durchfuehren', '2025-01-29')).json.title).toBe(
      'dialogue-announced-too-late',
    );
    expect((await step('branchendialog', 'durchfuehren', '2025-01-30')).status).toBe(200);
    const survey = { horizonYears: 3 };
    const short = await step('markterkundung', 'veroeffentlichen', '2025-02-10', {
      ...survey,
      endDate: '2025-04-06',
    });
    expect(short.status).toBe(422);
    expect(short.json.issues[0]).toMatchObject({
      code: 'survey-too-short',
      params: { paragraph: 'Nr. 5.5' },
    });
    expect(short.json.issues[0].message).toContain('Nr. 5.5');
    const long = await step('markterkundung', 'veroeffentlichen', '2025-02-10', {
      ...survey,
      endDate: '2025-04-07',
    });
    expect(long.json.procedures.markterkundung).toMatchObject({
      state: 'veroeffentlicht',
      dates: { ende: '2025-04-07' },
    });
    expect((await step('markterkundung', 'auswerten', '2025-04-08')).status).toBe(200);
    expect((await step('markterkundung', 'abschliessen', '2025-04-20')).status).toBe(200);
    expect((await step('foerderantrag', 'einreichen', '2026-04-08')).json.title).toBe('survey-expired');
    const filed = await step('foerderantrag', 'einreichen', '2026-04-07');
    expect(filed).toMatchObject({ status: 200, json: { state: 'eingereicht' } });
  });

  it('scores from the plan itself, on the command line as in the interface', async () => {
    const application = await create();
    const { json } = await send('GET', `/api/applications/${application.id}/score`);
    expect(json.plan).toEqual({
      addresses: 3,
      eligibleAddresses: 2,
      unclearAddresses: 0,
      whiteAddresses: 1,
      households: 7,
      inhabitants: null,
      areaKm2: null,
      coversWholeUnit: true,
    });
    // One of three addresses is white: above a fifth, hence all 200 points.
    expect(json.points).toMatchObject({ sure: 200, assumed: 200, possible: 200, max: 500, fastLane: 350 });
    expect(json.programme).toBe('lueckenschluss');
    expect(json.raises[0]).toMatchObject({ key: 'synergienutzung', missingPoints: 125 });
    expect(json.money.eligibleCents).toBe(
      json.money.federalCents + json.money.landCents + json.money.otherCents + json.money.ownCents,
    );
    expect(json.notVerified.map(({ entry }: { entry: string }) => entry)).toContain('synergienutzung.points');
    expect(json.alternatives).toMatchObject([
      { id: 'lueckenschluss-by-district', applications: 1 },
      { id: 'region-as-applicant', morePoints: 75, municipalities: 5 },
    ]);
  });

  it('never mixes counts of the plan with entered ones', async () => {
    const facts = { addresses: 1, synergyMet: false, municipalities: 1 };
    const saved = await send('POST', '/api/applications', sampleApplication({}, { facts }));
    const { json } = await send('GET', `/api/applications/${saved.json.id}/score`);
    expect(json.measured).toMatchObject({ addresses: 3, whiteAddresses: 1 });
  });

  it('does not find what is not there', async () => {
    const gone = '00000000-0000-4000-8000-000000000000';
    const { id } = await create({ areas: [gone] });
    expect((await send('GET', `/api/applications/${id}/score`)).json).toMatchObject({
      status: 404,
      title: 'unknown-area',
    });
  });
});

describe('the command score', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const score = (content: unknown) => {
    const path = join(folder, 'application.json');
    writeFileSync(path, JSON.stringify(content));
    return runCommand(['score', path, '--json'], { DATA_DIR: join(folder, 'data') });
  };

  it('needs no database for a file that says it all, and prints what is not verified', async () => {
    const facts = {
      addresses: 100,
      whiteAddresses: 20,
      synergyMet: false,
      inhabitants: 2700,
      areaKm2: 1,
      municipalities: 1,
    };
    const run = await score(sampleApplication({ areas: [] }, { facts: { ...facts, coversWholeUnit: true } }));
    expect(run.code).toBe(0);
    const document = JSON.parse(run.stdout);
    // Exactly a fifth is not above it: no certain point, the assumed scale gives all of its points.
    expect(document.points).toMatchObject({ sure: 0, assumed: 200 });
    expect(document.points.criteria[0]).toMatchObject({ key: 'nachholbedarf', notVerified: true });
    expect(run.stderr).toContain('Not verified: nachholbedarf.zeroAt');
  });

  it('reads the example that ships, and says of every day without a known call that none is established', async () => {
    const run = await score({ ...example, areas: [] });
    expect(run.code).toBe(0);
    const entries = (text: string) =>
      JSON.parse(text).notVerified.map(({ entry }: { entry: string }) => entry);
    expect(entries(run.stdout)).toContain('call.gigabit-2025');
    expect(entries(run.stdout)).not.toContain('call.lueckenschluss');
    const later = await score({ ...example, areas: [], inputs: { ...example.inputs, onDate: '2025-09-16' } });
    expect(entries(later.stdout)).toEqual(expect.arrayContaining(['call.gigabit', 'call.lueckenschluss']));
    expect(JSON.parse(later.stdout).verdicts.map(({ fits }: { fits: string }) => fits)).not.toContain('yes');
  });

  it('refuses a file that is not an application, in a sentence', async () => {
    const run = await score({ name: 'x' });
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).title).toBe('bad-field');
    expect(run.stderr).toContain('applicant');
  });
});
