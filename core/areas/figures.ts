import type { AddressTable } from '../columns/address-table.ts';
import { PointGrid } from '../geo/point-grid.ts';
import { areaM2, outlineM } from '../geo/polygon.ts';
import { type MultiPolygonCoordinates, PolygonIndex } from '../geo/polygon-index.ts';

/** Places in planning coordinates, e.g. schools. */
export interface Places {
  readonly eastingM: Float64Array;
  readonly northingM: Float64Array;
}

/** What lies in an area and how large it is. Planar figures in planning coordinates. */
export interface AreaFigures {
  readonly areaM2: number;
  readonly outlineM: number;
  /** All addresses inside, served or not. */
  readonly addresses: number;
  /** The chosen (underserved) ones among them. */
  readonly selectedAddresses: number;
  readonly households: number;
  readonly selectedHouseholds: number;
  readonly businesses: number;
  readonly schools: number;
}

export interface FiguresInput {
  readonly table: AddressTable;
  readonly polygons: MultiPolygonCoordinates;
  /** 1 for every chosen address; without it none is chosen. */
  readonly selected?: Uint8Array;
  readonly schools?: Places;
  /** All addresses of the table in cells; made when not given. */
  readonly grid?: PointGrid;
}

/** Measures an area, proposed or drawn by hand. */
export function figuresOf(input: FiguresInput): AreaFigures {
  const { table, polygons, selected, schools } = input;
  const counts = {
    addresses: 0,
    selectedAddresses: 0,
    households: 0,
    selectedHouseholds: 0,
    businesses: 0,
    schools: 0,
  };
  for (const i of addressesInside(input)) {
    counts.addresses++;
    counts.households += table.households[i]!;
    counts.businesses += table.businesses[i]!;
    if (selected?.[i]) {
      counts.selectedAddresses++;
      counts.selectedHouseholds += table.households[i]!;
    }
  }
  if (schools) {
    const index = new PolygonIndex(polygons);
    for (let s = 0; s < schools.eastingM.length; s++) {
      if (index.contains(schools.eastingM[s]!, schools.northingM[s]!)) counts.schools++;
    }
  }
  return { areaM2: areaM2(polygons), outlineM: outlineM(polygons), ...counts };
}

/** Indexes of the addresses inside, ascending. */
export function addressesInside({ table, polygons, grid }: FiguresInput): Uint32Array {
  if (polygons.length === 0) return new Uint32Array(0);
  const index = new PolygonIndex(polygons);
  const inside: number[] = [];
  (grid ?? new PointGrid(table.eastingM, table.northingM)).visit(
    index.minE,
    index.minN,
    index.maxE,
    index.maxN,
    (i) => {
      if (index.contains(table.eastingM[i]!, table.northingM[i]!)) inside.push(i);
    },
  );
  return Uint32Array.from(inside).sort();
}
