import { RuleBook } from '#core/rulebook/rule-book.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { parseRuleSet } from '#core/rulebook/rule-set-schema.ts';
import gigabit2023 from './gigabit-rl-2023.json' with { type: 'json' };
import gigabit2024 from './gigabit-rl-2024.json' with { type: 'json' };
import gigabit2025 from './gigabit-rl-2025.json' with { type: 'json' };
import hellgrau2021 from './hellgraue-flecken-2021.json' with { type: 'json' };
import schwerpunkte2021 from './hellgraue-flecken-2021-schwerpunkte.json' with { type: 'json' };
import weiss2015 from './weisse-flecken-2015.json' with { type: 'json' };

/**
 * Every rule set that ships, oldest first. What applies in 2026 is not established, so no file claims it.
 */
const RULE_SETS: readonly RuleSet[] = [
  weiss2015,
  hellgrau2021,
  schwerpunkte2021,
  gigabit2023,
  gigabit2024,
  gigabit2025,
].map((json) => parseRuleSet(`data/rulebook/${json.id}.json`, json));

/** The rule sets that ship; those made in the house are added by `server/features/rule-sets`. */
export const SHIPPED_RULES = new RuleBook(RULE_SETS);

export function listRuleSets(): readonly RuleSet[] {
  return RULE_SETS;
}

/** A rule set that ships. @throws IssueError `unknown-rule-set`, naming those there are */
export function findRuleSet(id: string): RuleSet {
  return SHIPPED_RULES.find(id);
}

/** The shipped rule sets in force on a day (ISO date); several where special cases have one of their own. */
export function ruleSetsOn(isoDate: string): readonly RuleSet[] {
  return SHIPPED_RULES.on(isoDate);
}
