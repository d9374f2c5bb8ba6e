import type { AddressTable } from '../columns/address-table.ts';
import { projection } from '../geo/project.ts';
import type { StatisticsGroup } from './supply-statistics.ts';

/**
 * The addresses of each cell of the European grid (INSPIRE, EPSG:3035), by its id as the census writes it
 * (`CRS3035RES100mN2689100E4337000`: size, then the south-west corner). Ordered by id.
 */
export function cellGroups(table: AddressTable, sizeM = 100): StatisticsGroup[] {
  const toGrid = projection(25832, 3035);
  const cells = new Map<string, number[]>();
  for (let i = 0; i < table.length; i++) {
    const [east, north] = toGrid(table.eastingM[i]!, table.northingM[i]!).map(
      (value) => Math.floor(value / sizeM) * sizeM,
    );
    const id = `CRS3035RES${sizeM}mN${north}E${east}`;
    const inside = cells.get(id);
    if (inside) inside.push(i);
    else cells.set(id, [i]);
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, addresses]) => ({ name, addresses }));
}
