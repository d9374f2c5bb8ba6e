import { describe, expect, it } from 'vitest';
import { type CompileOptions, classify, compileRules, dayOf, yearsAfter } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS, type RuleSet } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { tableOf, type WrittenClaim } from './table-of.ts';

/** Both sides of every edge of every rule set that ships; each name quotes the source the rule set gives. */
const ON = '2026-01-15';

function judge(rules: RuleSet, claims: readonly WrittenClaim[], options: Partial<CompileOptions> = {}) {
  const compiled = compileRules(rules, { onDay: dayOf(ON), ...options });
  const { classCode, eligibleCode, reasonCode } = classify(tableOf([{ claims }]), compiled);
  return [CLASSES[classCode[0]!], ELIGIBILITY[eligibleCode[0]!], REASONS[reasonCode[0]!]];
}

const SUPPLIED = ['versorgt', 'no', 'supplied'];
const below = (name: string) => [name, 'yes', 'below-threshold'];
const quoted = (rules: RuleSet) => `${rules.upperParagraph ?? rules.id} (${rules.source.split(';')[0]})`;
const nextBelow = (value: number) => {
  const bits = new Float32Array([value]);
  new Uint32Array(bits.buffer)[0]!--;
  return bits[0]!;
};

const weiss = findRuleSet('weisse-flecken-2015');
const hellgrau = findRuleSet('hellgraue-flecken-2021');
const schwerpunkte = findRuleSet('hellgraue-flecken-2021-schwerpunkte');
const gigabit2023 = findRuleSet('gigabit-rl-2023');
const gigabit2024 = findRuleSet('gigabit-rl-2024');
const gigabit2025 = findRuleSet('gigabit-rl-2025');

describe(`30 Mbit/s: ${quoted(weiss)}`, () => {
  it.each([
    [29, below('weiss')],
    [nextBelow(30), below('weiss')],
    [30, SUPPLIED],
    [31, SUPPLIED],
    [0, below('weiss')],
  ])('%d down, upload not asked for', (down, verdict) => {
    expect(judge(weiss, [{ down, up: null }])).toEqual(verdict);
  });
  it('promise of 30 within three years excludes, of 29 does not', () => {
    const promise = (down: number) => [
      { down: 6, up: 1 },
      { down, up: 1, planned: true, binding: true, readyBy: '2028-01-01' },
    ];
    expect(judge(weiss, promise(30))).toEqual(['weiss', 'no', 'committed']);
    expect(judge(weiss, promise(29))).toEqual(below('weiss'));
  });
});

describe(`100 Mbit/s: ${quoted(hellgrau)}`, () => {
  it.each([
    [29, below('weiss')],
    [30, below('hellgrau')],
    [99, below('hellgrau')],
    [nextBelow(100), below('hellgrau')],
    [100, SUPPLIED],
    [101, SUPPLIED],
  ])('%d down', (down, verdict) => {
    expect(judge(hellgrau, [{ down }])).toEqual(verdict);
  });
});

describe.each([schwerpunkte, gigabit2023])('200 symmetric or 500 down: $id ($source)', (rules) => {
  it.each([
    [99, 200, below('hellgrau')],
    [100, 200, below('dunkelgrau')],
    [199, 199, below('dunkelgrau')],
    [199, 200, below('dunkelgrau')],
    [200, 199, below('dunkelgrau')],
    [200, 200, SUPPLIED],
    [201, 201, SUPPLIED],
    [499, 199, below('dunkelgrau')],
    [499, 200, SUPPLIED],
    [500, 1, SUPPLIED],
    [501, 50, SUPPLIED],
  ])('%d down and %d up', (down, up, verdict) => {
    expect(judge(rules, [{ down, up }])).toEqual(verdict);
  });
  it('needs one network that gives both speeds, not two that give one each', () => {
    expect(
      judge(rules, [
        { down: 250, up: 40, operator: 'A' },
        { down: 100, up: 250, operator: 'B' },
      ]),
    ).toEqual(below('dunkelgrau'));
  });
  it.each([
    [200, null, ['unklar', 'unclear', 'unknown-speed']],
    [199, null, below('dunkelgrau')],
    [499, null, ['unklar', 'unclear', 'unknown-speed']],
    [500, null, SUPPLIED],
    [null, 200, ['unklar', 'unclear', 'unknown-speed']],
    [null, null, ['unklar', 'unclear', 'unknown-speed']],
  ])('%s down with %s up', (down, up, verdict) => {
    expect(judge(rules, [{ down, up }])).toEqual(verdict);
  });
  it('self-build to 500 excludes, to 499 does not', () => {
    const promise = (down: number) => [
      { down: 50, up: 10 },
      { down, planned: true, binding: true, readyBy: '2027-12-31' },
    ];
    expect(judge(rules, promise(500))).toEqual(['hellgrau', 'no', 'committed']);
    expect(judge(rules, promise(499))).toEqual(below('hellgrau'));
  });
});

describe.each([gigabit2024, gigabit2025])('300/150 Mbit/s at peak time: $id ($source)', (rules) => {
  const unclear = ['unklar', 'unclear', 'unknown-speed'];
  it.each([
    [299, 149, below('dunkelgrau')],
    [299, 150, below('dunkelgrau')],
    [300, 149, below('dunkelgrau')],
    [nextBelow(300), 150, below('dunkelgrau')],
    [300, nextBelow(150), below('dunkelgrau')],
    [300, 150, SUPPLIED],
    [301, 151, SUPPLIED],
    [29, 150, below('weiss')],
    [30, 150, below('hellgrau')],
    [99, 150, below('hellgrau')],
    [100, 150, below('dunkelgrau')],
  ])('%d down and %d up', (down, up, verdict) => {
    expect(judge(rules, [{ down, up }])).toEqual(verdict);
  });
  it.each([
    ['upload missing at the threshold', { down: 300, up: null }, unclear],
    ['upload missing where it could change nothing', { down: 299, up: null }, below('dunkelgrau')],
    ['download missing', { down: null, up: 10 }, unclear],
    ['both missing', { down: null, up: null }, unclear],
  ])('%s', (_, claim, verdict) => {
    expect(judge(rules, [claim])).toEqual(verdict);
  });
  it('no claim at all, or plans alone, is unclear', () => {
    const nothing = ['unklar', 'unclear', 'no-claim'];
    expect(judge(rules, [])).toEqual(nothing);
    expect(judge(rules, [{ down: 1000, up: 1000, planned: true, readyBy: '2027-01-01' }])).toEqual(nothing);
  });
  it('a known claim decides beside an unknown one', () => {
    expect(judge(rules, [{ down: null }, { down: 1000, up: 500, operator: 'B' }])).toEqual(SUPPLIED);
    expect(judge(rules, [{ down: null }, { down: 50, up: 10, operator: 'B' }])).toEqual(unclear);
  });

  describe('networks of 100 Mbit/s (gigabit-projekttraeger.de/markterkundungsverfahren-mev)', () => {
    const net = (operator: string, down: number): WrittenClaim => ({ operator, down, up: 40 });
    const excluded = ['dunkelgrau', 'no', 'networks'];
    it.each([
      ['one network', [net('A', 100)], below('dunkelgrau')],
      ['two networks', [net('A', 100), net('B', 100)], excluded],
      ['two, the second at 99', [net('A', 100), net('B', 99)], below('dunkelgrau')],
      ['two claims of one operator', [net('A', 100), net('A', 250)], below('dunkelgrau')],
      ['three networks', [net('A', 100), net('B', 100), net('C', 175)], excluded],
    ])('%s', (_, claims, verdict) => {
      expect(judge(rules, claims)).toEqual(verdict);
    });
    it('tells operators apart beyond the thirty-second', () => {
      const others = Array.from({ length: 32 }, (_, i) => net(`N${i}`, 16));
      expect(judge(rules, [net('A', 100), ...others.slice(1), net('Z', 100)])).toEqual(excluded);
    });
    it('a network that is expected counts when it is bound to, else not', () => {
      const expected = { ...net('B', 100), planned: true, readyBy: '2027-01-01' };
      expect(judge(rules, [net('A', 100), { ...expected, binding: true, milestones: true }])).toEqual(
        excluded,
      );
      expect(judge(rules, [net('A', 100), expected])).toEqual(below('dunkelgrau'));
    });
    it('decides although another speed is missing', () => {
      expect(judge(rules, [net('A', 100), net('B', 100), { down: null, operator: 'C' }])).toEqual([
        'unklar',
        'no',
        'networks',
      ]);
    });
  });

  describe('cable network, unsure (wording breaks off in the source; a switch)', () => {
    const cable = (down: number, technology: 'hfc' | 'fttb' = 'hfc'): WrittenClaim[] => [
      { down, up: 50, technology },
    ];
    it.each([
      ['at 1000', cable(1000), ['dunkelgrau', 'no', 'cable']],
      ['at 999', cable(999), below('dunkelgrau')],
      ['another technology at 1000', cable(1000, 'fttb'), below('dunkelgrau')],
    ])('%s', (_, claims, verdict) => {
      expect(judge(rules, claims)).toEqual(verdict);
    });
    it('switched off', () => {
      expect(judge(rules, cable(1000), { excludeCable: false })).toEqual(below('dunkelgrau'));
    });
    it('decides although the upload is missing', () => {
      expect(judge(rules, [{ down: 1000, up: null, technology: 'hfc' }])).toEqual(['unklar', 'no', 'cable']);
    });
  });

  describe('binding self-build with milestones within the horizon (Nr. 5.5 Gigabit-RL 2.0)', () => {
    const promise = (change: Partial<WrittenClaim>): WrittenClaim[] => [
      { down: 50, up: 10, operator: 'A' },
      {
        operator: 'B',
        down: 1000,
        up: 1000,
        planned: true,
        binding: true,
        milestones: true,
        readyBy: '2028-06-30',
        ...change,
      },
    ];
    const committed = ['hellgrau', 'no', 'committed'];
    it.each([
      ['binding with milestones', {}, committed],
      ['without milestones', { milestones: false }, below('hellgrau')],
      ['not binding', { binding: false }, below('hellgrau')],
      ['last day of the horizon − 1', { readyBy: '2031-01-14' }, committed],
      ['last day of the horizon', { readyBy: '2031-01-15' }, committed],
      ['last day of the horizon + 1', { readyBy: '2031-01-16' }, below('hellgrau')],
      ['the day itself − 1: the promise has lapsed', { readyBy: '2026-01-14' }, below('hellgrau')],
      ['the day itself', { readyBy: ON }, committed],
      ['the day itself + 1', { readyBy: '2026-01-16' }, committed],
      ['299 down', { down: 299, up: 150 }, below('hellgrau')],
      ['300 down, 149 up', { down: 300, up: 149 }, below('hellgrau')],
      ['300 down, 150 up', { down: 300, up: 150 }, committed],
      ['upload missing', { up: null }, ['hellgrau', 'unclear', 'unknown-speed']],
      ['upload missing at 299 down', { down: 299, up: null }, below('hellgrau')],
      ['download missing', { down: null }, ['hellgrau', 'unclear', 'unknown-speed']],
      ['date missing', { readyBy: null }, ['hellgrau', 'unclear', 'unknown-date']],
      ['date missing of one too slow', { readyBy: null, down: 50 }, below('hellgrau')],
      ['speed missing, beyond the horizon', { down: null, readyBy: '2031-01-16' }, below('hellgrau')],
    ])('%s', (_, change, verdict) => {
      expect(judge(rules, promise(change))).toEqual(verdict);
    });
    it.each([
      [3, '2029-01-15', '2029-01-16'],
      [7, '2033-01-15', '2033-01-16'],
    ])('horizon of %d years', (horizonYears, last, after) => {
      expect(judge(rules, promise({ readyBy: last }), { horizonYears })).toEqual(committed);
      expect(judge(rules, promise({ readyBy: after }), { horizonYears })).toEqual(below('hellgrau'));
    });
  });

  describe('peak time, strict reading as a switch (Spitzenlastzeitbedingungen)', () => {
    const strict = { requirePeakTimeStatement: true };
    it.each([
      ['stated', [{ down: 300, up: 150, peakTime: true }], SUPPLIED],
      ['not stated where it decides', [{ down: 300, up: 150 }], unclear],
      ['not stated where it could only be worse', [{ down: 16, up: 2 }], below('weiss')],
      ['a network not stated', [{ down: 100, up: 40 }], unclear],
      ['cable not stated', [{ down: 1000, up: 50, technology: 'hfc' as const }], unclear],
    ])('%s', (_, claims, verdict) => {
      expect(judge(rules, claims, strict)).toEqual(verdict);
    });
  });

  it('supply with public money elsewhere excludes (likely)', () => {
    expect(judge(rules, [{ down: 50, up: 10, fundedElsewhere: true }])).toEqual([
      'hellgrau',
      'no',
      'funded-elsewhere',
    ]);
    const off: RuleSet = {
      ...rules,
      exclusions: { ...rules.exclusions, fundedElsewhere: { enabled: false, confidence: 'likely' } },
    };
    expect(judge(off, [{ down: 50, up: 10, fundedElsewhere: true }])).toEqual(below('hellgrau'));
  });
});

describe('milestones before 2024', () => {
  it('a binding promise counted without a milestone plan (gigabit-rl-2023)', () => {
    const claims = [
      { down: 50, up: 10 },
      { down: 1000, up: 1000, planned: true, binding: true, readyBy: '2028-06-30' },
    ];
    expect(judge(gigabit2023, claims)).toEqual(['hellgrau', 'no', 'committed']);
  });
});

describe('arithmetic', () => {
  it.each([
    ['2024-02-29', 3, '2027-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-28', 3, '2027-02-28'],
    ['2024-12-31', 5, '2029-12-31'],
  ])('%s and %d years end on %s (§ 188 Abs. 3 BGB)', (from, years, to) => {
    expect(yearsAfter(dayOf(from), years)).toBe(dayOf(to));
  });
  it('a speed that single precision cannot hold meets the same figure in a rule', () => {
    const odd: RuleSet = { ...weiss, upper: [{ downMbit: 16.7, upMbit: 2.1 }] };
    expect(judge(odd, [{ down: 16.7, up: 2.1 }])).toEqual(SUPPLIED);
    expect(judge(odd, [{ down: 16.6, up: 2.1 }])).toEqual(below('weiss'));
  });
});
