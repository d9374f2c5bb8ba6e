import type { SupplyStatistics } from '#core/statistics/supply-statistics.ts';
import { get } from '../api.ts';

export const SUPPLY_BY = [
  'districts',
  'quarters',
  'municipalities',
  'areas',
  'business-parks',
  'cells',
] as const;
export type SupplyBy = (typeof SUPPLY_BY)[number];

/** What `/api/statistics/supply` answers. */
export interface Supply {
  readonly total: SupplyStatistics;
  readonly groups: readonly SupplyStatistics[];
  readonly atlas?: readonly {
    readonly name: string;
    readonly source: string;
    readonly asOf: string | null;
    readonly shares: Readonly<Record<string, number>>;
  }[];
}

const path = (by: SupplyBy, rules: string, date: string, more = '') =>
  `/api/statistics/supply?by=${by}&rules=${encodeURIComponent(rules)}&date=${date}${more}`;

export const loadSupply = (by: SupplyBy, rules: string, date: string) => get<Supply>(path(by, rules, date));

/** Where a file of the same figures is. */
export const supplyFile = (
  by: SupplyBy,
  rules: string,
  date: string,
  format: 'csv' | 'xlsx',
  language: string,
) => path(by, rules, date, `&format=${format}&lang=${language}`);
