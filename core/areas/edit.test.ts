import { describe, expect, it } from 'vitest';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { areaM2, type Polygons } from '../geo/polygon.ts';
import { IssueError } from '../issue.ts';
import { ISSUE_TEXTS } from '../issue-texts.ts';
import { type AreaEdit, type AreaSet, applyEdit, type EditContext } from './edit.ts';
import { addressesInside } from './figures.ts';

const E0 = 540_000;
const N0 = 5_795_000;
const table = randomAddressTable(2000, { seed: 4, sideM: 1000 });
const square = (x: number, y: number, side: number): Polygons => [[[
  [E0 + x, N0 + y], [E0 + x + side, N0 + y], [E0 + x + side, N0 + y + side], [E0 + x, N0 + y + side], [E0 + x, N0 + y],
]]]; // biome-ignore format: a square
const areas: AreaSet = new Map([['a', square(0, 0, 400)], ['b', square(500, 0, 400)]]); // biome-ignore format: pairs
const inside = (set: AreaSet) =>
  new Set([...set.values()].flatMap((polygons) => [...addressesInside({ table, polygons })]));
const codes = (run: () => unknown): string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof IssueError) return error.issues.map((issue) => issue.code);
    throw error;
  }
  return [];
};

const edits: [string, AreaEdit][] = [
  ['replace', { kind: 'replace', key: 'a', polygons: square(100, 100, 390) }],
  ['draw a new one', { kind: 'replace', key: 'c', polygons: square(100, 500, 300) }],
  ['move', { kind: 'move', key: 'b', eastM: -50, northM: 30 }],
  ['split', { kind: 'split', key: 'a', line: [[E0 + 130, N0 - 1], [E0 + 150, N0 + 500]], newKeys: ['a2'] }], // biome-ignore format: a line
  ['join', { kind: 'join', keys: ['a', 'b'] }],
  ['subtract', { kind: 'subtract', key: 'a', others: ['b'] }],
  ['take away', { kind: 'put', areas: [['a', null]] }],
];

describe('applyEdit', () => {
  it.each(edits)('%s: accounts for every address, and its reverse undoes it', (_, edit) => {
    const done = applyEdit(areas, edit, { table });
    const before = inside(areas);
    const after = inside(done.areas);
    expect([...done.account.entered]).toEqual([...after].filter((i) => !before.has(i)).sort((a, b) => a - b));
    expect([...done.account.left]).toEqual([...before].filter((i) => !after.has(i)).sort((a, b) => a - b));
    const undone = applyEdit(done.areas, done.reverse, { table });
    expect(new Map([...undone.areas].sort())).toEqual(new Map([...areas].sort()));
    expect(undone.account.entered).toEqual(done.account.left);
    expect(undone.account.left).toEqual(done.account.entered);
    const redone = applyEdit(undone.areas, undone.reverse, { table });
    expect(new Map([...redone.areas].sort())).toEqual(new Map([...done.areas].sort()));
  });

  it('subtracts what an area shares with others, and refuses to leave nothing of it', () => {
    const overlapping: AreaSet = new Map([['a', square(0, 0, 400)], ['b', square(300, 0, 400)], ['c', square(0, 0, 400)]]); // biome-ignore format: pairs
    const { areas: after } = applyEdit(overlapping, { kind: 'subtract', key: 'a', others: ['b'] }, { table });
    expect(areaM2(after.get('a')!)).toBeCloseTo(120_000, 3);
    expect(after.get('b')).toBe(overlapping.get('b'));
    expect(
      codes(() => applyEdit(overlapping, { kind: 'subtract', key: 'a', others: ['c'] }, { table })),
    ).not.toEqual([]);
  });

  it('splits into pieces that make up the whole, and says which addresses moved', () => {
    const { areas: after, account } = applyEdit(areas, edits[3]![1], { table });
    expect(areaM2(after.get('a')!) + areaM2(after.get('a2')!)).toBeCloseTo(160_000, 3);
    const pieces = ['a', 'a2'].map((key) => addressesInside({ table, polygons: after.get(key)! }).length);
    const second = addressesInside({ table, polygons: after.get('a2')! });
    expect(pieces.every((n) => n > 0)).toBe(true);
    expect([...account.moved]).toEqual([...second]);
  });

  it('does not count as left what another area still holds', () => {
    const overlapping: AreaSet = new Map([['a', square(0, 0, 400)], ['b', square(0, 0, 400)]]); // biome-ignore format: pairs
    const { account } = applyEdit(overlapping, { kind: 'put', areas: [['a', null]] }, { table });
    expect(account.left.length).toBe(0);
    expect(account.moved.length).toBeGreaterThan(0);
  });

  const bow: Polygons = [[[[E0, N0], [E0 + 10, N0 + 10], [E0 + 10, N0], [E0, N0 + 10], [E0, N0]]]]; // biome-ignore format: a ring
  const flat: Polygons = [[[[E0, N0], [E0 + 10, N0], [E0, N0 + 0], [E0, N0]]]]; // biome-ignore format: a ring
  const refusals: [string, AreaEdit, Partial<EditContext>?][] = [
    ['unknown-area', { kind: 'move', key: 'x', eastM: 1, northM: 1 }],
    ['too-few-areas', { kind: 'join', keys: ['a', 'a'] }],
    ['key-in-use', { ...(edits[3]![1] as Extract<AreaEdit, { kind: 'split' }>), newKeys: ['b'] }],
    ['outline-crosses-itself', { kind: 'replace', key: 'a', polygons: bow }],
    ['outline-crosses-itself', { kind: 'replace', key: 'a', polygons: flat }],
    ['outline-empty', { kind: 'replace', key: 'a', polygons: [] }],
    ['outline-not-closed', { kind: 'replace', key: 'a', polygons: [[[[1, 2], [3, 4], [5, 6], [7, 8]]]] }], // biome-ignore format: a ring
    ['outline-not-a-position', { kind: 'replace', key: 'a', polygons: [[[[1, Number.NaN], [3, 4], [5, 6], [1, 2]]]] }], // biome-ignore format: a ring
    ['outline-too-many-vertices', { kind: 'move', key: 'a', eastM: 1, northM: 1 }, { mostVertices: 3 }],
    ['outline-outside', { kind: 'move', key: 'a', eastM: 9000, northM: 0 }, { boundary: square(0, 0, 1000) }],
    ['split-line-too-short', { kind: 'split', key: 'a', line: [[E0, N0]], newKeys: ['c'] }],
    ['split-line-ends-inside', { kind: 'split', key: 'a', line: [[E0 - 1, N0 + 5], [E0 + 5, N0 + 5]], newKeys: ['c'] }], // biome-ignore format: a line
    ['split-line-misses', { kind: 'split', key: 'a', line: [[E0 - 1, N0 - 5], [E0 + 5, N0 - 5]], newKeys: ['c'] }], // biome-ignore format: a line
  ];

  it.each(refusals)('refuses with %s, and has a sentence for it', (code, edit, limits = {}) => {
    const before = structuredClone([...areas]);
    expect(codes(() => applyEdit(areas, edit, { table, ...limits }))).toContain(code);
    expect(ISSUE_TEXTS[code]).toBeDefined();
    expect([...areas]).toEqual(before);
  });

  it('allows exactly as many vertices as are allowed', () => {
    const move: AreaEdit = { kind: 'move', key: 'a', eastM: 1, northM: 1 };
    expect(codes(() => applyEdit(areas, move, { table, mostVertices: 4 }))).toEqual([]);
  });

  it('names the place of a crossing', () => {
    try {
      applyEdit(areas, { kind: 'replace', key: 'a', polygons: bow }, { table });
      expect.unreachable();
    } catch (error) {
      expect((error as IssueError).issues[0]!.params).toEqual({ eastingM: E0 + 5, northingM: N0 + 5 });
    }
  });
});
