import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { areaM2 } from '../geo/polygon.ts';
import { PolygonIndex } from '../geo/polygon-index.ts';
import { type DelineateOptions, DelineationStopped, delineate, selectAddresses } from './delineate.ts';

const [E0, N0] = [550_000, 5_800_000];

/** Addresses at given places (metres from a corner), all chosen unless said otherwise. */
function city(places: readonly (readonly [number, number])[], chosen = places.map(() => 1)) {
  const table = {
    ...randomAddressTable(places.length, { seed: 3 }),
    eastingM: Float64Array.from(places, (p) => E0 + p[0]),
    northingM: Float64Array.from(places, (p) => N0 + p[1]),
    households: new Uint16Array(places.length).fill(2),
  };
  return { table, selected: Uint8Array.from(chosen) };
}

const square = (x: number, y: number, side: number) => [
  [[[E0 + x, N0 + y], [E0 + x + side, N0 + y], [E0 + x + side, N0 + y + side], [E0 + x, N0 + y + side], [E0 + x, N0 + y]]], // biome-ignore format: a square
];

describe('delineate', () => {
  it('without any chosen address proposes nothing', () => {
    const result = delineate({ ...city([[0, 0]], [0]), reachM: 50, minAddresses: 1 });
    expect(result).toMatchObject({ areas: [], leftOutAddresses: 0, leftOutGroups: 0, selectedAddresses: 0 });
    expect(result.totals).toMatchObject({ areas: 0, areaM2: 0 });
  });

  it('puts two addresses in one area up to twice the reach', () => {
    const areas = (d: number) =>
      delineate({ ...city([[0, 0], [d, 0]]), reachM: 50, minAddresses: 1 }).areas.length; // biome-ignore format: a pair
    expect(areas(100)).toBe(1);
    expect(areas(100.001)).toBe(2);
  });

  it('leaves out groups below the least number, and counts them', () => {
    const places = [[0, 0], [10, 0], [20, 0], [900, 0], [910, 0]] as const; // biome-ignore format: places
    const run = (minAddresses: number) => delineate({ ...city(places), reachM: 50, minAddresses });
    expect(run(2)).toMatchObject({ leftOutAddresses: 0, leftOutGroups: 0, areas: { length: 2 } });
    expect(run(3)).toMatchObject({ leftOutAddresses: 2, leftOutGroups: 1, areas: { length: 1 } });
    expect(run(4)).toMatchObject({ leftOutAddresses: 5, leftOutGroups: 2, areas: { length: 0 } });
  });

  it('counts all addresses inside, and the chosen ones apart', () => {
    const { areas } = delineate({
      ...city([[0, 0], [10, 0], [20, 0]], [1, 0, 1]), // biome-ignore format: places
      reachM: 50,
      minAddresses: 1,
      schools: { eastingM: Float64Array.of(E0 + 5, E0 + 500), northingM: Float64Array.of(N0, N0) },
    });
    expect(areas[0]!.figures).toMatchObject({
      addresses: 3,
      selectedAddresses: 2,
      households: 6,
      schools: 1,
    });
    expect([...areas[0]!.members]).toEqual([0, 2]);
  });

  it('cuts areas at the boundary, and leaves out and counts what lies beyond it', () => {
    const result = delineate({
      ...city([[0, 0], [500, 0]]), // biome-ignore format: a pair
      reachM: 50,
      minAddresses: 1,
      boundary: square(0, -1000, 2000).slice(0, 1),
      sagittaM: 0.001,
    });
    const areas = result.areas.map((area) => area.figures.areaM2).sort((a, b) => a - b);
    expect(areas[0]).toBeCloseTo((Math.PI * 2500) / 2, 0);
    expect(areas[1]).toBeCloseTo(Math.PI * 2500, 0);
    const beyond = delineate({
      ...city([[0, 0]]),
      reachM: 50,
      minAddresses: 1,
      boundary: square(500, 0, 100),
    });
    expect(beyond).toMatchObject({ areas: [], leftOutAddresses: 1, leftOutGroups: 1 });
  });

  it('closes small holes and keeps others', () => {
    // A ring of addresses around a courtyard of about 60 m.
    const ring = Array.from({ length: 40 }, (_, i) => {
      const angle = (i * Math.PI) / 20;
      return [80 * Math.cos(angle), 80 * Math.sin(angle)] as const;
    });
    const rings = (leastHoleM2: number) =>
      delineate({ ...city(ring), reachM: 50, minAddresses: 1, leastHoleM2 }).areas[0]!.polygons[0]!.length;
    expect(rings(2000)).toBe(2);
    expect(rings(5000)).toBe(1);
  });

  it('leaves out stragglers when neighbours are asked for', () => {
    const places = [[0, 0], [10, 0], [20, 0], [900, 0]] as const; // biome-ignore format: places
    const run = (minNeighbours: number) =>
      delineate({ ...city(places), reachM: 50, minAddresses: 1, minNeighbours });
    expect(run(1)).toMatchObject({ leftOutAddresses: 0, areas: { length: 2 }, selectedAddresses: 4 });
    expect(run(3)).toMatchObject({ leftOutAddresses: 1, areas: { length: 1 }, selectedAddresses: 4 });
    expect(run(4)).toMatchObject({ leftOutAddresses: 4, areas: { length: 0 } });
  });

  it('stops when told to', () => {
    expect(() =>
      delineate({ ...city([[0, 0]]), reachM: 50, minAddresses: 1, shouldStop: () => true }),
    ).toThrow(DelineationStopped);
  });

  it('loses no chosen address, contains each in its area, and overlaps nowhere', () => {
    const options = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      n: fc.integer({ min: 0, max: 300 }),
      reachM: fc.integer({ min: 5, max: 150 }),
      minAddresses: fc.integer({ min: 1, max: 8 }),
      minNeighbours: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(options, ({ seed, n, ...rest }) => {
        const table = randomAddressTable(n, { seed, sideM: 2000 });
        const selected = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 0 : 1));
        const result = delineate({ table, selected, ...rest });
        const seen = new Set<number>();
        for (const area of result.areas) {
          const index = new PolygonIndex(area.polygons);
          expect(area.members.length).toBeGreaterThanOrEqual(rest.minAddresses);
          for (const i of area.members) {
            expect(seen.has(i)).toBe(false);
            seen.add(i);
            expect(index.contains(table.eastingM[i]!, table.northingM[i]!)).toBe(true);
          }
          expect(area.figures.selectedAddresses).toBeGreaterThanOrEqual(area.members.length);
        }
        expect(seen.size + result.leftOutAddresses).toBe(selected.reduce((sum, s) => sum + s, 0));
        const inside = result.totals.selectedAddresses;
        expect(inside).toBeLessThanOrEqual(result.selectedAddresses);
      }),
      { seed: 20261124, numRuns: 120 },
    );
  });

  it('comes to the exact disc area as the chords get shorter', () => {
    const table = randomAddressTable(300, { seed: 9, sideM: 3000 });
    const selected = new Uint8Array(300).fill(1);
    const off = (sagittaM: number) => {
      const { areas } = delineate({
        table,
        selected,
        reachM: 100,
        minAddresses: 1,
        leastHoleM2: 0,
        sagittaM,
      });
      return areas.reduce(
        (most, a) => Math.max(most, Math.abs(areaM2(a.polygons) / a.exactDiscAreaM2 - 1)),
        0,
      );
    };
    expect(off(0.5)).toBeLessThan(0.01);
    expect(off(0.005)).toBeLessThan(0.0001);
  });

  it('gives the same with a prepared selection and whatever the order of addresses', () => {
    const table = randomAddressTable(200, { seed: 5, sideM: 2500 });
    const selected = new Uint8Array(200).fill(1);
    const options: DelineateOptions = { table, selected, reachM: 60, minAddresses: 2 };
    const once = delineate(options);
    expect(delineate({ ...options, selection: selectAddresses(table, selected) })).toEqual(once);
    const back = <T extends Float64Array | Uint16Array>(column: T) => column.slice().reverse() as T;
    const reversed = {
      ...table,
      eastingM: back(table.eastingM),
      northingM: back(table.northingM),
      households: back(table.households),
      businesses: back(table.businesses),
    };
    const other = delineate({ ...options, table: reversed });
    expect(other.areas.map((a) => a.exactDiscAreaM2)).toEqual(once.areas.map((a) => a.exactDiscAreaM2));
    expect(other.areas.map((a) => a.polygons)).toEqual(once.areas.map((a) => a.polygons));
  });
});
