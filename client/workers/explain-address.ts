import type { AddressTable } from '#core/columns/address-table.ts';
import { type Claim, claimsAt } from '#core/rulebook/claim.ts';
import { compileRules, dayOf } from '#core/rulebook/classify.ts';
import { evidenceOf } from '#core/rulebook/evidence.ts';
import { explain } from '#core/rulebook/explain.ts';
import type { RuleBook } from '#core/rulebook/rule-book.ts';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import { BINS } from './class-bins.ts';
import type { Explanation } from './messages.ts';
import type { Classified } from './planner-engine.ts';

/**
 * Why an address is in its class: the verdict in a sentence, and every rule with the claims it looked at.
 * @param claims the claims with the dates of their sources, where the page has them; else those of the table
 */
export function explainAddress(
  table: AddressTable,
  { bins, rules, referenceDate }: Classified,
  book: RuleBook,
  index: number,
  areaKey: string | null,
  claims: readonly Claim[] = claimsAt(table, index),
): Explanation {
  const bin = BINS[bins[index]!]!;
  const compiled = compileRules(book.find(rules), { onDay: dayOf(referenceDate) });
  const explanation = explain(claims, compiled);
  const { steps, winning, contradictions, confidence, eligible, reason } = explanation;
  const evidence = evidenceOf(claims, explanation, {
    asksPeakTime: compiled.ruleSet.peakTime,
    networksCount: compiled.networksCount,
  });
  const sentence = (language: 'de' | 'en') =>
    `${capital(WORDINGS.eligibility[eligible][language])}: ${WORDINGS.reason[reason][language]}`;
  return {
    classId: bin.id,
    classTitle: bin.title,
    tone: bin.tone,
    eligible,
    verdict: { de: sentence('de'), en: sentence('en') },
    confidence,
    evidencePercent: evidence.percent,
    steps,
    claims,
    winning,
    contradictions,
    areaKey,
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
