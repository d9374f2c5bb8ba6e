import { IssueError } from '#core/issue.ts';
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

export function listRuleSets(): readonly RuleSet[] {
  return RULE_SETS;
}

/** @throws IssueError `unknown-rule-set`, naming those there are */
export function findRuleSet(id: string): RuleSet {
  const found = RULE_SETS.find((rules) => rules.id === id);
  if (found) return found;
  const known = RULE_SETS.map((rules) => rules.id).join(', ');
  throw new IssueError({
    code: 'unknown-rule-set',
    severity: 'error',
    where: 'rules',
    params: { value: id, known },
  });
}

/** The rule sets in force on a day (ISO date); several where special cases have one of their own. */
export function ruleSetsOn(isoDate: string): readonly RuleSet[] {
  return RULE_SETS.filter(
    (rules) => rules.validFrom <= isoDate && (rules.validTo === null || isoDate <= rules.validTo),
  );
}
