import { describe, expect, it } from 'vitest';
import { type Claim, claimsAt } from '#core/rulebook/claim.ts';
import { type CompileOptions, classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { contradictionsOf } from '#core/rulebook/contradictions.ts';
import { explain } from '#core/rulebook/explain.ts';
import { CLASSES, ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import { findRuleSet, listRuleSets } from '#data/rulebook/index.ts';
import { edgeTable, READINGS } from './edge-table.ts';
import { tableOf, type WrittenClaim } from './table-of.ts';

const onDay = dayOf('2026-01-15');
const claimsOf = (claims: readonly WrittenClaim[], dates: (string | null)[] = ['2025-06-30']): Claim[] =>
  claimsAt(tableOf([{ claims }]), 0, dates);
const chain = (
  claims: readonly WrittenClaim[],
  rules = 'gigabit-rl-2024',
  options: Partial<CompileOptions> = {},
) => explain(claimsOf(claims), compileRules(findRuleSet(rules), { onDay, ...options }));

describe('the chain of reasons', () => {
  it.each(listRuleSets().map((rules) => [rules.id, rules] as const))(
    'comes to the verdict of classify at every address (%s)',
    (_, ruleSet) => {
      const table = edgeTable(1_500, 11);
      const reasons = new Set<string>();
      for (const [, options] of READINGS) {
        const rules = compileRules(ruleSet, { onDay, ...options });
        const codes = classify(table, rules);
        for (let i = 0; i < table.length; i++) {
          const found = explain(claimsAt(table, i), rules);
          const same =
            found.class === CLASSES[codes.classCode[i]!] &&
            found.eligible === ELIGIBILITY[codes.eligibleCode[i]!] &&
            found.reason === REASONS[codes.reasonCode[i]!];
          if (!same)
            expect.fail(`address ${i}: ${JSON.stringify(found)} but ${REASONS[codes.reasonCode[i]!]}`);
          const deciding = found.steps.filter((step) => step.decides);
          if (deciding.length !== 1) expect.fail(`address ${i}: ${deciding.length} rules decide`);
          reasons.add(found.reason);
        }
      }
      expect(reasons.size).toBeGreaterThanOrEqual(6);
    },
  );

  it('names rule, claim, source, date, value, verdict and confidence in order', () => {
    const found = chain([
      { operator: 'Kupfer AG', technology: 'fttc', down: 50, up: 10 },
      { operator: 'Kabel', technology: 'hfc', down: 1000, up: 50, peakTime: true },
    ]);
    expect(found.steps.map((step) => [step.rule, step.verdict, step.decides, step.reached])).toEqual([
      ['supplied', 'applies-not', false, true],
      ['networks', 'applies-not', false, true],
      ['cable', 'applies', true, true],
      ['committed', 'applies-not', false, false],
      ['funded-elsewhere', 'applies-not', false, false],
      ['known', 'applies-not', false, false],
      ['below-threshold', 'applies-not', false, false],
    ]);
    expect([found.winning, found.confidence, found.eligible]).toEqual([1, 'unsure', 'no']);
    expect(found.steps[0]!.text.de).toBe(
      'Kabel, HFC, 1.000/50 Mbit/s (Meldung, Stand 30.06.2025): zu langsam.',
    );
    expect(found.steps[2]!.text.en).toBe(
      'Kabel, HFC, 1,000/50 Mbit/s (Meldung, as of 30/06/2025): meets the demand.',
    );
    expect(found.steps[1]!.text.de).toContain('Ein Netz zählt: Kabel.');
    expect(found.steps[0]!.demand.de).toContain('300 Mbit/s im Download und 150 Mbit/s im Upload');
    expect(found.horizonEnds).toBe('2031-01-15');
  });

  it('gives a paragraph only where one is established', () => {
    const steps = chain([{ down: 50, up: 10 }]).steps;
    expect(steps.find((step) => step.rule === 'committed')!.paragraph).toContain('Nr. 5.5');
    expect(steps.find((step) => step.rule === 'cable')!.paragraph).toBeNull();
    expect(chain([{ down: 16 }], 'weisse-flecken-2015').steps[0]!.paragraph).toBe('NGA-RR 2015');
    for (const step of steps) expect(step.source.length).toBeGreaterThan(10);
  });

  it('says of every promise why it counts or not', () => {
    const plan: WrittenClaim = {
      down: 1000,
      up: 1000,
      planned: true,
      binding: true,
      milestones: true,
      readyBy: '2028-06-30',
    };
    const found = chain([
      { down: 50, up: 10 },
      { ...plan, binding: false },
      { ...plan, milestones: false },
      { ...plan, readyBy: null },
      { ...plan, readyBy: '2025-12-31' },
      { ...plan, readyBy: '2031-01-16' },
      { ...plan, down: 299 },
      { ...plan, up: 149 },
      { ...plan, up: null },
      { ...plan, down: null },
      { ...plan, peakTime: true },
    ]);
    const committed = found.steps.find((step) => step.rule === 'committed')!;
    expect(committed.looked.map((one) => one.finding)).toEqual([
      'not-binding',
      'no-milestones',
      'date-missing',
      'lapsed',
      'beyond-horizon',
      'too-slow',
      'too-slow',
      'up-missing',
      'down-missing',
      'meets',
    ]);
    expect([committed.claim, found.winning, found.reason]).toEqual([10, 10, 'committed']);
  });

  it('counts networks by operator, and says what is taken as met', () => {
    const found = chain([
      { operator: 'A', down: 100, up: 40 },
      { operator: 'A', down: 250, up: 40 },
      { operator: 'B', down: 175, up: 40, peakTime: true },
    ]);
    const networks = found.steps[1]!;
    expect(networks.looked.map((one) => one.finding)).toEqual(['meets-assumed', 'same-operator', 'meets']);
    expect(networks.text.en).toContain('2 networks count: A, B.');
    expect([found.reason, found.confidence]).toEqual(['networks', 'sure']);
  });

  it('shows a rule that is switched off, and none that the rule set does not have', () => {
    const off = chain([{ down: 1000, up: 50, technology: 'hfc' }], 'gigabit-rl-2024', {
      excludeCable: false,
    });
    expect(off.steps[2]).toMatchObject({ rule: 'cable', verdict: 'off', looked: [] });
    expect(off.eligible).toBe('yes');
    expect(chain([{ down: 50 }], 'hellgraue-flecken-2021').steps.map((step) => step.rule)).toEqual([
      'supplied',
      'committed',
      'funded-elsewhere',
      'known',
      'below-threshold',
    ]);
  });

  it('says what is missing where nothing can be decided', () => {
    const upload = chain([{ down: 400, up: null }]);
    expect([upload.class, upload.eligible]).toEqual(['unklar', 'unclear']);
    expect(upload.steps.find((step) => step.decides)).toMatchObject({ rule: 'known', claim: 0 });
    expect(upload.steps.find((step) => step.decides)!.text.de).toContain('Upload nicht angegeben');
    const nothing = chain([]);
    expect([nothing.reason, nothing.winning]).toEqual(['no-claim', null]);
    expect(nothing.steps.find((step) => step.decides)!.text.de).toBe(
      'Niemand macht eine Angabe zum Bestand.',
    );
  });
});

describe('contradictions', () => {
  const pairs = (claims: readonly WrittenClaim[]) => contradictionsOf(claimsOf(claims)).map((c) => c.claims);
  const base: WrittenClaim = { operator: 'A', technology: 'fttc', down: 100, up: 40 };

  it.each<[string, WrittenClaim, number[][]]>([
    ['another download of the same operator and technology', { ...base, down: 50 }, [[0, 1]]],
    ['another upload', { ...base, up: 10 }, [[0, 1]]],
    ['the same figures', base, []],
    ['a missing figure', { ...base, up: null }, []],
    ['another technology', { ...base, technology: 'ftth', down: 1000 }, []],
    ['another operator', { ...base, operator: 'B', down: 16 }, []],
    ['planned what is there already', { ...base, planned: true }, [[0, 1]]],
    ['planned to be faster', { ...base, planned: true, down: 101 }, []],
  ])('%s', (_, other, expected) => {
    expect(pairs([base, other])).toEqual(expected);
  });
  it('are said with both claims', () => {
    const [found] = contradictionsOf(claimsOf([base, { ...base, down: 50 }]));
    expect(found!.text.de).toContain('100/40 Mbit/s');
    expect(found!.text.en).toContain('50/40 Mbit/s');
  });
});
