import { type Kysely, sql } from 'kysely';
import { addressesInside } from '#core/areas/figures.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { type Assessment, assess } from '#core/rulebook/assess.ts';
import { type CheckFirst, checkFirst, type Question, questionsOf } from '#core/rulebook/check-first.ts';
import { type Claim, claimsAt } from '#core/rulebook/claim.ts';
import { classify } from '#core/rulebook/classify.ts';
import { type Comparison, compareClassifications } from '#core/rulebook/compare.ts';
import { type Evidence, evidenceOf } from '#core/rulebook/evidence.ts';
import { type Explanation, explain } from '#core/rulebook/explain.ts';
import { NO_AREA } from '#core/rulebook/ledger.ts';
import type { Database } from '../../db/schema.ts';
import { findAddress } from '../addresses/store.ts';
import { loadAddressTable, loadAddressTableOn } from '../columns/store.ts';
import type { ChosenRules } from './choose-rules.ts';

/** The whole city under a rule set, with its saved areas in the ledger. */
export async function assessCity(
  db: Kysely<Database>,
  chosen: ChosenRules,
  byDistricts: boolean,
): Promise<Assessment> {
  const { compiled } = chosen;
  const table = await tableFor(db, chosen);
  const areaOf = await areasOfAddresses(db, table);
  return assess({
    codes: classify(table, compiled),
    households: table.households,
    areaOf,
    ...(byDistricts ? { groups: { names: table.districts, indexOf: table.districtIndex } } : {}),
  });
}

/** Two rule sets, days or states of the data over the same addresses. */
export async function compareCity(
  db: Kysely<Database>,
  before: ChosenRules,
  after: ChosenRules,
): Promise<Comparison & { readonly table: AddressTable }> {
  const [earlier, table] = [await tableFor(db, before), await tableFor(db, after)];
  const comparison = compareClassifications(
    classify(earlier, before.compiled),
    classify(table, after.compiled),
    table.households,
  );
  return { ...comparison, table };
}

/** The addresses with the claims of the day that was asked for. */
export function tableFor(db: Kysely<Database>, { dataOn }: ChosenRules): Promise<AddressTable> {
  return dataOn === null ? loadAddressTable(db) : loadAddressTableOn(db, dataOn);
}

export interface ExplainedAddress extends Explanation {
  readonly address: NonNullable<Awaited<ReturnType<typeof findAddress>>>;
  readonly claims: readonly Claim[];
  readonly evidence: Evidence;
}

/** Why one address is what it is; undefined where there is none of this id. */
export async function explainOne(
  db: Kysely<Database>,
  id: number,
  { compiled }: ChosenRules,
): Promise<ExplainedAddress | undefined> {
  const address = await findAddress(db, id);
  if (!address) return undefined;
  const claims = address.claims
    .filter((claim) => !claim.replaced)
    .map((claim): Claim => {
      const { id: _, source, replaced: __, ...rest } = claim;
      const technology = claim.technology as Claim['technology'];
      return { ...rest, technology, source: source.name, sourceDate: source.asOf };
    });
  const explanation = explain(claims, compiled);
  return { ...explanation, address, claims, evidence: evidenceFor(claims, explanation, compiled) };
}

/** An address whose eligibility hangs on an open question. */
export interface AddressToCheck {
  readonly id: number;
  /** Street, number and place, where the data name them. */
  readonly label: string | null;
  /** Null where the address has gone in the meantime. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly district: string | null;
  readonly eastingM: number;
  readonly northingM: number;
  readonly households: number;
  readonly businesses: number;
  readonly eligible: Explanation['eligible'];
  readonly reason: Explanation['reason'];
  readonly questions: readonly Question[];
  /** 0 to 100, see `Evidence`. */
  readonly evidencePercent: number;
}

/** Whom to ask first: the addresses whose answer would change the plan most, at most `limit` of them. */
export async function checkFirstCity(
  db: Kysely<Database>,
  { ruleSet, options, compiled }: ChosenRules,
  limit: number,
): Promise<
  Pick<CheckFirst, 'byQuestion'> & { readonly all: number; readonly first: readonly AddressToCheck[] }
> {
  const table = await loadAddressTable(db);
  const { questions, order, byQuestion } = checkFirst(table, ruleSet, options);
  const dates = await sourceDates(db);
  const places = await placesOf(
    db,
    Array.from(order.subarray(0, limit), (i) => table.id[i]!),
  );
  const first = Array.from(order.subarray(0, limit), (i): AddressToCheck => {
    const place = places.get(table.id[i]!);
    const claims = claimsAt(
      table,
      i,
      table.claims.sources.map((name) => dates.get(name) ?? null),
    );
    const explanation = explain(claims, compiled);
    return {
      id: table.id[i]!,
      label: place?.label ?? null,
      lon: place?.lon ?? null,
      lat: place?.lat ?? null,
      district: table.districts[table.districtIndex[i]!] ?? null,
      eastingM: table.eastingM[i]!,
      northingM: table.northingM[i]!,
      households: table.households[i]!,
      businesses: table.businesses[i]!,
      eligible: explanation.eligible,
      reason: explanation.reason,
      questions: questionsOf(questions[i]!),
      evidencePercent: evidenceFor(claims, explanation, compiled).percent,
    };
  });
  return { all: order.length, byQuestion, first };
}

/** Names and places of a few addresses. */
async function placesOf(db: Kysely<Database>, ids: readonly number[]) {
  const { rows } = await sql<{ id: number; label: string | null; lon: number; lat: number }>`
    select id, nullif(concat_ws(', ', nullif(concat_ws(' ', street, house_number), ''), place), '') as label,
      st_x(st_transform(geom, 4326)) as lon, st_y(st_transform(geom, 4326)) as lat
    from address where id = any(${ids}::int[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

function evidenceFor(
  claims: readonly Claim[],
  explanation: Explanation,
  { ruleSet, networksCount }: ChosenRules['compiled'],
): Evidence {
  return evidenceOf(claims, explanation, { asksPeakTime: ruleSet.peakTime, networksCount });
}

/** The date of each data source of claims; of several of one name the oldest. */
async function sourceDates(db: Kysely<Database>): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ name: string; date: string | null }>`
    select name, case when bool_or(as_of is null) then null else min(as_of)::text end as date from data_source
    where id in (select source_id from counted_claim) group by name`.execute(db);
  return new Map(rows.map(({ name, date }) => [name, date]));
}

/** Which saved area holds each address: the oldest that contains it, so that none is counted twice. */
async function areasOfAddresses(db: Kysely<Database>, table: AddressTable): Promise<Int32Array> {
  const areaOf = new Int32Array(table.length).fill(NO_AREA);
  const { rows } = await sql<{ geometry: string }>`
    select st_asgeojson(geom, 10) as geometry from area order by created_at, name, id`.execute(db);
  if (rows.length === 0) return areaOf;
  const grid = new PointGrid(table.eastingM, table.northingM);
  rows.forEach(({ geometry }, index) => {
    const { coordinates: polygons } = JSON.parse(geometry) as { coordinates: MultiPolygonCoordinates };
    for (const i of addressesInside({ table, polygons, grid })) if (areaOf[i] === NO_AREA) areaOf[i] = index;
  });
  return areaOf;
}
