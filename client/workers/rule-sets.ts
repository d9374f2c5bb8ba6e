import { listRuleSets } from '#data/rulebook/index.ts';
import type { RuleSetInfo } from './messages.ts';

export function ruleSetInfos(): RuleSetInfo[] {
  return listRuleSets().map(({ id, title, summary, validFrom, validTo, source, confidence, notes }) => ({
    id,
    title,
    summary,
    validFrom,
    validTo,
    source,
    confidence,
    notes,
  }));
}
