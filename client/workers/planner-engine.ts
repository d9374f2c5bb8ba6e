import type { FeatureCollection } from 'geojson';
import { delineate, type Selection, selectAddresses } from '#core/areas/delineate.ts';
import { type AreaFigures as CoreFigures, figuresOf, type Places } from '#core/areas/figures.ts';
import { type AddressTable, NO_DISTRICT } from '#core/columns/address-table.ts';
import { decodeAddressTable } from '#core/columns/arrow-decode.ts';
import { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { utm32ToLonLatInto } from '#core/geo/utm.ts';
import { IssueError } from '#core/issue.ts';
import {
  type Classification as CoreClassification,
  classify,
  compileRules,
  dayOf,
} from '#core/rulebook/classify.ts';
import { encodePointTile } from '#core/tiles/encode-point-tile.ts';
import { type TilePoints, tilePoints } from '#core/tiles/tile-points.ts';
import { SHIPPED_RULES } from '#data/rulebook/index.ts';
import { bboxOf } from '../cards/geometry-bbox.ts';
import { bucketContent, membersOf, NOT_DRAWN } from './bucket-of.ts';
import { BINS, binsOf, eligibleOf } from './class-bins.ts';
import { boundsOfShown, type Compared, changedAddresses, compareSides, shownKinds } from './compare-of.ts';
import {
  cleanGeometry,
  joinGeometries,
  simplifyGeometry,
  splitGeometry,
  subtractGeometries,
} from './edit-geometry.ts';
import { explainAddress } from './explain-address.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { assignAreas, NO_AREA, type PlanningArea } from './kept-areas.ts';
import { ledgerOf } from './ledger-of.ts';
import type { AreaFigures, ComparedSide, Messages, MessageType } from './messages.ts';
import { toDegrees, toPlanning } from './planning-geometry.ts';
import { boundaryOf, placesOf } from './planning-places.ts';
import { ruleBookWith, ruleSetInfos } from './rule-sets.ts';
import { type DistrictLevel, districtLevels, statisticsOf } from './statistics-of.ts';

type Handler<T extends MessageType> = (
  request: Messages[T]['request'],
) => Messages[T]['result'] | Promise<Messages[T]['result']>;

/** The loaded city: what never changes while the page is open. */
export interface City {
  readonly table: AddressTable;
  readonly grid: PointGrid;
  readonly points: TilePoints;
  readonly schools: Places;
  readonly boundary: MultiPolygonCoordinates | null;
  readonly districtLevels: readonly DistrictLevel[];
}

/** Its addresses under one rule set at one day. */
export interface Classified {
  readonly rules: string;
  readonly referenceDate: string;
  readonly codes: CoreClassification;
  readonly bins: Uint8Array;
  readonly eligible: Uint8Array;
}

/** The engine behind the worker: holds the columns and answers each message with the functions of core. */
export class PlannerEngine implements Record<MessageType, unknown> {
  readonly #onProgress: (share: number | null) => void;
  #book = SHIPPED_RULES;
  #city: City | null = null;
  #classified: Classified | null = null;
  #revision = 0;
  readonly #earlier = new Map<string, AddressTable>();
  #compared: Compared | null = null;
  #changes: { revision: number; kinds: Uint8Array } = { revision: 0, kinds: new Uint8Array(0) };
  /** 1 for the addresses that the map draws; null draws all. */
  #drawn: Uint8Array | null = null;
  #areas: readonly PlanningArea[] = [];
  #areaOf: Int32Array = new Int32Array(0);
  /** Neighbours of the open addresses; the same for every position of the sliders. */
  #selection: { readonly selected: Uint8Array; readonly neighbours: Selection } | null = null;

  constructor(onProgress: (share: number | null) => void) {
    this.#onProgress = onProgress;
  }

  ruleSets: Handler<'ruleSets'> = ({ released, drafts }) => {
    this.#book = ruleBookWith(released, drafts);
    return ruleSetInfos(this.#book, drafts);
  };

  load: Handler<'load'> = async ({ columnsUrl, districtsUrl, schoolsUrl }) => {
    const started = performance.now();
    const [bytes, districts, schools] = await Promise.all([
      fetchBytes(columnsUrl, this.#onProgress),
      collection(districtsUrl),
      collection(schoolsUrl),
    ]);
    const table = decodeAddressTable(bytes);
    const lon = new Float64Array(table.length);
    const lat = new Float64Array(table.length);
    const out = [0, 0];
    for (let i = 0; i < table.length; i++) {
      utm32ToLonLatInto(table.eastingM[i]!, table.northingM[i]!, out, 0);
      lon[i] = out[0]!;
      lat[i] = out[1]!;
    }
    const grid = new PointGrid(table.eastingM, table.northingM);
    this.#city = {
      table,
      grid,
      points: tilePoints(table.id, lon, lat),
      schools: placesOf(schools),
      boundary: boundaryOf(districts),
      districtLevels: districtLevels(districts, table, grid),
    };
    this.#areaOf = new Int32Array(table.length).fill(NO_AREA);
    const sum = (column: Uint16Array) => column.reduce((total, value) => total + value, 0);
    return {
      addresses: table.length,
      households: sum(table.households),
      businesses: sum(table.businesses),
      claims: table.claims.start[table.length] ?? 0,
      operators: table.claims.operators,
      sources: table.claims.sources,
      loadMs: performance.now() - started,
    };
  };

  classify: Handler<'classify'> = ({ rules, referenceDate }) => {
    const { table } = this.#loaded();
    const started = performance.now();
    const codes = this.#codesOf({ rules, referenceDate });
    const classifyMs = performance.now() - started;
    const bins = binsOf(codes);
    this.#classified = { rules, referenceDate, codes, bins, eligible: eligibleOf(codes) };
    this.#selection = null;
    this.#revision++;
    const counts = BINS.map(() => ({ addresses: 0, households: 0, businesses: 0 }));
    for (let i = 0; i < table.length; i++) {
      const count = counts[bins[i]!]!;
      count.addresses++;
      count.households += table.households[i]!;
      count.businesses += table.businesses[i]!;
    }
    const classes = BINS.map((bin, index) => ({ ...bin, ...counts[index]! }));
    return { revision: this.#revision, rules, classes, classifyMs };
  };

  keepAreas: Handler<'keepAreas'> = ({ areas }) => {
    const { table, grid } = this.#loaded();
    this.#areas = areas.map(({ key, geometry }) => ({ key, polygons: toPlanning(geometry) }));
    const { areaOf, overlaps } = assignAreas(table, grid, this.#areas);
    this.#areaOf = areaOf;
    this.#selection = null;
    return {
      overlaps,
      figures: Object.fromEntries(this.#areas.map(({ key, polygons }) => [key, this.#measure(polygons)])),
    };
  };

  propose: Handler<'propose'> = ({ reachM, minAddresses, cut }) => {
    const { table, grid, schools, boundary } = this.#loaded();
    const started = performance.now();
    const { selected, neighbours } = this.#openAddresses();
    const result = delineate({
      table,
      selected,
      reachM,
      minAddresses,
      grid,
      schools,
      selection: neighbours,
      ...(boundary && cut ? { boundary } : {}),
    });
    const areas = result.areas.map(({ polygons, members, figures }) => {
      const geometry = toDegrees(polygons);
      return {
        key: `p${table.id[members[0]!]}`,
        figures: shownFigures(figures),
        district: commonDistrict(table, members),
        geometry,
        bbox: bboxOf(geometry)!,
      };
    });
    return {
      areas,
      totals: summed(areas.map((area) => area.figures)),
      leftOver: result.leftOutAddresses,
      delineateMs: performance.now() - started,
    };
  };

  ledger: Handler<'ledger'> = () => ledgerOf(this.#ready().codes, this.#areaOf);

  showBucket: Handler<'showBucket'> = ({ bucket }) => {
    const { table } = this.#loaded();
    const { bins, codes } = this.#ready();
    this.#drawn = bucket === null ? null : membersOf(codes, this.#areaOf, bucket);
    this.#revision++;
    const members = this.#drawn ?? new Uint8Array(table.length);
    return { revision: this.#revision, ...bucketContent(table, bins, members) };
  };

  measure: Handler<'measure'> = ({ geometry }) => this.#measure(toPlanning(geometry));

  split: Handler<'split'> = (request) => splitGeometry(request, this.#loaded());
  join: Handler<'join'> = (request) => joinGeometries(request, this.#loaded());
  subtract: Handler<'subtract'> = (request) => subtractGeometries(request, this.#loaded());
  simplify: Handler<'simplify'> = (request) => simplifyGeometry(request);
  clean: Handler<'clean'> = (request) => cleanGeometry(request);

  statistics: Handler<'statistics'> = () => {
    const { table, districtLevels: levels } = this.#loaded();
    return statisticsOf(table, levels, this.#ready().bins, BINS.length);
  };

  explain: Handler<'explain'> = ({ id, claims }) => {
    const { table } = this.#loaded();
    const index = table.id.indexOf(id);
    if (index < 0) return null;
    const areaKey = this.#areas[this.#areaOf[index]!]?.key ?? null;
    return explainAddress(table, this.#ready(), this.#book, index, areaKey, claims);
  };

  compare: Handler<'compare'> = async ({ a, b }) => {
    const { table, districtLevels: levels } = this.#loaded();
    const [before, after] = [await this.#tableOf(a), await this.#tableOf(b)];
    const started = performance.now();
    this.#compared = compareSides(table, levels, this.#codesOf(a, before), this.#codesOf(b, after));
    return { a, b, ...this.#compared.figures, compareMs: performance.now() - started };
  };

  showChanges: Handler<'showChanges'> = ({ cell }) => {
    const kinds = shownKinds(this.#comparison(), cell);
    this.#changes = { revision: this.#changes.revision + 1, kinds };
    const addresses = kinds.reduce((count, kind) => count + (kind === 0 ? 0 : 1), 0);
    return { revision: this.#changes.revision, addresses, bbox: boundsOfShown(this.#loaded().table, kinds) };
  };

  changedAddresses: Handler<'changedAddresses'> = ({ cell }) =>
    changedAddresses(this.#loaded().table, this.#comparison(), cell);

  changeTile: Handler<'changeTile'> = ({ z, x, y }) => {
    const properties = [{ name: 'change', kind: 'number' as const, values: this.#changes.kinds }];
    const options = { layer: 'addresses', maxBytes: 8_000_000 };
    return encodePointTile(this.#loaded().points, z, x, y, properties, options).buffer;
  };

  tile: Handler<'tile'> = ({ z, x, y }) => {
    const { points } = this.#loaded();
    const { bins } = this.#ready();
    const drawn = this.#drawn;
    const values = drawn ? bins.map((bin, i) => (drawn[i] ? bin : NOT_DRAWN)) : bins;
    const properties = [{ name: 'class', kind: 'number' as const, values }];
    // Nothing crosses the network here, so no point need be left out.
    return encodePointTile(points, z, x, y, properties, { layer: 'addresses', maxBytes: 8_000_000 }).buffer;
  };

  #measure(polygons: MultiPolygonCoordinates): AreaFigures {
    const { table, grid, schools } = this.#loaded();
    const selected = this.#classified?.eligible;
    return shownFigures(figuresOf({ table, polygons, grid, schools, ...(selected ? { selected } : {}) }));
  }

  /** Eligible addresses that no kept area holds yet: what proposals are made of. */
  #openAddresses() {
    if (this.#selection) return this.#selection;
    const { eligible } = this.#ready();
    const selected = eligible.map((one, i) => (one && this.#areaOf[i] === NO_AREA ? 1 : 0));
    this.#selection = { selected, neighbours: selectAddresses(this.#loaded().table, selected) };
    return this.#selection;
  }

  /** The addresses with the claims of the day of the data; the newest are there already. */
  async #tableOf({ dataDate }: ComparedSide): Promise<AddressTable> {
    const { table } = this.#loaded();
    if (!dataDate) return table;
    const kept = this.#earlier.get(dataDate);
    if (kept) return kept;
    const earlier = decodeAddressTable(
      await fetchBytes(`/api/columns/addresses.arrow?data=${dataDate}`, () => {}),
    );
    // Both sides speak of the same addresses in the same order, or the page is older than the data.
    if (earlier.length !== table.length || earlier.id.some((id, i) => id !== table.id[i]))
      throw new IssueError({ code: 'addresses-changed', severity: 'error', where: 'data' });
    if (this.#earlier.size >= 2) this.#earlier.clear();
    this.#earlier.set(dataDate, earlier);
    return earlier;
  }

  #codesOf({ rules, referenceDate }: ComparedSide, table = this.#loaded().table): CoreClassification {
    return classify(table, compileRules(this.#book.find(rules), { onDay: dayOf(referenceDate) }));
  }

  #comparison(): Compared {
    if (!this.#compared) throw new Error('Nothing has been compared yet.');
    return this.#compared;
  }

  #loaded(): City {
    if (!this.#city) throw new Error('The address columns are not loaded yet.');
    return this.#city;
  }

  #ready(): Classified {
    if (!this.#classified) throw new Error('No rule set has been chosen yet.');
    return this.#classified;
  }
}

function shownFigures(figures: CoreFigures): AreaFigures {
  const { selectedAddresses, selectedHouseholds: _, ...rest } = figures;
  return { ...rest, eligible: selectedAddresses };
}

function summed(list: readonly AreaFigures[]): AreaFigures {
  const total = {
    areaM2: 0,
    outlineM: 0,
    addresses: 0,
    households: 0,
    businesses: 0,
    schools: 0,
    eligible: 0,
  };
  for (const figures of list) {
    for (const name of Object.keys(total) as (keyof AreaFigures)[]) total[name] += figures[name];
  }
  return total;
}

/** Where most of the addresses lie. */
function commonDistrict(table: AddressTable, members: Uint32Array): string | null {
  const counts = new Map<number, number>();
  for (const i of members)
    counts.set(table.districtIndex[i]!, (counts.get(table.districtIndex[i]!) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [NO_DISTRICT];
  return table.districts[most] ?? null;
}

async function collection(url: string): Promise<FeatureCollection> {
  const bytes = await fetchBytes(url, () => {});
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FeatureCollection;
  } catch {
    throw new IssueError({ code: 'bad-json', severity: 'error', where: url, params: { reason: url } });
  }
}
