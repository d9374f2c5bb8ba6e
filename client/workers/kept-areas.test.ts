import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { PointGrid } from '#core/geo/point-grid.ts';
import { assignAreas, NO_AREA } from './kept-areas.ts';

const table = randomAddressTable(2000, { seed: 4, sideM: 1000 });
const grid = new PointGrid(table.eastingM, table.northingM);
const square = (key: string, x: number, side: number) => ({
  key,
  polygons: [
    [
      [
        [540_000 + x, 5_795_000],
        [540_000 + x + side, 5_795_000],
        [540_000 + x + side, 5_795_000 + side],
        [540_000 + x, 5_795_000 + side],
        [540_000 + x, 5_795_000],
      ],
    ],
  ],
});

describe('assignAreas', () => {
  it('counts an address of two areas once, and tells both of it', () => {
    const { areaOf, overlaps } = assignAreas(table, grid, [square('a', 0, 500), square('b', 400, 500)]);
    const inBoth = [...table.eastingM].filter(
      (e, i) => e > 540_400 && e < 540_500 && table.northingM[i]! < 5_795_500,
    ).length;
    expect(inBoth).toBeGreaterThan(10);
    expect(overlaps).toEqual({
      a: [{ key: 'b', addresses: inBoth }],
      b: [{ key: 'a', addresses: inBoth }],
    });
    expect(new Set(areaOf)).toEqual(new Set([NO_AREA, 0, 1]));
  });

  it('says nothing of areas that only touch', () => {
    expect(assignAreas(table, grid, [square('a', 0, 400), square('b', 400, 400)]).overlaps).toEqual({});
  });
});
