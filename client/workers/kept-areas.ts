import { addressesInside } from '#core/areas/figures.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import type { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import type { Overlap } from './messages.ts';

export interface PlanningArea {
  readonly key: string;
  readonly polygons: MultiPolygonCoordinates;
}

/** No area holds the address. */
export const NO_AREA = -1;

/**
 * Which area holds each address: the first that contains it, so that none is counted twice; and which areas share
 * addresses with which others, by key.
 */
export function assignAreas(
  table: AddressTable,
  grid: PointGrid,
  areas: readonly PlanningArea[],
): { areaOf: Int32Array; overlaps: Record<string, Overlap[]> } {
  const areaOf = new Int32Array(table.length).fill(NO_AREA);
  const overlaps: Record<string, Overlap[]> = {};
  areas.forEach(({ key, polygons }, index) => {
    const shared = new Map<number, number>();
    for (const i of addressesInside({ table, polygons, grid })) {
      const first = areaOf[i]!;
      if (first === NO_AREA) areaOf[i] = index;
      else shared.set(first, (shared.get(first) ?? 0) + 1);
    }
    for (const [first, addresses] of shared) {
      const other = areas[first]!.key;
      overlaps[key] = [...(overlaps[key] ?? []), { key: other, addresses }];
      overlaps[other] = [...(overlaps[other] ?? []), { key, addresses }];
    }
  });
  return { areaOf, overlaps };
}
