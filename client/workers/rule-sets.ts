import { RuleBook } from '#core/rulebook/rule-book.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { RuleSetInfo } from './messages.ts';

/** The rules of this page: those that ship and those made in the house. */
export function ruleBookWith(released: readonly RuleSet[], drafts: readonly RuleSet[]): RuleBook {
  return new RuleBook([...listRuleSets(), ...released], drafts);
}

export function ruleSetInfos(book: RuleBook, drafts: readonly RuleSet[]): RuleSetInfo[] {
  return [...book.ruleSets, ...drafts].map((ruleSet) => {
    const { id, title, summary, validFrom, validTo, source, confidence, notes } = ruleSet;
    return {
      id,
      draft: book.isDraft(id),
      title,
      summary,
      validFrom,
      validTo,
      source,
      confidence,
      judgesBy: judgesBy(ruleSet),
      notes,
    };
  });
}

/** Thresholds, exclusions and horizon without where they are written and how sure that is. */
function judgesBy({ upper, peakTime, exclusions, horizonYears }: RuleSet): string {
  const decisive = (name: string, value: unknown) =>
    name === 'paragraph' || name === 'confidence' ? undefined : value;
  return JSON.stringify([upper, peakTime, exclusions, horizonYears.default], decisive);
}
