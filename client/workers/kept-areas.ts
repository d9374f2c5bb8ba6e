import { addressesInside } from '#core/areas/figures.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import type { PointGrid } from '#core/geo/point-grid.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';

export interface PlanningArea {
  readonly key: string;
  readonly polygons: MultiPolygonCoordinates;
}

/** No area holds the address. */
export const NO_AREA = -1;

/** Which area holds each address: the first that contains it, so that none is counted twice. */
export function assignAreas(
  table: AddressTable,
  grid: PointGrid,
  areas: readonly PlanningArea[],
): Int32Array {
  const areaOf = new Int32Array(table.length).fill(NO_AREA);
  areas.forEach(({ polygons }, index) => {
    for (const i of addressesInside({ table, polygons, grid })) if (areaOf[i] === NO_AREA) areaOf[i] = index;
  });
  return areaOf;
}
