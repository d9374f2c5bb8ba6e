import { describe, expect, it } from 'vitest';
import { planNetwork } from '#core/network/plan-network.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { edgeFeatures, edgeKey, edgesBelow, markedEdges, planBounds } from './plan-features.ts';
import { edgeWishes, lineOfEdgeId, wishesOf, withWish } from './wishes.ts';

/** A street of 300 m with a branch at 100 m; the feeding point at its beginning. */
const place = (x: number, y: number): [number, number] => [550_000 + x, 5_800_000 + y];
const target = (id: string, x: number, y: number) => ({
  id,
  kind: 'address' as const,
  homes: 1,
  eastingM: 550_000 + x,
  northingM: 5_800_000 + y,
});
const plan = planNetwork({
  streets: [
    { class: 'residential', line: [place(0, 0), place(100, 0), place(300, 0)] },
    { class: 'residential', line: [place(100, 0), place(100, 80)] },
  ],
  targets: [target('east', 300, 5), target('north', 105, 80)],
  pops: [{ eastingM: 550_000, northingM: 5_800_000 }],
  prices: PRICES,
  rules: DIMENSIONING.rules,
  seconds: 1,
});
const at = (x: number, y: number) =>
  plan.edges.find(({ line }) => {
    const [e, n] = line.at(-1)!;
    return Math.hypot(e - 550_000 - x, n - 5_800_000 - y) < 0.1;
  })!;

describe('a plan on the map', () => {
  it('marks an edge and what hangs on it, and nothing else', () => {
    const first = at(100, 0);
    expect(edgesBelow(plan, first)).toEqual(new Set([edgeKey(at(300, 0).id), edgeKey(at(100, 80).id)]));
    expect(edgesBelow(plan, at(300, 0))).toEqual(new Set());
    const { features } = markedEdges(edgeFeatures(plan), edgeKey(first.id), edgesBelow(plan, first));
    const marks = features.map(({ properties }) => [
      properties!.selected ?? false,
      properties!.below ?? false,
    ]);
    expect(marks.sort()).toEqual([
      [false, true],
      [false, true],
      [true, false],
    ]);
  });

  it('has bounds in degrees', () => {
    const [west, south, east, north] = planBounds(plan)!;
    expect(west).toBeGreaterThan(9.7);
    expect(east).toBeGreaterThan(west);
    expect(north).toBeGreaterThan(south);
    expect(planBounds({ ...plan, edges: [] })).toBeNull();
  });
});

describe('wishes by hand', () => {
  it('take each other’s place at an edge, and go when lifted', () => {
    const locked = withWish({}, 'a', 'locked');
    expect(withWish(locked, 'a', 'forbidden')).toEqual({ a: 'forbidden' });
    expect(withWish(locked, 'a', 'none')).toEqual({});
    const wishes = withWish(withWish(locked, 'b', 'preferred'), 'c', 'forbidden');
    expect(edgeWishes(wishes)).toEqual({ locked: ['a'], preferred: ['b'], forbidden: ['c'] });
    expect(wishesOf(edgeWishes(wishes))).toEqual(wishes);
  });

  it('can be drawn where their edge is not in the plan', () => {
    const edge = plan.edges[0]!;
    const ends = lineOfEdgeId(edge.id)!;
    expect([...ends].sort()).toEqual([...edge.line].sort());
    expect(lineOfEdgeId('no edge')).toBeNull();
  });
});
