import { type Kysely, sql } from 'kysely';
import { addressesInside } from '#core/areas/figures.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { classify } from '#core/rulebook/classify.ts';
import { cellGroups } from '#core/statistics/cell-groups.ts';
import {
  type StatisticsGroup,
  type SupplyStatistics,
  supplyStatistics,
} from '#core/statistics/supply-statistics.ts';
import type { Database } from '../../db/schema.ts';
import type { ChosenRules } from '../assessment/choose-rules.ts';
import { tableFor } from '../assessment/store.ts';
import { namesOfKeys, SAME_MUNICIPALITY } from './coarse-store.ts';

/** What addresses can be counted by. */
export const STATISTICS_BY = [
  'districts',
  'quarters',
  'municipalities',
  'cells',
  'areas',
  'business-parks',
] as const;
export type StatisticsBy = (typeof STATISTICS_BY)[number];

export interface CitySupply {
  readonly rows: readonly SupplyStatistics[];
  readonly total: SupplyStatistics;
  /** What the Breitbandatlas says of municipalities of these names, where it is loaded; by name, newest first. */
  readonly atlas: readonly AtlasShares[];
}

export interface AtlasShares {
  readonly name: string;
  readonly source: string;
  readonly asOf: string | null;
  /** Percent by `hh_alle_100` and the like. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Households, firms and schools of each group by class, technology and speed. Groups without an address are left out. */
export async function citySupply(
  db: Kysely<Database>,
  chosen: ChosenRules,
  by: StatisticsBy,
): Promise<CitySupply> {
  const { compiled } = chosen;
  const table = await tableFor(db, chosen);
  const groups = by === 'cells' ? cellGroups(table) : await polygonGroups(db, table, by);
  const whole = { name: '', addresses: Array.from({ length: table.length }, (_, i) => i) };
  const [total, ...rows] = supplyStatistics(table, classify(table, compiled), [
    whole,
    ...groups.filter(({ addresses }) => addresses.length > 0),
  ]);
  return { rows, total: total!, atlas: by === 'municipalities' ? await atlasShares(db) : [] };
}

const LEVEL = { districts: 'bezirk', quarters: 'stadtteil', municipalities: 'gemeinde' } as const;

/** Districts share no address: on a common line the first has it. Areas and business parks may overlap. */
async function polygonGroups(
  db: Kysely<Database>,
  table: AddressTable,
  by: Exclude<StatisticsBy, 'cells'>,
): Promise<StatisticsGroup[]> {
  const isDistrict = by in LEVEL;
  const source = isDistrict
    ? sql`district where level = ${LEVEL[by as keyof typeof LEVEL]}`
    : by === 'areas'
      ? sql`area where true`
      : sql`business_park where true`;
  const { rows } = await sql<{ name: string; geometry: string }>`
    select coalesce(name, '#' || id::text) as name, st_asgeojson(geom, 10) as geometry from ${source}
    order by name collate "C", id`.execute(db);
  if (rows.length === 0) return [];
  const names = by === 'municipalities' ? await namesOfKeys(db) : {};
  const grid = new PointGrid(table.eastingM, table.northingM);
  const taken = new Uint8Array(isDistrict ? table.length : 0);
  return rows.map(({ name, geometry }) => {
    const { coordinates: polygons } = JSON.parse(geometry) as { coordinates: MultiPolygonCoordinates };
    const addresses: number[] = [];
    for (const i of addressesInside({ table, polygons, grid })) {
      if (isDistrict && taken[i]) continue;
      if (isDistrict) taken[i] = 1;
      addresses.push(i);
    }
    return { name: names[name] ?? name, addresses };
  });
}

async function atlasShares(db: Kysely<Database>): Promise<AtlasShares[]> {
  const { rows } = await sql<AtlasShares>`
    select d.name, s.name as source, s.as_of as "asOf", c.shares
    from district d join coverage_area c on ${SAME_MUNICIPALITY}
    join data_source s on s.id = c.source_id
    order by d.name collate "C", s.as_of desc nulls last, s.name collate "C"`.execute(db);
  const names = await namesOfKeys(db);
  return rows.map((row) => ({ ...row, name: names[row.name] ?? row.name }));
}
