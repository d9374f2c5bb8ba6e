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

/**
 * Lines of one level. Addresses know their Stadtteil; a Bezirk gets the sum of its Stadtteile, the city that of all.
 * What lies in none is a line of its own, so that the sum is always the whole.
 */
export function districtRows(
  districts: readonly DistrictStatistics[],
  level: string,
  classes: readonly DistrictClasses[] | null,
): DistrictRow[] {
  const parentOf = new Map(districts.filter((d) => d.level !== level).map((d) => [d.name, d.parentName]));
  const rows = districts.filter((d) => d.level === level);
  const names = new Set(rows.map((d) => d.name));
  const byName = new Map<string, DistrictClasses[]>();
  for (const entry of classes ?? []) {
    let name: string | null | undefined = entry.district;
    // Up the tree until the level is reached.
    for (let step = 0; step < 4 && name && !names.has(name); step++) name = parentOf.get(name);
    if (!name && level === 'city' && rows.length === 1 && entry.district !== '') name = rows[0]!.name;
    const key = name && names.has(name) ? name : '';
    byName.set(key, [...(byName.get(key) ?? []), entry]);
  }
  const made = rows.map(({ level: _, parentName: __, ...figures }): DistrictRow => {
    const own = byName.get(figures.name) ?? [];
    return { id: figures.name, ...figures, ...summed(own, classes?.[0]?.byClass.length ?? 0) };
  });
  const outside = byName.get('');
  if (outside) {
    const figures = summed(outside, outside[0]!.byClass.length);
    const households = outside.reduce((sum, entry) => sum + entry.households, 0);
    if (figures.addresses > 0) made.push({ ...NOTHING, id: '', name: '', households, ...figures });
  }
  return made;
}

const NOTHING = { schools: 0, hotspots: 0, businessParks: 0, publicBuildings: 0, streetsKm: 0, areaKm2: 0 };

function summed(entries: readonly DistrictClasses[], classCount: number) {
  const byClass = new Array<number>(classCount).fill(0);
  let addresses = 0;
  for (const entry of entries) {
    addresses += entry.addresses;
    entry.byClass.forEach((count, index) => {
      byClass[index]! += count;
    });
  }
  return { addresses, byClass };
}
