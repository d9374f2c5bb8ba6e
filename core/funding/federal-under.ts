import { isInForce } from '../rulebook/in-force.ts';
import type { LimitKind, MoneyLimit, RuleSet } from '../rulebook/rule-set.ts';
import type { RuleValue } from './figure.ts';
import type { FederalRules } from './funding-rules.ts';

/**
 * The federal guideline with the limits of the money that a rule set states for a day (ISO date); what it leaves open
 * stays as the guideline has it. So a new limit is a new rule set, not a new program.
 */
export function federalUnder(ruleSet: RuleSet, isoDate: string, federal: FederalRules): FederalRules {
  const limit = (kind: LimitKind) =>
    (ruleSet.limits ?? []).find((one) => one.kind === kind && isInForce(one, isoDate));
  const asValue = (stated: MoneyLimit | undefined, factor: number, otherwise: RuleValue<number>) =>
    stated
      ? {
          value: Math.round(stated.value * factor),
          source: stated.source,
          confidence: stated.confidence,
          paragraph: stated.paragraph,
        }
      : otherwise;
  return {
    ...federal,
    rateBp: asValue(limit('federal-rate-percent'), 100, federal.rateBp),
    minFederalCents: asValue(limit('federal-min-eur'), 100, federal.minFederalCents),
    maxFederalCents: asValue(limit('federal-max-eur'), 100, federal.maxFederalCents),
    minOwnShareBp: asValue(limit('own-share-min-percent'), 100, federal.minOwnShareBp),
  };
}
