import type { DistrictStatistics } from '../api.ts';
import type { DistrictClasses } from '../workers/messages.ts';

/** A line of the table: public figures, and for planners those of the addresses under the chosen rules. */
export interface DistrictRow {
  readonly id: string;
  readonly name: string;
  readonly households: number;
  readonly schools: number;
  readonly hotspots: number;
  readonly businessParks: number;
  readonly publicBuildings: number;
  readonly streetsKm: number;
  readonly areaKm2: number;
  readonly addresses: number;
  readonly byClass: readonly number[];
}

export function levelsOf(districts: readonly DistrictStatistics[]): string[] {
  const order = ['stadtteil', 'bezirk', 'gemeinde', 'city'];
  return [...new Set(districts.map((d) => d.level))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Lines of one level. Addresses in none of its districts are a line of their own, so that the sum is the whole. */
export function districtRows(
  districts: readonly DistrictStatistics[],
  level: string,
  classes: readonly DistrictClasses[] | null,
): DistrictRow[] {
  const own = new Map((classes ?? []).filter((c) => c.level === level).map((c) => [c.district, c]));
  const rows = districts
    .filter((d) => d.level === level)
    .map(({ level: _, parentName: __, ...figures }): DistrictRow => {
      const found = own.get(figures.name);
      return {
        ...figures,
        id: figures.name,
        addresses: found?.addresses ?? 0,
        byClass: found?.byClass ?? [],
      };
    });
  const outside = own.get('');
  if (outside && outside.addresses > 0) {
    const { addresses, byClass, households } = outside;
    rows.push({ ...NOTHING, id: '', name: '', addresses, byClass, households });
  }
  return rows;
}

const NOTHING = { schools: 0, hotspots: 0, businessParks: 0, publicBuildings: 0, streetsKm: 0, areaKm2: 0 };
