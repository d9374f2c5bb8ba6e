import { type Kysely, sql } from 'kysely';
import { addressesInside } from '#core/areas/figures.ts';
import { outlineIssues } from '#core/areas/outline-issues.ts';
import { type AddressTable, NO_DISTRICT } from '#core/columns/address-table.ts';
import type { ApplicationArea, PlanFacts } from '#core/funding/application.ts';
import { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { projection } from '#core/geo/project.ts';
import { IssueError } from '#core/issue.ts';
import { type Classification, classify } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import type { Database } from '../../db/schema.ts';
import { type ChosenRules, chooseRules } from '../assessment/choose-rules.ts';
import { loadAddressTable } from '../columns/store.ts';
import { loadRuleBook } from '../rule-sets/store.ts';

const PLANNING_SRID = 25832;
const MOST_VERTICES = 100_000;

export interface PlanArea {
  readonly name: string;
  /** Planning coordinates (EPSG:25832), outer rings counterclockwise, in a fixed order. */
  readonly polygons: MultiPolygonCoordinates;
}

/** The areas of an application with the addresses in them, under its rule set on its day. */
export interface Plan {
  readonly chosen: ChosenRules;
  readonly table: AddressTable;
  readonly codes: Classification;
  readonly areas: readonly PlanArea[];
  /** For each area the indexes of its addresses; an address in several belongs to the first. */
  readonly inside: readonly Uint32Array[];
  readonly facts: PlanFacts;
}

/**
 * @throws IssueError `unknown-area` for an id that is not saved, `outline-…` for what is wrong with an outline,
 * `unknown-rule-set`
 */
export async function planOf(
  db: Kysely<Database>,
  application: {
    readonly rules: string;
    readonly areas: readonly ApplicationArea[];
    readonly onDate: string;
    /** Relevant horizon; the rule set's own when not given. */
    readonly horizonYears?: number;
  },
): Promise<Plan> {
  const { rules, onDate, horizonYears } = application;
  const chosen = chooseRules({ rules, date: onDate, horizonYears }, await loadRuleBook(db));
  const areas = await Promise.all(application.areas.map((area, i) => loadArea(db, area, `areas.${i}`)));
  const table = await loadAddressTable(db);
  const codes = classify(table, chosen.compiled);
  const grid = new PointGrid(table.eastingM, table.northingM);
  const taken = new Uint8Array(table.length);
  const inside = areas.map(({ polygons }) =>
    addressesInside({ table, polygons, grid }).filter((i) => {
      if (taken[i]) return false;
      taken[i] = 1;
      return true;
    }),
  );
  const facts = { ...count(table, codes, taken), ...(await municipality(db)) };
  return { chosen, table, codes, areas, inside, facts };
}

async function loadArea(db: Kysely<Database>, area: ApplicationArea, where: string): Promise<PlanArea> {
  const { name, polygons } = typeof area === 'string' ? await savedArea(db, area, where) : drawnArea(area);
  const faults = outlineIssues(polygons, { mostVertices: MOST_VERTICES }, where);
  if (faults.length > 0) throw new IssueError(faults);
  return { name, polygons };
}

async function savedArea(db: Kysely<Database>, id: string, where: string): Promise<PlanArea> {
  const { rows } = await sql<{ name: string; geometry: string }>`
    select name, st_asgeojson(geom, 3) as geometry from area where id = ${id}`.execute(db);
  const row = rows[0];
  if (!row) throw new IssueError({ code: 'unknown-area', severity: 'error', where, params: { value: id } });
  const { coordinates } = JSON.parse(row.geometry) as { coordinates: MultiPolygonCoordinates };
  return { name: row.name, polygons: coordinates };
}

/** Projected here and not by the database, so that every database gives the same millimetres. */
function drawnArea({ name, geometry }: Exclude<ApplicationArea, string>): PlanArea {
  const toPlanning = projection(4326, PLANNING_SRID);
  const all = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const polygons = all.map((rings) =>
    rings.map((ring) =>
      ring.map(([lon, lat]) => toPlanning(lon, lat).map((metres) => Math.round(metres * 1000) / 1000)),
    ),
  );
  return { name, polygons };
}

const YES = ELIGIBILITY.indexOf('yes');
const UNCLEAR = ELIGIBILITY.indexOf('unclear');
const WHITE = CLASSES.indexOf('weiss');

function count(table: AddressTable, codes: Classification, taken: Uint8Array) {
  const figures = {
    addresses: 0,
    eligibleAddresses: 0,
    unclearAddresses: 0,
    whiteAddresses: 0,
    households: 0,
  };
  const touched = new Set<number>();
  for (let i = 0; i < table.length; i++) {
    if (!taken[i]) continue;
    figures.addresses++;
    figures.households += table.households[i]!;
    if (codes.eligibleCode[i] === YES) {
      figures.eligibleAddresses++;
      touched.add(table.districtIndex[i]!);
    } else if (codes.eligibleCode[i] === UNCLEAR) figures.unclearAddresses++;
    if (codes.classCode[i] === WHITE) figures.whiteAddresses++;
  }
  // Eligible addresses of the touched districts that were left out.
  let missing = 0;
  for (let i = 0; i < table.length; i++) {
    if (!taken[i] && codes.eligibleCode[i] === YES && touched.has(table.districtIndex[i]!)) missing++;
  }
  const coversWholeUnit = figures.eligibleAddresses > 0 && missing === 0 && !touched.has(NO_DISTRICT);
  return { ...figures, coversWholeUnit };
}

/** Inhabitants and size of the municipality, from the districts where they carry a population. */
async function municipality(db: Kysely<Database>) {
  for (const level of ['city', 'gemeinde', 'bezirk', 'stadtteil']) {
    const { rows } = await sql<{
      count: number;
      known: number;
      inhabitants: number | null;
      areaKm2: number | null;
    }>`
      select count(*)::int as count, count(population)::int as known, sum(population)::int as inhabitants,
        round((sum(st_area(geom)) / 1e6)::numeric, 3)::float8 as "areaKm2"
      from district where level = ${level}`.execute(db);
    const row = rows[0]!;
    if (row.count > 0 && row.known === row.count)
      return { inhabitants: row.inhabitants, areaKm2: row.areaKm2 };
  }
  return { inhabitants: null, areaKm2: null };
}
