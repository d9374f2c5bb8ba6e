import { describe, expect, it } from 'vitest';
import type { DistrictStatistics } from '../api.ts';
import type { DistrictClasses } from '../workers/messages.ts';
import { districtRows, levelsOf } from './district-rows.ts';

const district = (name: string, level: string, parentName: string | null): DistrictStatistics => ({
  name,
  level,
  parentName,
  areaKm2: 1,
  households: 10,
  schools: 1,
  hotspots: 2,
  businessParks: 0,
  publicBuildings: 1,
  streetsKm: 3,
});
const DISTRICTS = [
  district('Hannover', 'city', null),
  district('Mitte', 'bezirk', 'Hannover'),
  district('Oststadt', 'stadtteil', 'Mitte'),
  district('Zoo', 'stadtteil', 'Mitte'),
];
const classes = (level: string, name: string, byClass: number[]): DistrictClasses => ({
  level,
  district: name,
  addresses: byClass.reduce((a, b) => a + b, 0),
  households: 5,
  businesses: 0,
  byClass,
});
const CLASSES = [
  classes('stadtteil', 'Oststadt', [3, 1]),
  classes('stadtteil', 'Zoo', [2, 0]),
  classes('stadtteil', '', [0, 7]),
  classes('bezirk', 'Mitte', [5, 1]),
  classes('bezirk', '', [0, 7]),
  classes('city', 'Hannover', [5, 8]),
  classes('city', '', [0, 0]),
];

describe('districtRows', () => {
  it('adds up to all addresses at every level', () => {
    for (const level of levelsOf(DISTRICTS)) {
      const rows = districtRows(DISTRICTS, level, CLASSES);
      expect(rows.reduce((sum, row) => sum + row.addresses, 0)).toBe(13);
    }
  });

  it('takes each level for itself and shows what lies in none', () => {
    const rows = districtRows(DISTRICTS, 'bezirk', CLASSES);
    expect(rows.map((r) => [r.name, r.addresses, r.byClass])).toEqual([
      ['Mitte', 6, [5, 1]],
      ['', 7, [0, 7]],
    ]);
  });

  it('has only public figures without classes', () => {
    const rows = districtRows(DISTRICTS, 'stadtteil', null);
    expect(rows.map((r) => [r.name, r.addresses, r.households])).toEqual([
      ['Oststadt', 0, 10],
      ['Zoo', 0, 10],
    ]);
  });
});
