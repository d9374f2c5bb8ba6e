import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { NetworkPlan } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { priceOf } from '#core/network/price-catalogue.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import type { NetworkInputs } from '../../server/features/network/inputs.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

type Json = Record<string, never> & { id: string; version: number };

describe.each(DATABASES)('structural plans on the $name database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApplication;
  let areaId: string;
  let inputs: NetworkInputs;
  let plan: NetworkPlan;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await open();
    await loadSmallCity(database);
    app = testApplication(database);
    const [area] = await database.sql<{ id: string }[]>`
      insert into area (name, geom) values ('West', st_multi(st_makeenvelope(550000, 5800000, 551000, 5801000, 25832)))
      returning id`;
    areaId = area!.id;
    inputs = await json(await ask(`/api/network/inputs?area=${areaId}`));
    plan = planNetwork({ ...inputs, prices: PRICES, rules: DIMENSIONING.rules, seconds: 1 });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    expect(app.unexpected).toEqual([]);
    await database.close();
  });

  const ask = (path: string, options: object = {}) => app.request(path, { role: 'planner', ...options });
  const json = async <T = Json>(response: Response): Promise<T> => {
    const text = await response.text();
    expect([response.status, text.slice(0, 300)]).toEqual([
      expect.toSatisfy((s) => s < 300),
      expect.anything(),
    ]);
    return JSON.parse(text) as T;
  };
  const body = (change: Record<string, unknown> = {}) => ({
    name: 'Ausbau West',
    areaId,
    areaName: 'West',
    prices: PRICES,
    document: { kind: 'computed', plan, wishes: {} },
    ...change,
  });
  const save = async (change = {}) =>
    json(await ask('/api/network/plans', { method: 'POST', body: body(change) }));
  const put = (id: string, version: number | null, change = {}) =>
    ask(`/api/network/plans/${id}`, {
      method: 'PUT',
      body: body(change),
      headers: version === null ? {} : { 'if-match': `"${version}"` },
    });

  it('are made from the streets around an area and the buildings in it, saved or drawn', async () => {
    expect(inputs.targets.map(({ kind, homes }) => [kind, homes])).toEqual([
      ['address', 4],
      ['address', 2],
      ['address', 1],
      ['school', 1],
    ]);
    expect(inputs.streets.map(({ name }) => name)).toEqual(['Lange Straße', 'Müllerweg']);
    const corner = (e: number, n: number) => utm32ToLonLat(550_000 + e, 5_800_000 + n);
    const geometry = {
      type: 'Polygon',
      coordinates: [[corner(0, 0), corner(1000, 0), corner(1000, 1000), corner(0, 1000), corner(0, 0)]],
    };
    expect(await json(await ask('/api/network/inputs', { method: 'POST', body: { geometry } }))).toEqual(
      inputs,
    );
    expect([plan.targets, plan.connected, Math.round(plan.trenchM)]).toEqual([4, 4, 200]);
  });

  it('use the ducts and works of others of their layer, and no drop crosses a building of its layer', async () => {
    const { sql } = database;
    const source = async (layer: string) =>
      (
        await sql<
          { id: number }[]
        >`insert into data_source (layer, name) values (${layer}, ${layer}) returning id`
      )[0]!.id;
    const [ducts, houses] = [await source('existing-lines'), await source('buildings')];
    await sql`insert into existing_line (source_id, key, kind, year, geom) values
      (${ducts}, 'd', 'existing-duct', 2012, 'SRID=25832;MULTILINESTRING((550100 5800093,550200 5800093))'::geometry),
      (${ducts}, 'w', 'joint-trench', 2028, 'SRID=25832;MULTILINESTRING((550200 5800093,550300 5800093))'::geometry)`;
    // Between the first house and its street.
    await sql`insert into building (source_id, key, geom)
      values (${houses}, 'h', st_multi(st_makeenvelope(550095, 5800093, 550105, 5800096, 25832)))`;
    const around = await json<NetworkInputs>(await ask(`/api/network/inputs?area=${areaId}`));
    expect(around.existing.map(({ kind, year, line }) => [kind, year, line.length])).toEqual([
      ['existing-duct', null, 2],
      ['joint-trench', 2028, 2],
    ]);
    expect(around.buildings.map((ring) => ring.length)).toEqual([5]);
    const used = await json<NetworkPlan>(
      await ask('/api/network/solve', { method: 'POST', body: { areaId, seconds: 1 } }),
    );
    const lengthOf = (kind: string) =>
      used.edges.reduce((sum, edge) => sum + (edge.kind === kind ? edge.lengthM : 0), 0);
    expect([Math.round(lengthOf('existing-duct')), Math.round(lengthOf('joint-trench'))]).toEqual([100, 100]);
    expect(used.certificate.valueCents).toBeLessThan(plan.certificate.valueCents);
    const dropOf = (of: NetworkPlan) => of.drops.find(({ target }) => target === around.targets[0]!.id)!;
    expect(Math.round(dropOf(plan).lengthM)).toBe(10);
    const [foot] = dropOf(used).line.filter(([, n]) => Math.abs(n - 5_800_090) < 1);
    expect(Math.abs(foot![0] - 550_100)).toBeGreaterThan(7);
    await sql`delete from data_source where id in (${ducts}, ${houses})`;
  });

  it('are worked out on the server as well, the same as here', async () => {
    const solve = (body: object) => ask('/api/network/solve', { method: 'POST', body });
    const solved = await json<NetworkPlan>(await solve({ areaId, seconds: 1 }));
    expect([solved.trenchM, solved.costCents, solved.certificate.gap]).toEqual([
      plan.trenchM,
      plan.costCents,
      plan.certificate.gap,
    ]);
    const forbidden = plan.edges.map(({ id }) => id);
    const cut = await solve({ areaId, wishes: { forbidden }, seconds: 1 });
    expect((await json<NetworkPlan>(cut)).connected).toBeLessThan(4);
    for (const [body, where] of [
      [{}, 'areaId'],
      [{ areaId, seconds: 1e6 }, 'seconds'],
    ] as const)
      expect(await (await solve(body)).json()).toMatchObject({ status: 422, issues: [{ where }] });
  });

  it('are saved, listed and read back exactly, and measured by the server', async () => {
    const saved = await save();
    expect(saved).toMatchObject({
      name: 'Ausbau West',
      areaId,
      origin: 'computed',
      version: 1,
      figures: {
        lines: plan.edges.length,
        lengthM: plan.trenchM,
        targets: 4,
        connected: 4,
        costCents: plan.costCents,
        gap: plan.certificate.gap,
      },
    });
    expect(await json(await ask('/api/network/plans'))).toMatchObject([{ id: saved.id }]);
    const read = await json<{ document: { plan: NetworkPlan }; prices: object }>(
      await ask(`/api/network/plans/${saved.id}`),
    );
    expect(read.document.plan).toEqual(JSON.parse(JSON.stringify(plan)));
    expect(read.prices).toEqual(PRICES);
  });

  it('are never saved over what another has saved since', async () => {
    const { id } = await save({ name: 'Erster Stand' });
    expect((await put(id, null)).status).toBe(428);
    const answers = await Promise.all([put(id, 1, { name: 'Von A' }), put(id, 1, { name: 'Von B' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const refused = await answers.find(({ status }) => status === 412)!.json();
    expect(refused).toMatchObject({ issues: [{ code: 'stale-version' }], current: { id, version: 2 } });
    expect(
      (await ask(`/api/network/plans/${id}`, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status,
    ).toBe(412);
    expect(
      (await ask(`/api/network/plans/${id}`, { method: 'DELETE', headers: { 'if-match': '"2"' } })).status,
    ).toBe(204);
    expect((await ask(`/api/network/plans/${id}`)).status).toBe(404);
    expect(await database.sql`select from network_plan_document where plan_id = ${id}`).toHaveLength(0);
  });

  it('are in the audit trail with the hash of their parts, and outlive their area', async () => {
    const [area] = await database.sql<{ id: string }[]>`
      insert into area (name, geom) select 'Kurz', geom from area where id = ${areaId} returning id`;
    const { id } = await save({ areaId: area!.id, areaName: 'Kurz' });
    await database.sql`delete from area where id = ${area!.id}`;
    expect(await json(await ask(`/api/network/plans/${id}`))).toMatchObject({
      areaId: null,
      areaName: 'Kurz',
    });
    const entries = await auditEntries(database.db);
    expect(verifyAudit(entries)).toMatchObject({ ok: true });
    const own = entries
      .map(({ content }) => JSON.parse(content))
      .filter((entry) => entry.table === 'network_plan' && entry.key === id);
    expect(own.map(({ action }) => action)).toEqual(['insert', 'update']);
    expect(own[0].after.document_sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      'a cost that is not the sum of its positions',
      { costCents: { low: 0, expected: 1, high: 2 } },
      'document.plan.costCents.low',
    ],
    [
      'a bound above the value',
      { certificate: { valueCents: 1, lowerBoundCents: 2, gap: 0 } },
      'document.plan.certificate.lowerBoundCents',
    ],
    [
      'a place that is none',
      { pops: [{ place: [9.7, 52.4], name: null, given: true }] },
      'document.plan.pops.0.place.1',
    ],
  ])('refuse %s by name', async (_, change, where) => {
    const document = { kind: 'computed', plan: { ...plan, ...change }, wishes: {} };
    const response = await ask('/api/network/plans', { method: 'POST', body: body({ document }) });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ where })]),
    });
  });

  it('refuse prices whose range is upside down or whose trench is missing', async () => {
    const [first, ...rest] = PRICES.items;
    for (const prices of [
      { ...PRICES, items: [{ ...first!, low: 900 }, ...rest] },
      { ...PRICES, trenchOfClass: { ...PRICES.trenchOfClass, default: 'gold' } },
    ]) {
      const response = await ask('/api/network/plans', { method: 'POST', body: body({ prices }) });
      expect(response.status).toBe(422);
      expect(((await response.json()) as { issues: { where: string }[] }).issues[0]!.where).toMatch(
        /^prices\./,
      );
    }
  });

  /** A file of the plan, as GDAL on this machine sees it. */
  const ogrinfo = async (response: Response, ...options: string[]) => {
    expect(response.status).toBe(200);
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition')!)![1]!;
    const path = join(folder, name);
    writeFileSync(path, new Uint8Array(await response.arrayBuffer()));
    const source = name.endsWith('.zip') ? `/vsizip/${path}` : path;
    return { path, text: execFileSync('ogrinfo', ['-ro', ...options, source], { encoding: 'utf8' }) };
  };

  it('leave as GeoPackage, Shapefile, GeoJSON and workbook that GDAL reads back', async () => {
    const { id } = await save();
    const file = (format: string) => ask(`/api/network/plans/${id}/file?format=${format}`);
    const { text: gpkg, path } = await ogrinfo(await file('gpkg'), '-al', '-so');
    const counts = (text: string) =>
      Object.fromEntries(
        [...text.matchAll(/Layer name: (\S+)[\s\S]*?Feature Count: (\d+)/g)].map((m) => [m[1], Number(m[2])]),
      );
    const layers = {
      trenches: plan.edges.length,
      drops: plan.drops.length,
      distribution_points: plan.distributionPoints.length,
      feeding_points: 1,
    };
    expect(counts(gpkg)).toEqual(layers);
    expect(gpkg).toContain('ID["EPSG",25832]');
    const sum = execFileSync(
      'ogrinfo',
      [
        '-ro',
        '-q',
        '-sql',
        'select sum(st_length(geom)) as m, sum(costExpected) as euro from trenches',
        path,
      ],
      { encoding: 'utf8' },
    );
    expect(Number(/ m \(\w+\) = (\S+)/.exec(sum)![1])).toBeCloseTo(plan.trenchM, 3);
    const edgeCents = plan.edges.reduce((total, { costCents }) => total + costCents.expected, 0);
    expect(Number(/ euro \(\w+\) = (\S+)/.exec(sum)![1])).toBeCloseTo(edgeCents / 100, 6);
    const { text: shapes } = await ogrinfo(await file('shp'), '-al', '-so');
    expect(counts(shapes)).toEqual(layers);
    // Taken over again, the archive gives its trenches, not its drops, with their surfaces.
    const again = await ask('/api/network/plans/import?name=plan.zip', {
      method: 'POST',
      body: Buffer.from(await (await file('shp')).arrayBuffer()),
    });
    expect(await json(again)).toMatchObject({
      figures: { lines: plan.edges.length, lengthM: plan.trenchM, pricedM: plan.trenchM },
    });
    const { text: collection } = await ogrinfo(await file('geojson'), '-al', '-so');
    expect(collection).toContain('ID["EPSG",25832]');
    const all = Object.values(layers).reduce((a, b) => a + b);
    expect(collection).toContain(`Feature Count: ${all}`);
    const { text: workbook } = await ogrinfo(await file('xlsx'), '-al');
    expect(workbook).toContain('Offener Graben, Gehweg');
    expect(workbook).toContain(String(plan.costCents.expected / 100));
    const unsaved = await ask('/api/network/export', {
      method: 'POST',
      body: { format: 'gpkg', plan: body() },
    });
    expect((await ogrinfo(unsaved, '-al', '-so')).text).toContain('Layer name: trenches');
  });

  it('from elsewhere are taken over and compared: length, cost, buildings in reach, what is shared', async () => {
    const ours = await save();
    const place = (e: number, n: number) => utm32ToLonLat(550_000 + e, 5_800_000 + n);
    // Along the street for 100 m of our 200, then off to the north.
    const line = (...places: number[][]) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: places },
    });
    const file = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        line(place(100, 92), place(200, 92)),
        line(place(200, 92), place(200, 192)),
        { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: place(0, 0) } },
      ],
    });
    const theirs = await json(
      await ask(`/api/network/plans/import?name=firma.geojson&area=${areaId}`, {
        method: 'POST',
        body: file,
      }),
    );
    expect(theirs).toMatchObject({
      name: 'firma.geojson',
      origin: 'imported',
      parameters: { leftOut: 1 },
      figures: { lines: 2, lengthM: 200, pricedM: 0, costCents: null, trenchCents: null },
    });
    // Surfaces by id, by title and as OpenStreetMap writes them are priced by the catalogue; the rest is said.
    const surfaces = ['trench-unpaved', 'Offener Graben, Fahrbahn', 'asphalt', 'Moos'];
    const priced = surfaces.map((surface, i) => ({
      ...line(place(100 + 100 * i, 92), place(200 + 100 * i, 92)),
      // However the field is written: a Shapefile cuts names after ten signs.
      properties: { OBERFLAECH: surface },
    }));
    const withSurfaces = await json<{ figures: { pricedM: number; trenchCents: { expected: number } } }>(
      await ask('/api/network/plans/import?name=belag.geojson', {
        method: 'POST',
        body: JSON.stringify({ type: 'FeatureCollection', features: priced }),
      }),
    );
    const price = (item: string) => priceOf(PRICES, item).expected + priceOf(PRICES, 'duct').expected;
    expect(withSurfaces.figures.pricedM).toBeCloseTo(300, 1);
    expect(withSurfaces.figures.trenchCents.expected / 100).toBeCloseTo(
      100 * (price('trench-unpaved') + 2 * price('trench-asphalt')),
      0,
    );
    const compared = await json<
      Record<'a' | 'b', Record<string, number & { expected: number }>> & { stretches: unknown[] }
    >(await ask(`/api/network/plans/${ours.id}/comparison?with=${theirs.id}&maxDropM=60`));
    expect(compared).toMatchObject({
      plans: [{ id: ours.id }, { id: theirs.id }],
      targets: 4,
      a: { inReach: 3, pieces: 1 },
      b: { inReach: 3, pieces: 1 },
    });
    expect(compared.a.lengthM).toBeCloseTo(200, 1);
    expect(compared.b.lengthM).toBeCloseTo(200, 1);
    expect(Math.abs(compared.b.sharedM! - 100)).toBeLessThan(3);
    expect(compared.b.assumedSurfaceM).toBeCloseTo(200, 1);
    const own = await ask(`/api/network/plans/${ours.id}/file?format=gpkg`);
    const back = await json(
      await ask('/api/network/plans/import?name=eigen.gpkg', {
        method: 'POST',
        body: new Uint8Array(await own.arrayBuffer()),
      }),
    );
    const same = await json<typeof compared>(
      await ask(`/api/network/plans/${ours.id}/comparison?with=${back.id}`),
    );
    expect(same.a.sharedM).toBeCloseTo(same.a.lengthM!, 1);
    expect(same.b.lengthM).toBeCloseTo(same.a.lengthM!, 1);
    expect(same.b.assumedSurfaceM).toBe(0);
    expect(Math.abs(same.a.costCents!.expected - same.b.costCents!.expected)).toBeLessThan(100);
    // A plan of a proposal that nobody saved keeps its outline: its buildings are found by that.
    const corner = (e: number, n: number) => utm32ToLonLat(550_000 + e, 5_800_000 + n);
    const ring = [corner(0, 0), corner(1000, 0), corner(1000, 1000), corner(0, 1000), corner(0, 0)];
    const geometry = { type: 'MultiPolygon', coordinates: [[ring]] };
    const drawn = await save({ areaId: null, geometry });
    expect(await json(await ask(`/api/network/plans/${drawn.id}/comparison?with=${back.id}`))).toMatchObject({
      targets: 4,
    });
  });

  it.each([
    [
      'points only',
      'p.geojson',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[9.7,52.4]}}]}',
      'network-import-no-lines',
    ],
    [
      'places elsewhere',
      'f.geojson',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[-70,-30],[-70,-31]]}}]}',
      'network-import-far-away',
    ],
    ['no features', 'x.geojson', '{"a":1}', 'network-import-no-lines'],
  ])('from elsewhere are refused where the file holds %s', async (_, name, file, code) => {
    const response = await ask(`/api/network/plans/import?name=${name}`, { method: 'POST', body: file });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ issues: [{ code }] });
  });

  it('are for planners, and bad questions are answered by name', async () => {
    for (const path of ['/api/network/plans', '/api/network/prices', `/api/network/inputs?area=${areaId}`])
      expect((await app.request(path)).status).toBe(401);
    const { id } = await save();
    for (const [path, status, where] of [
      ['/api/network/inputs', 400, 'area'],
      ['/api/network/inputs?area=00000000-0000-4000-8000-000000000000', 404, 'area'],
      [`/api/network/plans/${id}/file?format=dwg`, 400, 'format'],
      [`/api/network/plans/${id}/comparison?with=x`, 400, 'with'],
      [`/api/network/plans/${id}/comparison?with=00000000-0000-4000-8000-000000000000`, 404, 'with'],
      [`/api/network/plans/${id}/comparison?with=${id}&toleranceM=0`, 400, 'toleranceM'],
      ['/api/network/plans/x', 404, 'id'],
    ] as const) {
      const response = await ask(path);
      expect([path, response.status]).toEqual([path, status]);
      expect(await response.json()).toMatchObject({ issues: [{ where }] });
    }
  });
});
