import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPlan } from '#core/network/check-plan.ts';
import type { NetworkRequest } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { countLayer } from '../../server/cli/count-layer.ts';
import { loadStreets, loadTargets } from '../../server/cli/network-inputs.ts';
import { loadPlanningArea } from '../../server/cli/planning-area.ts';
import { type ImportOutcome, type ImportRequest, importFile } from '../../server/intake/import-file.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

/** Real files of Hannover with known counts (computed elsewhere with GDAL and SpatiaLite). */
const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const there = existsSync(DATA);
if (!there) console.log('Not run: tests/cli/hannover.test.ts, because ../shared/data is not there.');

const SCHOOLS = {
  'Südstadt-Bult': 19,
  'Buchholz-Kleefeld': 18,
  'Bothfeld-Vahrenheide': 18,
  Mitte: 16,
  'Vahrenwald-List': 15,
  'Linden-Limmer': 15,
  'Döhren-Wülfel': 15,
  Ricklingen: 10,
  'Misburg-Anderten': 8,
  'Kirchrode-Bemerode-Wülferode': 8,
  'Herrenhausen-Stöcken': 8,
  'Ahlem-Badenstedt-Davenstedt': 7,
  Nord: 6,
};
const FREIFUNK = {
  Nord: 94,
  'Linden-Limmer': 75,
  Mitte: 72,
  'Vahrenwald-List': 36,
  'Döhren-Wülfel': 28,
  'Südstadt-Bult': 20,
  'Kirchrode-Bemerode-Wülferode': 17,
  'Buchholz-Kleefeld': 17,
  'Bothfeld-Vahrenheide': 16,
  'Ahlem-Badenstedt-Davenstedt': 14,
  'Herrenhausen-Stöcken': 11,
  'Misburg-Anderten': 10,
  Ricklingen: 9,
};
const DWELLINGS = {
  'Vahrenwald-List': 39331,
  'Südstadt-Bult': 25712,
  'Linden-Limmer': 24366,
  Ricklingen: 21796,
  'Buchholz-Kleefeld': 21722,
  Mitte: 21335,
  'Bothfeld-Vahrenheide': 19703,
  'Herrenhausen-Stöcken': 17894,
  'Döhren-Wülfel': 16756,
  Nord: 16267,
  'Ahlem-Badenstedt-Davenstedt': 14828,
  'Misburg-Anderten': 14783,
  'Kirchrode-Bemerode-Wülferode': 12247,
};

describe.runIf(there).each(DATABASES)('the real files of Hannover on $name', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
    await load('districts', 'hannover_stadtbezirke.geojson', 'Bezirke');
  });
  afterAll(() => database?.close());

  function load(
    layer: string,
    file: string,
    source: string,
    more: Partial<ImportRequest> = {},
  ): Promise<ImportOutcome> {
    return importFile(database.db, { ...request(layer, `${DATA}/${file}`, source), ...more });
  }
  const byDistrict = (layer: string, source: string) =>
    countLayer(database.db, layer, { byDistricts: true, level: 'bezirk', source });

  it('51 quarters and their boroughs, 13 boroughs, 1 city, 21 municipalities', async () => {
    expect((await load('districts', 'hannover_stadtteile.geojson', 'Stadtteile')).imported).toBe(51);
    expect((await load('districts', 'hannover_stadt.geojson', 'Stadt')).imported).toBe(1);
    const municipalities = await load('districts', 'region_hannover_gemeinden_vg250.geojson', 'VG250');
    expect(municipalities.imported).toBe(21);
    expect(codes(municipalities)).toEqual({ 'name-missing': 21 });
    const levels = await database.db
      .selectFrom('district')
      .select(({ fn }) => ['level', fn.countAll<number>().as('count')])
      .groupBy('level')
      .execute();
    expect(Object.fromEntries(levels.map(({ level, count }) => [level, Number(count)]))).toEqual({
      bezirk: 13,
      stadtteil: 51,
      city: 1,
      gemeinde: 21,
    });
    const { rows } = await sql<{ km2: number }>`
      select st_area(geom) / 1e6 as km2 from district where level = 'city'`.execute(database.db);
    expect(rows[0]!.km2).toBeCloseTo(204.3, 1);
  });

  it('53 areas of postcodes from well-known text; their system is concluded, and that is said', async () => {
    const outcome = await load('districts', 'plz_region_hannover.csv', 'PLZ', { dryRun: true });
    expect(outcome).toMatchObject({ read: 53, imported: 53, rejected: 0, srid: 25832 });
    expect(codes(outcome)).toMatchObject({ 'crs-from-extent': 1 });
  });

  it('163 schools in the city; those without coordinates are named', async () => {
    const outcome = await load('schools', 'schulen_niedersachsen_2016.csv', 'Schulen');
    expect(outcome).toMatchObject({ read: 3172, imported: 2991, rejected: 181, srid: 4326 });
    expect(await byDistrict('schools', 'Schulen')).toEqual({
      total: 163,
      by: SCHOOLS,
      outside: 2828,
      all: 2991,
    });
  });

  it('419 Freifunk nodes in the city; 184 without coordinates are named', async () => {
    const outcome = await load('hotspots', 'ffh_nodes_2017.json', 'Freifunk');
    expect(outcome).toMatchObject({ read: 1139, imported: 955, rejected: 184 });
    // Those far from the Region are named; they are taken all the same.
    expect(codes(outcome)).toEqual({ 'no-coordinates': 184, 'outside-region': 47 });
    expect(await byDistrict('hotspots', 'Freifunk')).toMatchObject({ total: 419, by: FREIFUNK });
  });

  it('the same Freifunk nodes as a table', async () => {
    const outcome = await load('hotspots', 'ffh_nodes_2017.csv', 'Freifunk CSV');
    expect(outcome).toMatchObject({ read: 1139, imported: 955, rejected: 184 });
    expect(await byDistrict('hotspots', 'Freifunk CSV')).toMatchObject({ total: 419, by: FREIFUNK });
  });

  it('25 hotspots of the city list beside the Freifunk nodes; neither replaces the other', async () => {
    expect(await load('hotspots', 'hannover_hotspots.geojson', 'Stadt')).toMatchObject({
      imported: 25,
      rejected: 0,
    });
    expect(await byDistrict('hotspots', 'Stadt')).toMatchObject({ total: 25 });
    expect(await byDistrict('hotspots', 'Freifunk')).toMatchObject({ total: 419, all: 955 });
  });

  it('the two swapped nodes of Bielefeld are found, and mended when asked to', async () => {
    const found = await load('hotspots', 'freifunk-bielefeld-meshviewer.json', 'Bielefeld');
    expect(codes(found)).toEqual({ 'no-coordinates': 60, 'coordinates-swapped': 2, 'region-larger': 1 });
    expect(found).toMatchObject({ read: 273, imported: 211, rejected: 62 });
    const treatment = { accept: new Set<string>(), repair: new Set(['coordinates-swapped']) };
    const mended = await load('hotspots', 'freifunk-bielefeld-meshviewer.json', 'Bielefeld', { treatment });
    expect(mended).toMatchObject({ imported: 2, unchanged: 211, updated: 0, rejected: 60 });
  });

  it('266,740 dwellings in the city; the same file again changes nothing', async () => {
    const file = 'zensus2011_100m_premises_region_hannover.csv';
    expect(await load('households', file, 'Zensus')).toMatchObject({
      read: 41622,
      imported: 41622,
      srid: 3035,
    });
    expect(await byDistrict('households', 'Zensus')).toMatchObject({ total: 266740, by: DWELLINGS });
    const { rows } = await sql<{ cells: number; buildings: number }>`
      select count(*)::int as cells, sum(c.buildings)::int as buildings from household_cell c
      where exists (select from district d where d.level = 'bezirk' and st_intersects(d.geom, st_centroid(c.geom)))
    `.execute(database.db);
    expect(rows[0]).toEqual({ cells: 6637, buildings: 59899 });
    const revision = () =>
      database.db
        .selectFrom('layer_revision')
        .select('revision')
        .where('layer', '=', 'households')
        .executeTakeFirst();
    const before = await revision();
    expect(await load('households', file, 'Zensus')).toMatchObject({
      imported: 0,
      updated: 0,
      unchanged: 41622,
    });
    expect(await revision()).toEqual(before);
  });

  it('population per 1 km cell counts people, not households', async () => {
    const outcome = await load('households', 'zensus2011_1km_region_hannover.csv', 'Zensus 1 km');
    expect(outcome).toMatchObject({ read: 4402, imported: 4402, rejected: 0 });
    const options = { byDistricts: true, level: 'bezirk', source: 'Zensus 1 km' } as const;
    expect((await countLayer(database.db, 'households', options)).total).toBe(0);
    const people = await countLayer(database.db, 'households', { ...options, measure: 'population' });
    expect(people.total).toBe(507759);
  });

  it('the Breitbandatlas of several years, with its known faults by name', async () => {
    const shares = async (ags: string, source: string) => {
      const row = await database.db
        .selectFrom('coverage_area')
        .innerJoin('data_source', 'data_source.id', 'source_id')
        .select('shares')
        .where('key', '=', ags)
        .where('data_source.name', '=', source)
        .executeTakeFirstOrThrow();
      return row.shares as Record<string, number>;
    };
    const y2021 = await load('coverage', 'gemeinde_bezirke_privat_2021_mitte.csv', 'Atlas 2021');
    expect(y2021).toMatchObject({ read: 11388, imported: 11388, rejected: 0 });
    expect(codes(y2021)).toEqual({ 'totals-beside-parts': 2, 'share-above-100': 6 });
    expect(await shares('03241001', 'Atlas 2021')).toMatchObject({
      hh_alle_50: 99.32,
      hh_alle_1000: 96.34,
      hh_ftthb_1000: 28.23,
    });
    expect(await shares('03241019', 'Atlas 2021')).toMatchObject({
      hh_alle_50: 73.82,
      hh_alle_1000: 1.24,
      hh_ftthb_1000: 1.24,
    });
    expect(await shares('03241018', 'Atlas 2021')).toMatchObject({
      hh_alle_50: 95.69,
      hh_alle_1000: 4.35,
      hh_ftthb_1000: 4.35,
    });
    const region = await load('coverage', 'breitbandatlas_region_hannover_privat_2021_mitte.csv', 'Region');
    expect(region).toMatchObject({ read: 21, imported: 21 });
    const counties = await load('coverage', '2021_BBA_Kreisdaten.xls', 'Kreise 2021');
    expect(counties).toMatchObject({ read: 402, imported: 402, rejected: 0 });
    expect(await shares('03241', 'Kreise 2021')).toMatchObject({ hh_alle_1000: expect.any(Number) });
    const y2018 = await load('coverage', 'Verf_Gemeinden_atene_Mitte_18.csv', 'Atlas 2018');
    expect(y2018).toMatchObject({ read: 11330, imported: 11330, rejected: 0 });
    const y2008 = await load('coverage', '2008_DSL_Verfuegbarkeit_Deutschland.xlsx', 'Atlas 2008');
    // 1,448 rows of the sheet have a name and nothing else; in 63 a spreadsheet made a date of the share.
    expect(y2008).toMatchObject({ read: 13280, imported: 13280 - 1448 - 63, rejected: 1448 + 63 });
    expect(codes(y2008)).toMatchObject({ 'value-missing': 1448, 'number-became-date': 63 });
    const zeros = y2008.issues.find(({ code }) => code === 'ags-zero-lost');
    expect(zeros?.params).toMatchObject({ count: 8105 });
    expect(await shares('01001000', 'Atlas 2008')).toEqual({ hh_dsl_0: 99.06 });
  });

  it('commercial, industrial and retail land use as business parks', async () => {
    const outcome = await load('business-parks', 'region_hannover_landuse_25832.gpkg', 'OSM');
    expect(outcome).toMatchObject({ read: 3015, imported: 756 + 465 + 226, skipped: 1538 + 30, srid: 25832 });
    const kinds = await database.db
      .selectFrom('business_park')
      .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
      .groupBy('kind')
      .execute();
    expect(Object.fromEntries(kinds.map(({ kind, count }) => [kind, Number(count)]))).toEqual({
      commercial: 756,
      industrial: 465,
      retail: 226,
    });
  });

  it('named streets and the street graph side by side', async () => {
    expect(await load('streets', 'region_hannover_named_streets.geojson', 'Namen')).toMatchObject({
      imported: 12342,
    });
    expect(await load('streets', 'region_hannover_street_graph_25832.gpkg', 'Graph')).toMatchObject({
      imported: 43491,
    });
    const { rows } = await sql<{ edges: number; km: number }>`
      select count(*)::int as edges, sum(s.length_m) / 1000 as km
      from street s join data_source d on d.id = s.source_id and d.name = 'Graph'
        join district c on c.level = 'city' and st_within(s.geom, c.geom)
    `.execute(database.db);
    expect(rows[0]!.edges).toBe(11270);
    expect(rows[0]!.km).toBeCloseTo(1262, 0);
  });

  it('500 census cells of the city on the street graph: all connected, the bound no more than 1 % below', async () => {
    const area = await loadPlanningArea(database.db, `${DATA}/hannover_stadt.geojson`);
    const targets = await loadTargets(database.db, area, ['households'], 500);
    const asked: NetworkRequest = {
      streets: await loadStreets(database.db, area, 'Graph'),
      targets,
      prices: PRICES,
      rules: DIMENSIONING.rules,
      seconds: 60,
      gapGoal: 0.01,
    };
    const plan = planNetwork(asked);
    expect(plan).toMatchObject({ targets: 500, connected: 500, leftOut: [] });
    expect(plan.certificate.gap).toBeLessThanOrEqual(0.01);
    expect(checkPlan(asked, plan)).toEqual([]);
  });
});

function request(layer: string, path: string, source: string): ImportRequest {
  return {
    layer,
    path,
    source,
    asOf: null,
    licence: null,
    format: null,
    srid: null,
    layerInFile: null,
    treatment: { accept: new Set(), repair: new Set() },
    dryRun: false,
    replaceDemo: false,
  };
}

function codes(outcome: ImportOutcome): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of outcome.issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
