import type { PlausibilityRules } from '../survey/plausibility.ts';
import type { RuleValue } from './figure.ts';
import type { ProcedureRules } from './procedures.ts';
import { enteredValue, OPEN_PERIODS, type RuleEntry } from './rule-entries.ts';

/** The periods with what was entered; an entered one stays `unsure` and names its source and day. */
export function withProcedureEntries(rules: ProcedureRules, entries: readonly RuleEntry[]): ProcedureRules {
  const entered = Object.fromEntries(
    OPEN_PERIODS.map((key) => [key, enteredValue<number>(entries, `procedures.${key}`) ?? rules[key]]),
  );
  return { ...rules, ...entered };
}

type Speed = NonNullable<PlausibilityRules['speeds']['dsl']>;

/** What answers are held against, with what was entered. */
export function withPlausibilityEntries(
  rules: PlausibilityRules,
  entries: readonly RuleEntry[],
): PlausibilityRules {
  const number = (key: 'buildRatePerMonth' | 'lateShare'): RuleValue<number> =>
    enteredValue<number>(entries, `survey.${key}`) ?? rules[key];
  const speeds = Object.entries(rules.speeds).map(([technology, shipped]): [string, Speed] => {
    const entry = enteredValue<Pick<Speed, 'downMbit' | 'upMbit'>>(entries, `survey.speeds.${technology}`);
    if (!entry) return [technology, shipped];
    return [technology, { ...entry.value, source: entry.source, confidence: entry.confidence }];
  });
  return {
    ...rules,
    speeds: Object.fromEntries(speeds),
    buildRatePerMonth: number('buildRatePerMonth'),
    lateShare: number('lateShare'),
  };
}
