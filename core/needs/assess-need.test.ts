import { describe, expect, it } from 'vitest';
import { listRuleSets } from '#data/rulebook/index.ts';
import { assessNeed, type NeedClaim } from './assess-need.ts';
import { type PlaceKind, placeRulesOn } from './place-need.ts';
import { responsibleOf } from './responsible.ts';

const rulesOf = (kind: PlaceKind) => placeRulesOn(listRuleSets(), kind, '2026-01-15');
const claim = (
  downMbit: number | null,
  upMbit: number | null = 10,
  more: Partial<NeedClaim> = {},
): NeedClaim => ({
  operator: 'Netz A',
  technology: 'ftth',
  downMbit,
  upMbit,
  planned: false,
  binding: false,
  readyBy: null,
  ...more,
});
const school = (claims: readonly NeedClaim[], classes: number | null = 12, date: string | null = null) =>
  assessNeed(rulesOf('schools'), classes, [claims], date);

describe('assessNeed', () => {
  it('asks 30 Mbit/s for every class and 30 for the administration: 12 classes need 390 (atene KOM 2017)', () => {
    expect(school([claim(389)])).toMatchObject({ needDownMbit: 390, need: 'short' });
    expect(school([claim(390)])).toMatchObject({ needDownMbit: 390, need: 'met' });
    expect(school([claim(400)], 0)).toMatchObject({ needDownMbit: 30 });
    expect(school([claim(1000)], null)).toMatchObject({ needDownMbit: null, need: 'undefined' });
  });

  it('reaches the target with 1000 both ways in one network, not in two', () => {
    const verdicts = [
      [claim(1000, 1000)],
      [claim(1000, 999)],
      [claim(999, 1000)],
      [claim(1000, 50), claim(50, 1000)],
      [claim(1000, null)],
      [claim(999, null)],
      [claim(null, 1000)],
      [],
    ].map((claims) => school(claims).target);
    expect(verdicts).toEqual([
      'reached',
      'below',
      'below',
      'below',
      'unknown',
      'below',
      'unknown',
      'unknown',
    ]);
  });

  it('takes a missing figure or address for unknown, never for short', () => {
    expect(school([]).need).toBe('unknown');
    expect(school([claim(null)]).need).toBe('unknown');
    expect(school([claim(16), claim(null)]).need).toBe('unknown');
    expect(assessNeed(rulesOf('schools'), 12, [], null)).toMatchObject({
      need: 'unknown',
      target: 'unknown',
    });
  });

  it('counts a promise that is due by the target date, on that day and not a day later', () => {
    const promise = (readyBy: string | null) => [claim(50), claim(1000, 1000, { planned: true, readyBy })];
    expect(school(promise('2030-12-30'), 12, '2030-12-31').target).toBe('planned');
    expect(school(promise('2030-12-31'), 12, '2030-12-31').target).toBe('planned');
    expect(school(promise('2031-01-01'), 12, '2030-12-31').target).toBe('below');
    expect(school(promise(null), 12, '2030-12-31').target).toBe('below');
    expect(school(promise(null), 12, null)).toMatchObject({ target: 'planned', need: 'short' });
  });

  it('has a business park only reach what every address in it reaches', () => {
    const park = (...addresses: NeedClaim[][]) =>
      assessNeed(rulesOf('business-parks'), null, addresses, null);
    expect(park([claim(30)], [claim(1000, 1000)])).toMatchObject({ need: 'met', target: 'below' });
    expect(park([claim(29)], [claim(1000, 1000)]).need).toBe('short');
    expect(park([], [claim(1000, 1000)])).toMatchObject({ need: 'unknown', target: 'unknown' });
    expect(park([claim(1000, 1000)], [claim(1000, 1000)]).target).toBe('reached');
    // What is told is the supply that decides, not the first that misses the target.
    expect(park([claim(500)], [claim(29)], [claim(12)], [claim(1000, 1000)])).toMatchObject({
      need: 'short',
      addressesShort: 2,
      decidedBy: { downMbit: 12 },
    });
    expect(park([claim(500)], [claim(100)])).toMatchObject({
      need: 'met',
      addressesShort: 0,
      decidedBy: { downMbit: 100 },
    });
  });

  it('lays no need down for public buildings', () => {
    expect(assessNeed(rulesOf('public-buildings'), null, [[claim(5)]], null)).toMatchObject({
      needDownMbit: null,
      need: 'undefined',
      target: 'below',
    });
  });
});

describe('placeRulesOn', () => {
  it('takes the special case of the day, the latest where there are several', () => {
    const later = {
      ...listRuleSets()[0]!,
      id: 'spaeter',
      specialCases: listRuleSets()[0]!
        .specialCases!.slice(0, 1)
        .map((one) => ({
          ...one,
          validFrom: '2027-01-01',
          need: { mbit: 50, per: 'class' as const, extra: 2 },
          paragraph: 'Nr. 1',
        })),
    };
    const all = [...listRuleSets(), later];
    const on = (day: string) => placeRulesOn(all, 'schools', day).need;
    expect(on('2017-07-16')).toMatchObject({ figure: null, rules: null });
    expect(on('2017-07-17')).toMatchObject({ figure: { mbit: 30, extra: 1 }, rules: 'weisse-flecken-2015' });
    expect(on('2026-12-31').figure?.mbit).toBe(30);
    expect(on('2027-01-01')).toMatchObject({ figure: { mbit: 50 }, rules: 'spaeter', paragraph: 'Nr. 1' });
    const rules = placeRulesOn(all, 'schools', '2027-01-01');
    expect(assessNeed(rules, 12, [[claim(699)]], null)).toMatchObject({ needDownMbit: 700, need: 'short' });
    expect(assessNeed(rules, 12, [[claim(700)]], null).need).toBe('met');
  });

  it('knows hospitals only by their target: the figure by beds is not established', () => {
    const rules = placeRulesOn(listRuleSets(), 'hospitals', '2026-01-15');
    expect(rules.need).toMatchObject({ figure: { mbit: null, per: 'bed' }, confidence: 'unsure' });
    expect(rules.target).toMatchObject({ figure: { downMbit: 1000, upMbit: 1000 }, confidence: 'sure' });
  });
});

describe('responsibleOf', () => {
  it.each([
    ['Landeshauptstadt Hannover', 'city'],
    ['Stadt Laatzen', 'city'],
    ['Region Hannover', 'region'],
    ['Bistum Hildesheim', 'other'],
    ['Stadtteilverein', 'other'],
    ['  ', 'unknown'],
    [null, 'unknown'],
  ] as const)('%s → %s', (carrier, expected) => expect(responsibleOf(carrier)).toBe(expected));
});
