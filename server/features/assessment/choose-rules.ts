import { IssueError } from '#core/issue.ts';
import { type CompiledRules, type CompileOptions, compileRules, dayOf } from '#core/rulebook/classify.ts';
import type { RuleBook } from '#core/rulebook/rule-book.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { SHIPPED_RULES } from '#data/rulebook/index.ts';

/** How a rule set is asked for and read; what is not given is as the rule set presets it. */
export interface RulesQuery {
  readonly rules?: string | undefined;
  /** Day of the evaluation (ISO); without `rules` also the day whose rule set applies. Today when not given. */
  readonly date?: string | undefined;
  /** State of the supply data on this day (ISO); the newest when not given. */
  readonly data?: string | undefined;
  readonly horizonYears?: number | undefined;
  readonly excludeCable?: boolean | undefined;
  readonly requirePeakTimeStatement?: boolean | undefined;
}

export interface ChosenRules {
  readonly ruleSet: RuleSet;
  /** Not released: a trial, in force on no day. */
  readonly isDraft: boolean;
  /** Other rule sets in force on the same day: special cases with one of their own. */
  readonly alsoInForce: readonly RuleSet[];
  readonly date: string;
  /** Day whose state of the supply data is meant; null for the newest. */
  readonly dataOn: string | null;
  /** How the rule set is read. */
  readonly options: CompileOptions;
  readonly compiled: CompiledRules;
}

/**
 * Finds the rule set by id or by day and makes it ready.
 * @throws IssueError `unknown-rule-set`, `no-rule-set-on`, `rules-or-date`, or `bad-parameter` for a horizon that the
 * rule set does not know
 * @param book the rule sets to choose from; those that ship when not given
 */
export function chooseRules(query: RulesQuery, book: RuleBook = SHIPPED_RULES): ChosenRules {
  const { rules, horizonYears, excludeCable, requirePeakTimeStatement } = query;
  const date = query.date ?? new Date().toISOString().slice(0, 10);
  let ruleSet: RuleSet;
  let alsoInForce: readonly RuleSet[] = [];
  if (rules !== undefined) ruleSet = book.find(rules);
  else {
    const known = book.ruleSets.map(
      ({ id, validFrom, validTo }) => `${id} (${validFrom} – ${validTo ?? ''})`,
    );
    if (query.date === undefined) throw issue('rules-or-date', 'rules', { known: known.join(', ') });
    const [first, ...others] = book.on(date);
    if (!first) throw issue('no-rule-set-on', 'date', { value: date, known: known.join(', ') });
    [ruleSet, alsoInForce] = [first, others];
  }
  const { min, max } = ruleSet.horizonYears;
  if (horizonYears !== undefined && !(horizonYears >= min && horizonYears <= max)) {
    const params = { name: 'horizon', value: horizonYears, expected: `${min} … ${max} (${ruleSet.id})` };
    throw issue('bad-parameter', 'horizon', params);
  }
  const options: CompileOptions = {
    onDay: dayOf(date),
    ...(horizonYears === undefined ? {} : { horizonYears }),
    ...(excludeCable === undefined ? {} : { excludeCable }),
    ...(requirePeakTimeStatement === undefined ? {} : { requirePeakTimeStatement }),
  };
  return {
    dataOn: query.data ?? null,
    ruleSet,
    isDraft: book.isDraft(ruleSet.id),
    alsoInForce,
    date,
    options,
    compiled: compileRules(ruleSet, options),
  };
}

function issue(code: string, where: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
