import { laeaToLonLat, lonLatToLaea } from '#core/geo/laea.ts';
import { lonLatToUtm32, utm32ToLonLat } from '#core/geo/utm.ts';
import type { DemoAddress, DemoCell, Ring } from './demo-city.ts';

const CELL_M = 100;

/** Counts households and residential buildings by 100 m cell of the census grid (EPSG:3035). */
export function countByCell(addresses: readonly DemoAddress[]): DemoCell[] {
  const cells = new Map<string, { e: number; n: number; households: number; buildings: number }>();
  for (const { position, households } of addresses) {
    if (households === 0) continue;
    const [x, y] = lonLatToLaea(...utm32ToLonLat(...position));
    const e = Math.floor(x / CELL_M) * CELL_M;
    const n = Math.floor(y / CELL_M) * CELL_M;
    const key = `CRS3035RES100mN${n}E${e}`;
    const cell = cells.get(key) ?? { e, n, households: 0, buildings: 0 };
    cell.households += households;
    cell.buildings++;
    cells.set(key, cell);
  }
  return [...cells].map(([key, { e, n, households, buildings }]) => ({
    key,
    households,
    buildings,
    ring: cellRing(e, n),
  }));
}

function cellRing(e: number, n: number): Ring {
  const corners = [
    [e, n],
    [e + CELL_M, n],
    [e + CELL_M, n + CELL_M],
    [e, n + CELL_M],
    [e, n],
  ] as const;
  return corners.map(([x, y]) => {
    const [ue, un] = lonLatToUtm32(...laeaToLonLat(x, y));
    return [Math.round(ue * 100) / 100, Math.round(un * 100) / 100];
  });
}
