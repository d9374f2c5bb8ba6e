import { strFromU8, strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDossier } from '#core/dossier/check-dossier.ts';
import type { CheckId, DossierReport } from '#core/dossier/check-report.ts';
import { docxBytes } from '#core/dossier/docx.ts';
import type { Manifest } from '#core/dossier/manifest.ts';
import { xlsxNamedNumbers } from '#core/dossier/read-office.ts';
import { buildDossier, CHECK_RULES } from '../../server/dossier/build-dossier.ts';
import { parseApplication } from '../../server/dossier/read-application.ts';
import { unpackDossier } from '../../server/dossier/read-dossier.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadFundingCity, networkApplication, readyApplication } from './built-dossier.ts';

type Files = Record<string, Uint8Array>;
interface Features {
  crs: { properties: { name: string } };
  features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: never } }[];
}

/** A good dossier, changed in one place at a time; its hashes are made to fit again, so that one check alone finds it. */
describe('the check of a dossier', () => {
  let database: TestDatabase;
  let good: Files;
  /** A new version of the good one, with more grants of others. */
  let renewed: Files;
  /** One whose investment is a structural plan. */
  let networked: Files;
  beforeAll(async () => {
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    await loadFundingCity(database);
    const application = parseApplication(structuredClone(readyApplication()));
    const { zip } = await buildDossier(database.db, application);
    good = unpackDossier(zip, 'good.zip');
    const changed = parseApplication(structuredClone(readyApplication({ otherGrantsCents: 100_000 })));
    renewed = unpackDossier((await buildDossier(database.db, changed, zip)).zip, 'renewed.zip');
    const planned = parseApplication(structuredClone((await networkApplication(database)).application));
    networked = unpackDossier((await buildDossier(database.db, planned)).zip, 'networked.zip');
  });
  afterAll(() => database.close());

  const check = (files: Files) => checkDossier(files, CHECK_RULES);
  const codesOf = (report: DossierReport) =>
    Object.fromEntries(
      report.checks
        .filter(({ findings }) => findings.length > 0)
        .map(({ id, findings }) => [id, findings[0]!.code]),
    );
  const manifestOf = (files: Files) => JSON.parse(strFromU8(files['manifest.json']!)) as Manifest;
  const withManifest = (files: Files, change: (manifest: Manifest) => void): Files => {
    const manifest = manifestOf(files);
    change(manifest);
    return { ...files, 'manifest.json': strToU8(JSON.stringify(manifest)) };
  };
  const rehashed = (files: Files) =>
    withManifest(files, (manifest) => {
      manifest.files = Object.keys(files)
        .filter((path) => path !== 'manifest.json')
        .map((path) => ({ path, bytes: files[path]!.length, sha256: CHECK_RULES.sha256(files[path]!) }));
    });
  const withLayer = (name: string, change: (layer: Features) => void): Files => {
    const path = `gis/${name}.geojson`;
    const layer = JSON.parse(strFromU8(good[path]!)) as Features;
    change(layer);
    return rehashed({ ...good, [path]: strToU8(JSON.stringify(layer)) });
  };
  const without = (path: string): Files =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== path));
  const bytesChanged = (path: string, change: (bytes: Uint8Array) => void): Files => {
    const bytes = good[path]!.slice();
    change(bytes);
    return rehashed({ ...good, [path]: bytes });
  };

  it('passes a good one, every check', () => {
    const report = check(good);
    expect(report.checks.map(({ id, passed }) => [id, passed])).toEqual(
      report.checks.map(({ id }) => [id, true]),
    );
    expect(report).toMatchObject({ ok: true, mandatoryFailures: 0, advice: 0 });
  });

  it('passes a new version with its difference, which names what changed and nothing else', () => {
    expect(check(renewed)).toMatchObject({ ok: true, mandatoryFailures: 0, advice: 0 });
    const difference = JSON.parse(strFromU8(renewed['differenz.json']!));
    expect(difference).toMatchObject({
      application: [],
      areas: { added: [], removed: [], changed: [] },
      addresses: { added: 0, removed: 0, nowEligible: 0, noLongerEligible: 0 },
    });
    expect(difference.figures.map(({ name }: { name: string }) => name)).toContain('otherCents');
    expect(strFromU8(renewed['differenz.txt']!)).toContain('otherCents: 0,00 € → 1.000,00 €');
  });

  it('passes one with a structural plan, and says which addresses the plan leaves out', () => {
    const report = check(networked);
    expect(report).toMatchObject({ ok: true, mandatoryFailures: 0 });
    const { findings } = report.checks.find(({ id }) => id === 'network')!;
    expect(findings.map(({ code, params }) => [code, params])).toEqual([
      ['dossier-plan-misses', { missing: 1, eligible: 3 }],
      ['dossier-plan-others', { others: 2, ends: 4 }],
    ]);
    const { network, otherRules } = manifestOf(networked);
    expect(network).toMatchObject({ name: 'Ausbau West', trenches: 3, trenchM: 200, drops: 4, pops: 1 });
    expect(otherRules).toContain('gis-network-1');
    for (const file of ['mengen.xlsx', 'finanzierungsplan.xlsx'])
      expect([...xlsxNamedNumbers(networked[file]!).values()]).toContain(network!.costCents.expected / 100);
  });

  const networkLayer = (name: string, change: (layer: Features) => void): Files => {
    const path = `gis/${name}.geojson`;
    const layer = JSON.parse(strFromU8(networked[path]!)) as Features;
    change(layer);
    return rehashed({ ...networked, [path]: strToU8(JSON.stringify(layer)) });
  };
  const NETWORK_FAULTS: [what: string, id: CheckId, code: string, make: () => Files][] = [
    [
      'a plan that was changed since it was taken over',
      'network',
      'dossier-plan-changed',
      () => withManifest(networked, (m) => (m.network!.documentSha256 = '0'.repeat(64))),
    ],
    [
      'a cost that is not the investment',
      'network',
      'dossier-sum',
      () => withManifest(networked, (m) => m.network!.costCents.expected++),
    ],
    [
      'a trench more than in the layer',
      'network',
      'dossier-sum',
      () => withManifest(networked, (m) => m.network!.trenches++),
    ],
    [
      'a network layer that is missing',
      'files',
      'dossier-file-missing',
      () => rehashed(Object.fromEntries(Object.entries(networked).filter(([p]) => !p.includes('leerrohre')))),
    ],
    [
      'an end user that hangs on nothing',
      'ids',
      'dossier-reference',
      () => networkLayer('endkunden', ({ features }) => (features[0]!.properties.id_netze = 99)),
    ],
    [
      'a duct of an unknown kind',
      'codes',
      'dossier-code',
      () => networkLayer('leerrohre', ({ features }) => (features[0]!.properties.lr_art = 7)),
    ],
    [
      'a duct longer than its line',
      'lengths',
      'dossier-line-length',
      () => networkLayer('leerrohre', ({ features }) => (features[0]!.properties.lae_lr = 1000)),
    ],
    [
      'a trench that is a point',
      'geometry',
      'dossier-geometry-type',
      () => networkLayer('trassenbau', ({ features }) => (features[0]!.geometry.type = 'Point')),
    ],
  ];
  it.each(NETWORK_FAULTS)('finds %s', (_, id, code, make) => {
    const report = check(make());
    expect(report.ok).toBe(false);
    expect(report.checks.find((one) => one.id === id)!.findings.map((finding) => finding.code)).toContain(
      code,
    );
  });

  const polygons = (layer: Features, index: number) =>
    layer.features[index]!.geometry.coordinates as unknown as number[][][][];

  const FAULTS: readonly (readonly [what: string, id: CheckId, code: string, make: () => Files])[] = [
    [
      'a manifest that is no JSON',
      'manifest',
      'dossier-unreadable',
      () => ({ ...good, 'manifest.json': strToU8('{') }),
    ],
    ['no manifest', 'manifest', 'dossier-file-missing', () => without('manifest.json')],
    [
      'a manifest without a field',
      'manifest',
      'dossier-manifest',
      () => withManifest(good, (manifest) => Reflect.deleteProperty(manifest, 'srid')),
    ],
    ['a listed file that is missing', 'files', 'dossier-file-missing', () => without('gis/adressen.cpg')],
    [
      'a needed file that nobody listed',
      'files',
      'dossier-file-missing',
      () => rehashed(without('gebietskarten.pdf')),
    ],
    ['a file nobody listed', 'files', 'dossier-file-extra', () => ({ ...good, 'more.txt': strToU8('x') })],
    [
      'a map that breaks off',
      'files',
      'dossier-unreadable',
      () => rehashed({ ...good, 'gebietskarten.pdf': good['gebietskarten.pdf']!.slice(0, 5000) }),
    ],
    [
      'a Shapefile of another zone',
      'shapefiles',
      'dossier-shapefile',
      () =>
        rehashed({
          ...good,
          'gis/adressen.prj': strToU8(strFromU8(good['gis/adressen.prj']!).replace('32N', '33N')),
        }),
    ],
    [
      'a layer that is no GeoJSON',
      'files',
      'dossier-unreadable',
      () => rehashed({ ...good, 'gis/gebiete.geojson': strToU8('[]') }),
    ],
    [
      'a changed file',
      'hashes',
      'dossier-hash',
      () => ({ ...good, 'pruefbericht.txt': strToU8('all fine') }),
    ],
    [
      'a day that does not exist',
      'periods',
      'dossier-manifest',
      () => withManifest(good, (m) => (m.application.onDate = '2025-02-29')),
    ],
    [
      'a gap over six years',
      'periods',
      'dossier-gap-years',
      () => withManifest(good, (m) => (m.figures.gapYears = 6)),
    ],
    [
      'a survey of 55 days',
      'periods',
      'survey-too-short',
      () => withManifest(good, (m) => (m.procedures.markterkundung!.dates.ende = '2025-03-16')),
    ],
    [
      'a survey that is a day too old',
      'periods',
      'survey-expired',
      () => withManifest(good, (m) => (m.application.onDate = '2026-03-21')),
    ],
    [
      'no Branchendialog',
      'periods',
      'dialogue-missing',
      () => withManifest(good, (m) => Reflect.deleteProperty(m.procedures, 'branchendialog')),
    ],
    [
      'a Branchendialog too old',
      'periods',
      'dialogue-too-old',
      () =>
        withManifest(good, (m) =>
          Object.assign(m.procedures.branchendialog!.dates, {
            angekuendigt: '2024-06-01',
            durchgefuehrt: '2024-07-19',
          }),
        ),
    ],
    [
      'a Branchendialog announced 27 days before',
      'periods',
      'dialogue-announced-too-late',
      () => withManifest(good, (m) => (m.procedures.branchendialog!.dates.angekuendigt = '2024-12-12')),
    ],
    [
      'an area without eligible addresses',
      'areas',
      'dossier-area-empty',
      () => withLayer('gebiete', (l) => (l.features[0]!.properties.foerderf = 0)),
    ],
    ['no area', 'areas', 'dossier-no-areas', () => withLayer('gebiete', (l) => (l.features = []))],
    [
      'areas that overlap',
      'areas',
      'dossier-areas-overlap',
      () =>
        withLayer('gebiete', (l) => {
          for (const ring of polygons(l, 1).flat()) for (const position of ring) position[0]! -= 500;
        }),
    ],
    [
      'ids that are not consecutive',
      'ids',
      'dossier-ids',
      () => withLayer('adressen', (l) => (l.features[2]!.properties.id = 7)),
    ],
    [
      'an id twice',
      'ids',
      'dossier-ids',
      () => withLayer('adressen', (l) => (l.features[2]!.properties.id = 2)),
    ],
    [
      'a reference to no area',
      'ids',
      'dossier-reference',
      () => withLayer('adressen', (l) => (l.features[0]!.properties.gebiet = 3)),
    ],
    [
      'a code that is not in the list',
      'codes',
      'dossier-code',
      () => withLayer('adressen', (l) => (l.features[0]!.properties.nutzung = 'wohnen')),
    ],
    [
      'a mandatory field that is empty',
      'codes',
      'dossier-attribute-missing',
      () => withLayer('gebiete', (l) => (l.features[0]!.properties.name = '')),
    ],
    [
      'a field name of eleven characters',
      'codes',
      'dossier-attribute-name',
      () => withLayer('adressen', (l) => (l.features[0]!.properties.elfzeichen_ = 1)),
    ],
    [
      'a field name in upper case',
      'codes',
      'dossier-attribute-name',
      () => withLayer('adressen', (l) => (l.features[0]!.properties.PLZ = 1)),
    ],
    [
      'an outline that crosses itself',
      'geometry',
      'outline-crosses-itself',
      () =>
        withLayer('gebiete', (l) => {
          const ring = polygons(l, 0)[0]![0]!;
          [ring[1], ring[2]] = [ring[2]!, ring[1]!];
        }),
    ],
    [
      'an outline that is not closed',
      'geometry',
      'outline-not-closed',
      () => withLayer('gebiete', (l) => polygons(l, 0)[0]![0]!.pop()),
    ],
    [
      'a line among the points',
      'geometry',
      'dossier-geometry-type',
      () => withLayer('adressen', (l) => (l.features[0]!.geometry.type = 'LineString')),
    ],
    [
      'a foreign reference system',
      'geometry',
      'dossier-crs',
      () => withLayer('adressen', (l) => (l.crs.properties.name = 'urn:ogc:def:crs:EPSG::25833')),
    ],
    [
      'an address outside its area',
      'inside',
      'dossier-address-outside',
      () => withLayer('adressen', (l) => (l.features[0]!.geometry.coordinates = [551500, 5800500] as never)),
    ],
    [
      'an area stated too large',
      'lengths',
      'dossier-length',
      () => withLayer('gebiete', (l) => ((l.features[0]!.properties.flaeche_m2 as number) += 0.2)),
    ],
    [
      'an outline stated too short',
      'lengths',
      'dossier-length',
      () => withLayer('gebiete', (l) => ((l.features[1]!.properties.umfang_m as number) -= 1)),
    ],
    [
      'a Shapefile of another kind',
      'shapefiles',
      'dossier-shapefile',
      () => bytesChanged('gis/adressen.shp', (b) => (b[32] = 8)),
    ],
    [
      'a Shapefile with a record less',
      'shapefiles',
      'dossier-shapefile',
      () => bytesChanged('gis/adressen.dbf', (b) => (b[4] = 3)),
    ],
    [
      'a Shapefile with another field',
      'shapefiles',
      'dossier-shapefile',
      () => bytesChanged('gis/adressen.dbf', (b) => (b[32] = 0x78)),
    ],
    [
      'a list with an address less',
      'sums',
      'dossier-sum',
      () =>
        rehashed({
          ...good,
          'adressliste.csv': strToU8(strFromU8(good['adressliste.csv']!).replace(/4;2;.*\r\n$/, '')),
        }),
    ],
    [
      'a workbook of another plan',
      'sums',
      'dossier-sum',
      () => rehashed({ ...good, 'finanzierungsplan.xlsx': good['adressliste.xlsx']! }),
    ],
    [
      'a workbook that is none',
      'sums',
      'dossier-unreadable',
      () => rehashed({ ...good, 'finanzierungsplan.xlsx': strToU8('x') }),
    ],
    [
      'a data sheet without sums',
      'sums',
      'dossier-sum',
      () =>
        rehashed({
          ...good,
          'antragsdatenblatt.docx': docxBytes({ title: '', creator: '', day: '2025-01-01', blocks: [] }),
        }),
    ],
    [
      'a data sheet (PDF) of another plan',
      'sums',
      'dossier-sum',
      () => rehashed({ ...good, 'antragsdatenblatt.pdf': good['gebietskarten.pdf']! }),
    ],
    [
      'a cent too much in the manifest',
      'sums',
      'dossier-sum',
      () => withManifest(good, (m) => (m.figures.federalCents! += 1)),
    ],
    [
      'quantities of another plan',
      'sums',
      'dossier-sum',
      () => rehashed({ ...good, 'mengen.xlsx': good['adressliste.xlsx']! }),
    ],
    [
      'a survey of another plan',
      'sums',
      'dossier-sum',
      () => rehashed({ ...good, 'markterkundung.xlsx': good['adressliste.xlsx']! }),
    ],
    [
      'a difference nobody asked for',
      'difference',
      'dossier-difference-not-asked',
      () => rehashed({ ...good, 'differenz.txt': strToU8('') }),
    ],
    [
      'a new version without its difference',
      'difference',
      'dossier-file-missing',
      () => withManifest(good, (m) => (m.previous = 'a'.repeat(64))),
    ],
    [
      'a difference to another dossier',
      'difference',
      'dossier-difference',
      () => withManifest(renewed, (m) => (m.previous = 'a'.repeat(64))),
    ],
    [
      'a difference that ends at other sums',
      'difference',
      'dossier-difference',
      () =>
        rehashed({
          ...renewed,
          'differenz.json': strToU8(
            strFromU8(renewed['differenz.json']!).replace(/"after": 100000\b/, '"after": 100001'),
          ),
        }),
    ],
    [
      'a kept survey result that the workbook does not hold',
      'sums',
      'dossier-sum',
      () =>
        withManifest(good, (m) => {
          m.survey = { name: 'x', onDate: '2025-04-10', sha256: '0'.repeat(64), operators: 2, promises: 3 };
        }),
    ],
    [
      'shares that do not add up',
      'shares',
      'dossier-shares',
      () => withManifest(good, (m) => (m.figures.ownCents! += 1)),
    ],
    [
      'an own share below its floor',
      'shares',
      'dossier-own-share',
      () =>
        withManifest(good, (m) => Object.assign(m.figures, { otherCents: m.figures.ownCents, ownCents: 0 })),
    ],
  ];

  it.each(FAULTS)('finds %s (%s, %s)', (_, id, code, make) => {
    const report = check(make());
    const result = report.checks.find((each) => each.id === id)!;
    expect(result.findings.map((finding) => finding.code)).toContain(code);
    expect(result.passed).toBe(false);
    expect(report.ok).toBe(false);
  });

  it('has a fault for every mandatory check', () => {
    const covered = new Set([...FAULTS, ...NETWORK_FAULTS].map(([, id]) => id));
    expect(
      check(good)
        .checks.map(({ id }) => id)
        .filter((id) => !covered.has(id)),
    ).toEqual(['release']);
  });

  const EDGES: readonly (readonly [what: string, make: () => Files])[] = [
    [
      'a survey of exactly 56 days',
      () => withManifest(good, (m) => (m.procedures.markterkundung!.dates.ende = '2025-03-17')),
    ],
    [
      'the last day of the survey’s validity',
      () => withManifest(good, (m) => (m.application.onDate = '2026-03-20')),
    ],
    [
      'a day after the twelve months, where the package says that more was entered',
      () =>
        withManifest(good, (m) => {
          m.application.onDate = '2026-03-21';
          const entry = { value: 13, source: 'Merkblatt 2026', asOf: '2026-01-02' };
          m.enteredPeriods = [{ key: 'procedures.surveyValidMonths', ...entry }];
        }),
    ],
    [
      'a Branchendialog announced exactly 28 days before',
      () => withManifest(good, (m) => (m.procedures.branchendialog!.dates.angekuendigt = '2024-12-11')),
    ],
    [
      'a Branchendialog held exactly six months before',
      () =>
        withManifest(good, (m) =>
          Object.assign(m.procedures.branchendialog!.dates, {
            angekuendigt: '2024-06-01',
            durchgefuehrt: '2024-07-20',
          }),
        ),
    ],
    [
      'a field name of ten characters',
      () => withLayer('adressen', (l) => (l.features[0]!.properties.zehnzeiche = 1)),
    ],
    [
      'a figure within the rounding',
      () => withLayer('gebiete', (l) => ((l.features[0]!.properties.umfang_m as number) += 0.004)),
    ],
  ];

  it.each(EDGES)('lets %s pass', (_, make) => {
    expect(codesOf(check(make()))).toEqual({});
  });

  it('only advises where a step was not taken yet', () => {
    const draft = withManifest(good, (manifest) => {
      manifest.procedures = {};
      manifest.application.releasedBy = null;
    });
    const report = check(draft);
    expect(codesOf(report)).toEqual({ periods: 'survey-missing', release: 'dossier-not-released' });
    expect(report).toMatchObject({ ok: true, mandatoryFailures: 0, advice: 2 });
  });

  it('only advises where it is not established that a field must be filled', () => {
    const report = check(withLayer('adressen', (l) => (l.features[0]!.properties.strasse = '')));
    expect([report.ok, codesOf(report)]).toEqual([true, { codes: 'dossier-attribute-missing' }]);
    const promised = check(withLayer('adressen', (l) => (l.features[0]!.properties.ewa = 1)));
    const codes = promised.checks.find(({ id }) => id === 'codes');
    expect(codes).toMatchObject({ passed: true, findings: [{ code: 'dossier-attribute-missing' }] });
    // A promise more than the survey counted is another matter.
    expect(codesOf(promised)).toMatchObject({ sums: 'dossier-sum' });
  });

  it('finds in a fresh dossier what the plan lacks: no sum, and an area without addresses', async () => {
    const build = async (inputs: object, change: object = {}) =>
      (await buildDossier(database.db, parseApplication(structuredClone(readyApplication(inputs, change)))))
        .report;
    const noSum = await build({ gap: null });
    expect([noSum.ok, codesOf(noSum)]).toEqual([true, { shares: 'dossier-no-sum' }]);
    const ring = [
      [9.7, 52.3],
      [9.701, 52.3],
      [9.701, 52.301],
      [9.7, 52.301],
      [9.7, 52.3],
    ];
    const empty = await build(
      {},
      { areas: [{ name: 'leer', geometry: { type: 'Polygon', coordinates: [ring] } }] },
    );
    expect(empty.ok).toBe(false);
    expect(codesOf(empty)).toMatchObject({ areas: 'dossier-area-empty', files: 'dossier-file-missing' });
  });

  it('says which checks could not run, and never throws, whatever is in the package', () => {
    const report = check({});
    expect(report.ok).toBe(false);
    expect(report.checks.filter(({ passed }) => passed === null).map(({ id }) => id)).toContain('geometry');
    for (const path of Object.keys(good)) {
      for (const bytes of [
        new Uint8Array(0),
        strToU8('null'),
        strToU8('{"features":[null]}'),
        good[path]!.slice(0, 40),
      ]) {
        expect([path, check(rehashedOrNot({ ...good, [path]: bytes })).ok]).toEqual([
          path,
          /cpg$|txt$|pruefbericht|ebenen/.test(path),
        ]);
      }
    }
  });

  function rehashedOrNot(files: Files): Files {
    try {
      return rehashed(files);
    } catch {
      return files;
    }
  }
});
