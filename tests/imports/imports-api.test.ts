import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const HEADER = 'schulnr;name;schulform;lat;lon';
const row = (n: number, name = `Schule ${n}`, lat = `52,3${n}`, lon = `9,7${n}`) =>
  `${n};${name};Grundschule;${lat};${lon}`;
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');
const THREE = csv(row(1), row(2), row(3));

describe.each(DATABASES)('imports through the API on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
  });
  afterAll(async () => {
    await api.stop();
    expect(api.unexpected).toEqual([]);
    await database.close();
  });
  const restart = async () => {
    await api.stop();
    expect(api.unexpected).toEqual([]);
    api = testApplication(database);
  };

  // biome-ignore lint/suspicious/noExplicitAny: documents of the API, looked at field by field
  type Document = any;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await api.request(path, { role: 'planner', method, body, headers });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as Document };
  };
  const upload = (text: string, query: string) =>
    call('POST', `/api/imports?${query}`, text, { 'content-type': 'application/octet-stream' });
  const committed = async (text: string, query: string) => {
    const { body } = await upload(text, query);
    return call('POST', `/api/imports/${body.id}/commit`, {});
  };
  const schoolNames = async (source: string) =>
    (
      await sql<{ name: string }>`select s.name from school s join data_source d on d.id = s.source_id
        where d.name = ${source} order by s.key`.execute(database.db)
    ).rows.map(({ name }) => name);
  const folders = () => {
    const folder = join(database.config.DATA_DIR, 'imports');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('stages a file and says what it is, how sure, and what would change; nothing is changed', async () => {
    const { status, body } = await upload(THREE, 'name=schulen_hannover.csv');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'staged',
      layer: 'schools',
      format: 'school-list',
      file: {
        name: 'schulen_hannover.csv',
        bytes: THREE.length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      request: { source: 'schulen hannover', accept: [], repair: [] },
      recognised: expect.arrayContaining([
        { layer: 'schools', format: 'school-list', title: 'Schulliste', sureness: 1 },
      ]),
      srid: 4326,
      sridFrom: 'columns',
      sridSureness: 0.9,
      encoding: 'UTF-8',
      delimiter: ';',
      read: 3,
      importable: 3,
      rejected: 0,
      undecided: 0,
      diff: { new: 3, changed: 0, unchanged: 0, gone: 0 },
      demo: false,
      failure: null,
    });
    expect(body.preview.rows).toHaveLength(3);
    expect(body.preview.rows[0]).toMatchObject({
      row: 2,
      values: { name: 'Schule 1', school_type: 'Grundschule' },
    });
    const [place] = body.preview.geojson.features;
    expect(place.geometry.coordinates[0]).toBeCloseTo(9.71, 6);
    expect(place.geometry.coordinates[1]).toBeCloseTo(52.31, 6);
    expect(await schoolNames('schulen hannover')).toEqual([]);
    expect((await call('DELETE', `/api/imports/${body.id}`)).status).toBe(204);
    expect((await call('GET', `/api/imports/${body.id}`)).body.title).toBe('import-not-found');
    expect(folders()).not.toContain(body.id);
  });

  it('takes the file as a form field too, whatever the pieces it comes in', async () => {
    const form = new FormData();
    form.append('remark', 'not the file');
    form.append('file', new File([THREE], 'Schulen äöü.csv', { type: 'text/csv' }));
    const encoded = new Response(form);
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    const send = async (size: number) => {
      let at = 0;
      const body = new ReadableStream({
        pull(controller) {
          if (at >= bytes.length) return controller.close();
          controller.enqueue(bytes.slice(at, at + size));
          at += size;
        },
      });
      const response = await api.app.request('/api/imports', {
        method: 'POST',
        body,
        duplex: 'half',
        headers: {
          cookie: `lueckenlos_session=${api.signIn.issue('planner', 600)}`,
          'content-type': encoded.headers.get('content-type')!,
        },
      } as RequestInit);
      return (await response.json()) as Document;
    };
    for (const size of [1, 7, 100_000]) {
      const body = await send(size);
      expect([size, body.state, body.read, body.file]).toEqual([
        size,
        'staged',
        3,
        { name: 'Schulen äöü.csv', bytes: THREE.length, sha256: body.file.sha256 },
      ]);
      await call('DELETE', `/api/imports/${body.id}`);
    }
  });

  it('commits, shows the difference of the next edition, and takes it back', async () => {
    const first = await committed(THREE, 'name=a.csv&source=Amt&asOf=2025-01-01');
    expect(first.body).toMatchObject({
      state: 'committed',
      result: { layer: 'schools', source: 'Amt', new: 3, replaced: false },
    });
    expect(await schoolNames('Amt')).toEqual(['Schule 1', 'Schule 2', 'Schule 3']);
    const ids = async () =>
      (
        await sql<{
          id: number;
        }>`select id from school where key = '1' and source_id = ${first.body.result.sourceId}`.execute(
          database.db,
        )
      ).rows;
    const before = await ids();

    const next = await upload(csv(row(1), row(2, 'Anders'), row(4)), 'name=a.csv&asOf=2025-07-01');
    expect(next.body.request).toMatchObject({ source: 'Amt', layer: 'schools' });
    expect(next.body.diff).toEqual({ new: 1, changed: 1, unchanged: 1, gone: 1 });
    expect(next.body.samples).toEqual({
      changed: [
        {
          row: 3,
          key: '2',
          name: 'Schule 2',
          fields: [{ column: 'name', before: 'Schule 2', after: 'Anders' }],
        },
      ],
      gone: [{ key: '3', name: 'Schule 3' }],
    });
    const done = await call('POST', `/api/imports/${next.body.id}/commit`, {});
    expect(done.body).toMatchObject({
      state: 'committed',
      result: { new: 1, changed: 1, gone: 1, replaced: true },
    });
    expect(await schoolNames('Amt')).toEqual(['Schule 1', 'Anders', 'Schule 4']);

    const sources = async () => (await call('GET', '/api/data-sources')).body.dataSources as Document[];
    const [source] = await sources();
    expect(source).toMatchObject({
      layer: 'schools',
      name: 'Amt',
      fileName: 'a.csv',
      featureCount: 3,
      takeBack: 'restore',
      earlier: [{ featureCount: 3, fileName: 'a.csv' }],
    });
    const stateOf = async (query: string) => {
      const { status, body } = await call('GET', `/api/data-sources/${source.id}/features?${query}`);
      return body.features?.map((one: Document) => one.properties.name) ?? [status, body.title];
    };
    expect(await stateOf('at=2025-06-30')).toEqual(['Schule 1', 'Schule 2', 'Schule 3']);
    expect(await stateOf('at=2025-12-31')).toEqual(['Schule 1', 'Anders', 'Schule 4']);
    expect(await stateOf('')).toEqual(['Schule 1', 'Anders', 'Schule 4']);
    expect(await stateOf(`state=${source.earlier[0].id}`)).toEqual(['Schule 1', 'Schule 2', 'Schule 3']);
    expect(await stateOf('at=2020-01-01')).toEqual([404, 'no-state-of-day']);
    expect(await stateOf('at=gestern')).toEqual([400, 'bad-parameter']);
    const back = await call('DELETE', `/api/data-sources/${source.id}`);
    expect(back.body).toMatchObject({ restored: { featureCount: 3 }, removedRows: 1 });
    expect(await schoolNames('Amt')).toEqual(['Schule 1', 'Schule 2', 'Schule 3']);
    expect(await ids()).toEqual(before);

    expect((await sources())[0]).toMatchObject({ takeBack: 'remove', earlier: [] });
    expect((await call('DELETE', `/api/data-sources/${source.id}`)).body).toMatchObject({ restored: null });
    expect(await schoolNames('Amt')).toEqual([]);
    expect((await call('DELETE', `/api/data-sources/${source.id}`)).body.title).toBe('data-source-not-found');
  });

  it('says so when the state before is not kept, and removes only when asked to', async () => {
    const { body } = await committed(THREE, 'name=b.csv&source=Fremd');
    // An earlier program replaced the data set without keeping what was there.
    await sql`update data_source set earlier_lost = true where id = ${body.result.sourceId}`.execute(
      database.db,
    );
    const path = `/api/data-sources/${body.result.sourceId}`;
    const refused = await call('DELETE', path);
    expect([refused.status, refused.body.title]).toEqual([409, 'earlier-not-kept']);
    expect(await schoolNames('Fremd')).toHaveLength(3);
    expect((await call('DELETE', `${path}?remove=true`)).status).toBe(200);
    expect(await schoolNames('Fremd')).toEqual([]);
  });

  it('groups problems with rows and remedies, and reads again when a code is repaired or accepted', async () => {
    const swapped = row(2, 'Vertauscht', '9,72', '52,32');
    const nowhere = row(3, 'Ohne Ort', '', '');
    const { body } = await upload(csv(row(1), swapped, nowhere), 'name=c.csv&source=C');
    expect(body).toMatchObject({ state: 'staged', read: 3, importable: 1, rejected: 2, undecided: 2 });
    const group = (document: Document, code: string) =>
      document.issues.find((one: Document) => one.code === code);
    expect(group(body, 'coordinates-swapped')).toMatchObject({
      count: 1,
      severity: 'error',
      repairable: true,
      refuses: true,
      treatment: null,
      first: [{ row: 3, message: expect.stringContaining('3') }],
    });
    expect(group(body, 'no-coordinates').first[0].row).toBe(4);

    const path = `/api/imports/${body.id}`;
    const treated = await call('PATCH', path, {
      repair: ['coordinates-swapped'],
      accept: ['no-coordinates'],
    });
    expect(treated.body).toMatchObject({ importable: 2, rejected: 1, undecided: 0 });
    expect(group(treated.body, 'coordinates-swapped')).toMatchObject({ treatment: 'repair', refuses: false });

    const issues = await (await api.request(`${path}/issues.csv`, { role: 'planner' })).text();
    expect(issues).toContain('coordinates-swapped,');
    const rejected = await (await api.request(`${path}/rejected.csv`, { role: 'planner' })).text();
    expect(rejected).toMatch(/4,no-coordinates,3,Ohne Ort/);
    const done = await call('POST', `${path}/commit`, {});
    expect(done.body.result).toMatchObject({ new: 2, rejected: 1 });
    expect(await schoolNames('C')).toEqual(['Schule 1', 'Vertauscht']);
    expect((await call('PATCH', path, { source: 'D' })).body.title).toBe('import-done');
    expect((await call('POST', `${path}/commit`, {})).body.title).toBe('import-done');
  });

  it('leaves the layer as it was when committing fails, and the import can be tried again', async () => {
    await committed(THREE, 'name=d.csv&source=Fest');
    await sql
      .raw(`create or replace function refuse() returns trigger language plpgsql as $$
      begin if new.name = 'Bombe' then raise exception 'no'; end if; return new; end $$`)
      .execute(database.db);
    await sql
      .raw('create trigger refuse before insert or update on school for each row execute function refuse()')
      .execute(database.db);
    // The dry run would notice too: the trigger comes after staging.
    await sql.raw('alter table school disable trigger refuse').execute(database.db);
    const { body } = await upload(csv(row(1, 'Neu'), row(5), row(6, 'Bombe')), 'name=d.csv&source=Fest');
    await sql.raw('alter table school enable trigger refuse').execute(database.db);
    const failed = await call('POST', `/api/imports/${body.id}/commit`, {});
    expect(failed.body).toMatchObject({ state: 'staged', failure: [{ code: 'import-crashed' }] });
    expect(await schoolNames('Fest')).toEqual(['Schule 1', 'Schule 2', 'Schule 3']);
    const kept = await sql`select from kept_data_set where name = 'Fest'`.execute(database.db);
    expect(kept.rows).toHaveLength(0);
    await sql.raw('drop trigger refuse on school').execute(database.db);
    expect((await call('POST', `/api/imports/${body.id}/commit`, {})).body.state).toBe('committed');
    expect(await schoolNames('Fest')).toEqual(['Neu', 'Schule 5', 'Bombe']);
  });

  it('asks before the demo city goes', async () => {
    await sql`insert into data_source (layer, name, is_demo) values ('streets', 'Demo', true)`.execute(
      database.db,
    );
    const { body } = await upload(THREE, 'name=e.csv&source=Echt');
    expect(body).toMatchObject({ demo: true, diff: { new: 3 } });
    const refused = await call('POST', `/api/imports/${body.id}/commit`, {});
    expect([refused.status, refused.body.title]).toEqual([409, 'demo-data-present']);
    const demo = (await call('GET', '/api/data-sources')).body.dataSources.find(
      (one: Document) => one.isDemo,
    );
    expect((await call('DELETE', `/api/data-sources/${demo.id}`)).body.title).toBe('data-source-is-demo');
    expect((await call('POST', `/api/imports/${body.id}/commit`, { replaceDemo: true })).body.state).toBe(
      'committed',
    );
    const left = await sql`select from data_source where is_demo`.execute(database.db);
    expect(left.rows).toHaveLength(0);
  });

  it('goes on after a restart: reads what was being read, and finds out what became of a commit', async () => {
    const { body } = await upload(THREE, 'name=f.csv&source=Neustart');
    await sql`update intake_import set state = 'staging', staged = null where id = ${body.id}`.execute(
      database.db,
    );
    const get = async () => (await call('GET', `/api/imports/${body.id}`)).body;
    await restart();
    await expect.poll(async () => (await get()).state, { timeout: 20_000 }).toBe('staged');
    await sql`update intake_import set state = 'committing' where id = ${body.id}`.execute(database.db);
    await restart();
    expect(await get()).toMatchObject({ state: 'staged', failure: [{ code: 'import-interrupted' }] });
  });

  it('refuses bad input by name and keeps nothing of it', async () => {
    const before = folders().length;
    const cases: [string, Promise<{ status: number; body: Document }>, number, string, string][] = [
      ['no name', upload(THREE, ''), 400, 'upload-no-name', 'file'],
      ['no body', call('POST', '/api/imports?name=x.csv'), 400, 'upload-no-file', 'file'],
      ['an empty file', upload('', 'name=x.csv'), 422, 'file-empty', 'file'],
      ['an unknown layer', upload(THREE, 'name=x.csv&layer=moon'), 400, 'bad-parameter', 'layer'],
      ['a bad day', upload(THREE, 'name=x.csv&asOf=gestern'), 400, 'bad-parameter', 'asOf'],
      ['a bad system', upload(THREE, 'name=x.csv&srid=utm'), 400, 'bad-parameter', 'srid'],
      [
        'half a form',
        call(
          'POST',
          '/api/imports',
          '--b\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\nabc',
          {
            'content-type': 'multipart/form-data; boundary=b',
          },
        ),
        400,
        'upload-cut-off',
        'file',
      ],
      [
        'a form without a file',
        call(
          'POST',
          '/api/imports',
          '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nabc\r\n--b--\r\n',
          {
            'content-type': 'multipart/form-data; boundary=b',
          },
        ),
        400,
        'upload-no-file',
        'file',
      ],
      ['an unknown id', call('GET', '/api/imports/7'), 404, 'import-not-found', 'id'],
    ];
    for (const [what, request, status, title, where] of cases) {
      const { status: actual, body } = await request;
      expect([what, actual, body.title, body.issues[0].where]).toEqual([what, status, title, where]);
    }
    expect(folders()).toHaveLength(before);
    const { body } = await upload(THREE, 'name=g.csv');
    const path = `/api/imports/${body.id}`;
    for (const change of [{ layer: 'moon' }, { repair: ['no-coordinates'] }, { source: '' }, { colour: 1 }]) {
      const refused = await call('PATCH', path, change);
      expect([change, refused.status, refused.body.title]).toEqual([change, 422, 'bad-field']);
    }
    expect((await call('POST', `${path}/commit`, { replaceDemo: 'yes' })).body.title).toBe('bad-field');
  });

  it('says what a file is not, and takes another choice', async () => {
    const { body } = await upload('a;b\n1;2\n', 'name=h.csv');
    expect(body).toMatchObject({
      state: 'failed',
      failure: [{ code: 'import-not-recognised' }],
      layer: null,
    });
    const path = `/api/imports/${body.id}`;
    expect((await call('POST', `${path}/commit`, {})).body.title).toBe('import-not-ready');
    const chosen = await call('PATCH', path, { layer: 'schools', format: 'school-list' });
    expect(chosen.body).toMatchObject({ state: 'failed', failure: [{ code: 'column-missing' }] });
    const html = await upload('<!doctype html><p>Fehler', 'name=i.csv');
    expect(html.body).toMatchObject({ state: 'failed', failure: [{ code: 'file-not-readable' }] });
    const unknown = await upload('x', 'name=j.exe');
    expect(unknown.body.failure[0].code).toBe('unknown-file-kind');
  });

  it('reads columns by a mapping, and keeps it for the next file of that source', async () => {
    const odd = 'Bezeichner;Ost;Nord\nEins;9,71;52,31\nZwei;9,72;52,32\n';
    const { body } = await upload(odd, 'name=l.csv&source=Zuordnung&layer=schools');
    expect(body).toMatchObject({ state: 'failed', fields: ['Bezeichner', 'Ost', 'Nord'] });
    expect(body.columns).toContain('school_number');
    const path = `/api/imports/${body.id}`;
    const mapping = { name: 'Bezeichner', lon: 'Ost', lat: 'Nord' };
    const mapped = await call('PATCH', path, { mapping });
    expect(mapped.body).toMatchObject({ state: 'staged', importable: 2, srid: 4326, request: { mapping } });
    const wrong = await call('PATCH', path, { mapping: { name: 'Fehlt' } });
    expect(wrong.body).toMatchObject({ state: 'failed', failure: [{ code: 'column-missing' }] });
    await call('PATCH', path, { mapping });
    expect((await call('POST', `${path}/commit`, {})).body.state).toBe('committed');
    const next = await upload(odd, 'name=m.csv&source=Zuordnung&layer=schools');
    expect(next.body).toMatchObject({ state: 'staged', diff: { unchanged: 2 } });
    expect(next.body.issues.map((one: Document) => one.code)).toContain('mapping-saved');
  });

  it('takes claims of supply back too, and lists those whose address is not there', async () => {
    const addresses =
      'id;strasse;hausnummer;plz;ort;x;y\na1;Weg;1;30159;H;550000;5800000\na2;Weg;2;30159;H;550100;5800000\n';
    expect(
      (await committed(addresses, 'name=adr.csv&source=Adressen&layer=addresses&srid=25832')).body.state,
    ).toBe('committed');
    const answers = (...rows: string[]) =>
      ['betreiber;strasse;hausnummer;plz;technik;download;upload', ...rows, ''].join('\n');
    const first = await committed(
      answers('A;Weg;1;30159;FTTH;1000;500'),
      'name=mev.csv&source=MEV&layer=supply',
    );
    expect(first.body).toMatchObject({ state: 'committed', result: { new: 1 } });
    const second = await upload(
      answers('A;Weg;2;30159;FTTH;1000;500', 'A;Nirgends;7;30159;FTTH;1000;500'),
      'name=mev.csv&source=MEV&layer=supply',
    );
    expect(second.body).toMatchObject({
      state: 'staged',
      read: 2,
      importable: 1,
      rejected: 1,
      diff: { new: 1, gone: 1 },
    });
    expect(second.body.issues.map((one: Document) => one.code)).toContain('address-unknown');
    await call('POST', `/api/imports/${second.body.id}/commit`, {});
    const claimed = async () =>
      (
        await sql<{
          key: string;
        }>`select a.key from supply_claim c join address a on a.id = c.address_id`.execute(database.db)
      ).rows.map(({ key }) => key);
    expect(await claimed()).toEqual(['a2']);
    const sources = (await call('GET', '/api/data-sources')).body.dataSources as Document[];
    const source = sources.find((one) => one.name === 'MEV');
    expect(source.takeBack).toBe('restore');
    expect((await call('DELETE', `/api/data-sources/${source.id}`)).status).toBe(200);
    expect(await claimed()).toEqual(['a1']);
  });

  it('answers at once when asked to, tells how far it is, and can be cancelled', async () => {
    const many = csv(...Array.from({ length: 20_000 }, (_, n) => row(n, `S ${n}`, '52,3', '9,7')));
    const response = await api.request('/api/imports?name=k.csv&source=K', {
      role: 'planner',
      method: 'POST',
      body: many,
      headers: { prefer: 'respond-async' },
    });
    expect(response.status).toBe(202);
    const document = (await response.json()) as Document;
    expect(document).toMatchObject({
      state: 'staging',
      progress: { phase: expect.any(String), share: expect.any(Number) },
    });
    const path = `/api/imports/${document.id}`;
    expect((await call('POST', `${path}/commit`, {})).body.title).toBe('import-busy');
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    expect(folders()).not.toContain(document.id);
    expect((await call('GET', '/api/imports')).body.imports.map((one: Document) => one.id)).not.toContain(
      document.id,
    );
  });
});
