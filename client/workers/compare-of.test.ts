import { describe, expect, it } from 'vitest';
import type { Classification } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS, type Reason, type SupplyClass } from '#core/rulebook/rule-set.ts';
import { boundsOfShown, compareSides, insideCell, shownKinds } from './compare-of.ts';

type Verdict = readonly [SupplyClass, 'yes' | 'no' | 'unclear', Reason];
const WHITE: Verdict = ['weiss', 'yes', 'below-threshold'];
const GREY: Verdict = ['hellgrau', 'yes', 'below-threshold'];
const SUPPLIED: Verdict = ['versorgt', 'no', 'supplied'];
const COMMITTED: Verdict = ['weiss', 'no', 'committed'];
const UNKNOWN: Verdict = ['unklar', 'unclear', 'no-claim'];

const codes = (verdicts: readonly Verdict[]) =>
  ({
    classCode: Uint8Array.from(verdicts, ([name]) => CLASSES.indexOf(name)),
    eligibleCode: Uint8Array.from(verdicts, ([, verdict]) => ELIGIBILITY.indexOf(verdict)),
    reasonCode: Uint8Array.from(verdicts, ([, , reason]) => REASONS.indexOf(reason)),
  }) as Classification;

const PAIRS: readonly (readonly [Verdict, Verdict, string])[] = [
  [SUPPLIED, SUPPLIED, 'same'],
  [SUPPLIED, WHITE, 'gained'],
  [UNKNOWN, WHITE, 'gained'],
  [WHITE, SUPPLIED, 'lost'],
  [WHITE, UNKNOWN, 'opened'],
  [SUPPLIED, UNKNOWN, 'opened'],
  [UNKNOWN, SUPPLIED, 'settled'],
  [WHITE, GREY, 'other'],
  [SUPPLIED, COMMITTED, 'other'],
];
const table = { length: PAIRS.length, households: Uint16Array.from(PAIRS, (_, i) => i + 1) };
const level = {
  level: 'bezirk',
  names: ['West'],
  indexOf: Uint16Array.from(PAIRS, (_, i) => (i < 4 ? 0 : 1)),
};
const compared = compareSides(
  table,
  [level],
  codes(PAIRS.map(([from]) => from)),
  codes(PAIRS.map(([, to]) => to)),
);
const { figures } = compared;

describe('compareSides', () => {
  it('names every kind of change', () => {
    expect([...compared.kinds].map((code) => figures.kinds[code]!.id)).toEqual(
      PAIRS.map(([, , kind]) => kind),
    );
  });

  it('adds up to all addresses and households in every count', () => {
    const sum = (rows: readonly { addresses: number; households: number }[]) =>
      rows.reduce((all, row) => [all[0]! + row.addresses, all[1]! + row.households], [0, 0]);
    for (const rows of [figures.kinds, figures.byEligibility, figures.byClass])
      expect(sum(rows)).toEqual([9, 45]);
    expect(figures.districts.map((row) => [row.district, row.addresses, row.kinds])).toEqual([
      ['West', 4, [1, 2, 1, 0, 0, 0]],
      ['', 5, [0, 0, 0, 2, 1, 2]],
    ]);
  });

  it('marks the addresses of a cell, also of the diagonal, and nothing else', () => {
    const gained = { by: 'eligible', from: 'no', to: 'yes' } as const;
    expect([...insideCell(compared, gained)]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect([...insideCell(compared, { by: 'class', from: 'weiss', to: 'hellgrau' })]).toEqual([
      0, 0, 0, 0, 0, 0, 0, 1, 0,
    ]);
    const stays = shownKinds(compared, { by: 'eligible', from: 'no', to: 'no' });
    expect([...stays].map((kind) => (kind === 0 ? 0 : 1))).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...shownKinds(compared, null)].filter((kind) => kind !== 0)).toHaveLength(8);
  });

  it('has no bounds where nothing is shown', () => {
    const place = { eastingM: Float64Array.of(550000, 551000), northingM: Float64Array.of(5800000, 5801000) };
    expect(boundsOfShown(place, Uint8Array.of(0, 0))).toBeNull();
    const [west, south, east, north] = boundsOfShown(place, Uint8Array.of(1, 2))!;
    expect([west < east, south < north]).toEqual([true, true]);
    const one = boundsOfShown(place, Uint8Array.of(1, 0))!;
    expect([one[0], one[1]]).toEqual([one[2], one[3]]);
  });
});
