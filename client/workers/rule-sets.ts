import { RuleBook } from '#core/rulebook/rule-book.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { RuleSetInfo } from './messages.ts';

/** The rules of this page: those that ship and those made in the house. */
export function ruleBookWith(released: readonly RuleSet[], drafts: readonly RuleSet[]): RuleBook {
  return new RuleBook([...listRuleSets(), ...released], drafts);
}

export function ruleSetInfos(book: RuleBook, drafts: readonly RuleSet[]): RuleSetInfo[] {
  return [...book.ruleSets, ...drafts].map(
    ({ id, title, summary, validFrom, validTo, source, confidence, notes }) => ({
      id,
      draft: book.isDraft(id),
      title,
      summary,
      validFrom,
      validTo,
      source,
      confidence,
      notes,
    }),
  );
}
