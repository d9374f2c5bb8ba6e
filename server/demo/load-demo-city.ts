import { type Kysely, sql, type Transaction } from 'kysely';
import { PolygonIndex } from '#core/geo/polygon-index.ts';
import type { DemoCity } from '../../data/demo-city/demo-city.ts';
import { generateDemoCity } from '../../data/demo-city/generate.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { Progress } from '../terminal.ts';
import { columnsOf, insertRows } from './insert-rows.ts';

export const DEMO_SOURCE_NAME = 'Hannover (Demodaten)';
const SRID = 25832;

/** Generates the demo city on an empty database, all of it in one transaction; does nothing on any other. */
export async function ensureDemoCity(
  db: Kysely<Database>,
  progress: Progress,
  text: (de: string, en: string) => string,
): Promise<void> {
  if (!(await isEmpty(db))) return;
  progress.start(text('Demostadt erzeugen', 'Generate the demo city'));
  const city = generateDemoCity({ onProgress: (_, share) => progress.share(share) });
  progress.start(text('Demostadt laden', 'Load the demo city'));
  await loadDemoCity(db, city, (share) => progress.share(share));
  progress.done();
}

async function isEmpty(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select 1 from data_source) and not exists (select 1 from area) as empty`.execute(db);
  return rows[0]!.empty;
}

/** Writes a generated city, each layer as a data set named as demo data. */
export async function loadDemoCity(
  db: Kysely<Database>,
  city: DemoCity,
  onShare: (share: number) => void,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const source = (layer: string, count: number) => demoSource(tx, layer, count, city.seed);
    await insertRows(tx, 'district', await source('districts', city.districts.length), city.districts, {
      key: ['text', (d) => d.key],
      name: ['text', (d) => d.name],
      level: ['text', (d) => d.level],
      parent_name: ['text', (d) => d.parentName],
      population: ['int4', (d) => d.population],
      population_as_of: ['text', (d) => d.populationAsOf],
      geom: ['geometry', (d) => ewkbHex({ type: 'MultiPolygon', coordinates: d.polygons }, SRID)],
    });
    await insertRows(tx, 'street', await source('streets', city.streets.length), city.streets, {
      key: ['text', (s) => s.key],
      name: ['text', (s) => s.name],
      class: ['text', (s) => s.class],
      postcode: ['text', (s) => s.postcode],
      length_m: ['float8', (s) => s.lengthM],
      geom: ['geometry', (s) => ewkbHex({ type: 'MultiLineString', coordinates: [s.line] }, SRID)],
    });
    onShare(0.05);
    const addressSource = await source('addresses', city.addresses.length);
    const districtOf = await bezirkFinder(tx, city);
    await insertRows(tx, 'address', addressSource, city.addresses, {
      key: ['text', (a) => a.key],
      street: ['text', (a) => a.street],
      house_number: ['text', (a) => a.houseNumber],
      postcode: ['text', (a) => a.postcode],
      place: ['text', () => DEMO_SOURCE_NAME],
      use: ['text', (a) => a.use],
      households: ['int4', (a) => a.households],
      businesses: ['int4', (a) => a.businesses],
      district_id: ['int4', (a) => districtOf(...a.position)],
      geom: ['geometry', (a) => ewkbHex({ type: 'Point', coordinates: a.position }, SRID)],
    });
    onShare(0.3);
    await insertClaims(tx, city, addressSource, onShare);
    onShare(0.85);
    await insertPlaces(tx, city, source);
    onShare(1);
  });
  // Fresh statistics, so that the first questions are planned well.
  await sql`analyze`.execute(db);
}

/** The id of the Bezirk a place lies in. */
async function bezirkFinder(
  tx: Transaction<Database>,
  city: DemoCity,
): Promise<(e: number, n: number) => number | null> {
  const ids = await tx.selectFrom('district').select(['id', 'key']).where('level', '=', 'bezirk').execute();
  const bezirke = ids.map(({ id, key }) => ({
    id,
    index: new PolygonIndex(city.districts.find((d) => d.key === key)!.polygons),
  }));
  return (e, n) => bezirke.find(({ index }) => index.contains(e, n))?.id ?? null;
}

async function demoSource(
  tx: Transaction<Database>,
  layer: string,
  count: number,
  seed: number,
): Promise<number> {
  const { id } = await tx
    .insertInto('data_source')
    .values({
      layer,
      name: DEMO_SOURCE_NAME,
      as_of: '2026-01-01',
      licence: 'CC0-1.0 (erzeugt / generated)',
      file_name: null,
      file_sha256: null,
      format: `demo-city seed ${seed}`,
      feature_count: count,
      is_demo: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Claims refer to addresses by key; ids are looked up once. */
async function insertClaims(
  tx: Transaction<Database>,
  city: DemoCity,
  sourceId: number,
  onShare: (share: number) => void,
): Promise<void> {
  const ids = await tx
    .selectFrom('address')
    .select(['id', 'key'])
    .where('source_id', '=', sourceId)
    .execute();
  const idOf = new Map(ids.map(({ id, key }) => [key, id]));
  const claims = city.addresses.flatMap((address) =>
    address.claims.map((claim) => ({ ...claim, addressId: idOf.get(address.key)! })),
  );
  const columns = columnsOf<(typeof claims)[number]>({
    address_id: ['int4', (c) => c.addressId],
    operator: ['text', (c) => c.operator],
    technology: ['text', (c) => c.technology],
    down_mbit: ['float4', (c) => c.downMbit],
    up_mbit: ['float4', (c) => c.upMbit],
    peak_time: ['bool', (c) => c.peakTime],
    planned: ['bool', (c) => c.planned ?? false],
    binding: ['bool', (c) => c.binding ?? false],
    milestones: ['bool', (c) => c.milestones ?? false],
    funded_elsewhere: ['bool', (c) => c.fundedElsewhere ?? false],
    ready_by: ['date', (c) => c.readyBy ?? null],
  });
  await insertRows(tx, 'supply_claim', sourceId, claims, columns, (share) => onShare(0.3 + 0.4 * share));
}

async function insertPlaces(
  tx: Transaction<Database>,
  city: DemoCity,
  source: (layer: string, count: number) => Promise<number>,
): Promise<void> {
  await insertRows(
    tx,
    'household_cell',
    await source('households', city.householdCells.length),
    city.householdCells,
    {
      key: ['text', (c) => c.key],
      households: ['int4', (c) => c.households],
      buildings: ['int4', (c) => c.buildings],
      cell_size_m: ['int4', () => 100],
      geom: ['geometry', (c) => ewkbHex({ type: 'Polygon', coordinates: [c.ring] }, SRID)],
    },
  );
  await insertRows(
    tx,
    'business_park',
    await source('business-parks', city.businessParks.length),
    city.businessParks,
    {
      key: ['text', (p) => p.key],
      name: ['text', (p) => p.name],
      businesses: ['int4', (p) => p.businesses],
      geom: ['geometry', (p) => ewkbHex({ type: 'MultiPolygon', coordinates: [[p.ring]] }, SRID)],
    },
  );
  await insertRows(tx, 'school', await source('schools', city.schools.length), city.schools, {
    key: ['text', (s) => s.key],
    name: ['text', (s) => s.name],
    school_number: ['text', (s) => s.schoolNumber],
    school_type: ['text', (s) => s.schoolType],
    carrier: ['text', (s) => s.carrier],
    street: ['text', (s) => s.street],
    postcode: ['text', (s) => s.postcode],
    place: ['text', () => DEMO_SOURCE_NAME],
    classes: ['int4', (s) => s.classes],
    pupils: ['int4', (s) => s.pupils],
    geom: ['geometry', (s) => ewkbHex({ type: 'Point', coordinates: s.position }, SRID)],
  });
  await insertRows(
    tx,
    'public_building',
    await source('public-buildings', city.publicBuildings.length),
    city.publicBuildings,
    {
      key: ['text', (b) => b.key],
      name: ['text', (b) => b.name],
      kind: ['text', (b) => b.kind],
      department: ['text', (b) => b.department],
      address: ['text', (b) => b.address],
      wlan_state: ['text', (b) => b.wlanState],
      wlan_target_date: ['date', (b) => b.wlanTargetDate],
      geom: ['geometry', (b) => ewkbHex({ type: 'Point', coordinates: b.position }, SRID)],
    },
  );
  await insertRows(tx, 'hotspot', await source('hotspots', city.hotspots.length), city.hotspots, {
    key: ['text', (h) => h.key],
    name: ['text', (h) => h.name],
    ssid: ['text', (h) => h.ssid],
    operator: ['text', (h) => h.operator],
    address: ['text', (h) => h.address],
    opening_hours: ['text', (h) => h.openingHours],
    access: ['text', (h) => h.access],
    indoor: ['bool', (h) => h.indoor],
    state: ['text', (h) => h.state],
    geom: ['geometry', (h) => ewkbHex({ type: 'Point', coordinates: h.position }, SRID)],
  });
}
