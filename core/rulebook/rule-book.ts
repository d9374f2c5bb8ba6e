import { IssueError } from '../issue.ts';
import { isInForce } from './in-force.ts';
import type { RuleSet } from './rule-set.ts';

/**
 * Rule sets that apply one after the other: those that ship and those released in the house. One that another
 * supersedes is in force up to the day before it, whatever its own last day says.
 */
export class RuleBook {
  /** Released rule sets by their first day, with the last day they are in force. */
  readonly ruleSets: readonly RuleSet[];
  readonly #drafts: readonly RuleSet[];

  constructor(released: readonly RuleSet[], drafts: readonly RuleSet[] = []) {
    this.ruleSets = released
      .map((rules) => ({ ...rules, validTo: lastDayOf(rules, released) }))
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));
    this.#drafts = drafts;
  }

  /**
   * A rule set by its id; a draft too, so that it can be tried before it is released.
   * @throws IssueError `unknown-rule-set`, naming those there are
   */
  find(id: string): RuleSet {
    const found = [...this.ruleSets, ...this.#drafts].find((rules) => rules.id === id);
    if (found) return found;
    const known = [...this.ruleSets, ...this.#drafts].map((rules) => rules.id).join(', ');
    throw new IssueError({
      code: 'unknown-rule-set',
      severity: 'error',
      where: 'rules',
      params: { value: id, known },
    });
  }

  /** The rule sets in force on a day (ISO date); several where special cases have one of their own. Never a draft. */
  on(isoDate: string): readonly RuleSet[] {
    return this.ruleSets.filter((rules) => isInForce(rules, isoDate));
  }

  isDraft(id: string): boolean {
    return this.#drafts.some((rules) => rules.id === id);
  }
}

/** The earlier of its own last day and the day before its first successor; null where neither is. */
function lastDayOf(rules: RuleSet, all: readonly RuleSet[]): string | null {
  const ends = all
    .filter((other) => other.supersedes === rules.id)
    .map((other) => dayBefore(other.validFrom));
  if (rules.validTo !== null) ends.push(rules.validTo);
  return ends.sort()[0] ?? null;
}

function dayBefore(isoDate: string): string {
  return new Date(Date.parse(`${isoDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
