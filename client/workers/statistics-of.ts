import type { FeatureCollection } from 'geojson';
import { addressesInside } from '#core/areas/figures.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import type { PointGrid } from '#core/geo/point-grid.ts';
import type { DistrictClasses } from './messages.ts';

/** The districts of one level, and which of them holds each address; their number stands for none. */
export interface DistrictLevel {
  readonly level: string;
  readonly names: readonly string[];
  readonly indexOf: Uint16Array;
}

/** Finds every address in the districts of each level, by geometry (EPSG:25832), since a table names only one. */
export function districtLevels(
  districts: FeatureCollection,
  table: AddressTable,
  grid: PointGrid,
): DistrictLevel[] {
  const levels = new Map<string, FeatureCollection['features']>();
  for (const feature of districts.features) {
    const level = String(feature.properties?.level ?? '');
    levels.set(level, [...(levels.get(level) ?? []), feature]);
  }
  return [...levels].map(([level, features]) => {
    const indexOf = new Uint16Array(table.length).fill(features.length);
    features.forEach(({ geometry }, index) => {
      const polygons =
        geometry?.type === 'MultiPolygon'
          ? geometry.coordinates
          : geometry?.type === 'Polygon'
            ? [geometry.coordinates]
            : [];
      for (const i of addressesInside({ table, polygons, grid })) indexOf[i] = index;
    });
    return { level, names: features.map((feature) => String(feature.properties?.name ?? '')), indexOf };
  });
}

/** Addresses by district and bin at every level; those in no district come last, under an empty name. */
export function statisticsOf(
  table: AddressTable,
  levels: readonly DistrictLevel[],
  bins: Uint8Array,
  binCount: number,
): DistrictClasses[] {
  return levels.flatMap(({ level, names, indexOf }) => {
    const rows = [...names, ''].map((district) => ({
      level,
      district,
      addresses: 0,
      households: 0,
      businesses: 0,
      byClass: new Array<number>(binCount).fill(0),
    }));
    for (let i = 0; i < table.length; i++) {
      const row = rows[indexOf[i]!]!;
      row.addresses++;
      row.households += table.households[i]!;
      row.businesses += table.businesses[i]!;
      row.byClass[bins[i]!]!++;
    }
    return rows;
  });
}
