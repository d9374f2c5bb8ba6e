import { describe, expect, it } from 'vitest';
import { PRICES } from '#data/network/index.ts';
import { compareNetworks } from './compare-networks.ts';
import type { Place } from './plan.ts';
import { type ImportedLine, lineLengthM } from './plan-document.ts';
import { priceOf } from './price-catalogue.ts';

const OPTIONS = { toleranceM: 10, maxDropM: 50, prices: PRICES };
const line = (...places: Place[]): ImportedLine => ({ line: places, surface: null });
const paved = (...places: Place[]): ImportedLine => ({ line: places, surface: 'trench-asphalt' });

describe('compareNetworks', () => {
  it('says of a network compared with itself that all of it is shared', () => {
    const network = [line([0, 0], [100, 0], [100, 80]), line([100, 0], [200, 0])];
    const { a, b, stretches } = compareNetworks(network, network, [], OPTIONS);
    expect(a).toEqual(b);
    expect(a.lengthM).toBe(280);
    expect(a.sharedM).toBeCloseTo(280, 6);
    expect(a.pieces).toBe(1);
    expect(stretches.every((stretch) => stretch.in === 'both')).toBe(true);
  });

  it('cuts a line where the other network leaves it', () => {
    const { a, b, stretches } = compareNetworks(
      [line([0, 0], [200, 0])],
      [line([0, 6], [100, 6]), line([100, 6], [100, 106])],
      [],
      OPTIONS,
    );
    // The end of the other line reaches 8 m further at a distance of 10 m.
    expect(Math.abs(a.sharedM - 108)).toBeLessThanOrEqual(2);
    expect(b.sharedM).toBeCloseTo(100, 6);
    const length = (side: string) =>
      stretches.filter((s) => s.in === side).reduce((sum, s) => sum + lineLengthM(s.line), 0);
    expect(length('a') + length('both')).toBeCloseTo(200, 6);
    expect(length('b')).toBeCloseTo(100, 6);
  });

  it('prices as the plan does: a crossing by piece, an existing duct without a new one', () => {
    const crossing: ImportedLine = { line: [[0, 0], [12, 0]], surface: 'crossing' }; // biome-ignore format: a line
    const duct: ImportedLine = { line: [[12, 0], [112, 0]], surface: 'existing-duct' }; // biome-ignore format: a line
    const { a } = compareNetworks([crossing, duct], [duct], [], OPTIONS);
    const price = (item: string) => priceOf(PRICES, item).expected;
    expect(a.trenchCents.expected).toBe(
      100 * (price('crossing') + 12 * price('duct') + 100 * price('existing-duct')),
    );
  });

  it('does not take a crossing for a shared trench', () => {
    const { a } = compareNetworks([line([0, 0], [200, 0])], [line([100, -100], [100, 100])], [], OPTIONS);
    expect(a.sharedM).toBe(0);
  });

  it('counts buildings in reach and prices both sides alike, to the cent', () => {
    const targets = [
      { eastingM: 50, northingM: 10 },
      { eastingM: 50, northingM: 50 },
      { eastingM: 50, northingM: 51 },
    ];
    const { a, b } = compareNetworks([paved([0, 0], [100, 0])], [line([0, 60], [100, 60])], targets, OPTIONS);
    expect([a.inReach, a.dropM]).toEqual([2, 60]);
    expect([b.inReach, b.dropM]).toEqual([3, 50 + 10 + 9]);
    const price = (item: string) => priceOf(PRICES, item).expected;
    expect(a.costCents.expected).toBe(
      100 * (100 * (price('trench-asphalt') + price('duct')) + 60 * price('drop') + 2 * price('house-entry')),
    );
    expect([a.assumedSurfaceM, b.assumedSurfaceM]).toEqual([0, 100]);
    expect(a.costCents.low).toBeLessThan(a.costCents.expected);
    expect(a.costCents.expected).toBeLessThan(a.costCents.high);
  });

  it('counts pieces that do not hang together, and takes nothing for a network of none', () => {
    const { a, b } = compareNetworks(
      [line([0, 0], [10, 0]), line([10.3, 0], [20, 0]), line([30, 0], [40, 0])],
      [],
      [{ eastingM: 0, northingM: 1 }],
      OPTIONS,
    );
    expect(a.pieces).toBe(2);
    expect(b).toMatchObject({ lengthM: 0, pieces: 0, inReach: 0, sharedM: 0 });
    expect(a.sharedM).toBe(0);
  });
});
