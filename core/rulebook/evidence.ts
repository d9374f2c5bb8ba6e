import type { Claim } from './claim.ts';
import { dayOf } from './classify.ts';
import type { Explanation } from './explain.ts';
import { meetsDemand } from './explain-texts.ts';

/** How well the verdict on one address is evidenced, and by what. Own formula, documented in `docs/rulebook.md`. */
export interface Evidence {
  /** 0 (nothing known) to 100. */
  readonly percent: number;
  /** What each claim is worth, 0 to 1: age times kind, in the order of the claims. */
  readonly claims: readonly ClaimEvidence[];
  /** Claims the verdict rests on, by their place in the list. */
  readonly restsOn: readonly number[];
  /** 1, or `CONTRADICTED` where one of those is at odds with another claim. */
  readonly agreement: number;
}

export interface ClaimEvidence {
  readonly age: number;
  readonly kind: number;
  readonly value: number;
}

/** Days a claim stays as good as new, days after which it no longer loses worth, and what is left then. */
const FRESH_DAYS = 183;
const OLD_DAYS = 5 * 365;
const OLD = 0.2;
const UNDATED = 0.5;
const CONTRADICTED = 0.5;

/**
 * Worth of one claim: `age` is 1 for half a year and falls evenly to 0.2 at five years (0.5 without a date); `kind` is
 * 1 for existing supply (0.8 where the rules ask for peak time and the claim does not state it), 0.7 for a binding
 * promise with milestones, 0.5 for a binding one, 0.3 for an announcement.
 */
export function claimEvidence(claim: Claim, onDay: number, asksPeakTime: boolean): ClaimEvidence {
  const days = claim.sourceDate === null ? null : onDay - dayOf(claim.sourceDate);
  const share = days === null ? 0 : (days - FRESH_DAYS) / (OLD_DAYS - FRESH_DAYS);
  const age = days === null ? UNDATED : 1 - (1 - OLD) * Math.min(1, Math.max(0, share));
  const kind = claim.planned
    ? claim.binding
      ? claim.milestones
        ? 0.7
        : 0.5
      : 0.3
    : asksPeakTime && !claim.peakTime
      ? 0.8
      : 1;
  return { age, kind, value: age * kind };
}

/**
 * Evidence of a verdict. One claim is enough for a rule that excludes, so the best that meets it counts (of networks
 * the weakest of as many as are needed); an eligible address is one only if every claim of existing supply is right,
 * so the weakest counts. Nothing evidences what is unclear. Shares of municipalities or cells never enter.
 * @param networksCount how many networks the rule set asks for
 */
export function evidenceOf(
  claims: readonly Claim[],
  explanation: Explanation,
  { asksPeakTime, networksCount }: { readonly asksPeakTime: boolean; readonly networksCount: number },
): Evidence {
  const worth = claims.map((claim) => claimEvidence(claim, dayOf(explanation.onDay), asksPeakTime));
  const deciding = explanation.steps.find((step) => step.decides);
  const none = { percent: 0, claims: worth, restsOn: [], agreement: 1 };
  if (!deciding || explanation.eligible === 'unclear') return none;
  const value = (index: number) => worth[index]!.value;
  const best = (indexes: readonly number[]) => [...indexes].sort((a, b) => value(b) - value(a));
  let restsOn: number[];
  if (explanation.eligible === 'yes') restsOn = deciding.looked.map((one) => one.claim);
  else {
    const met = deciding.looked.filter((one) => meetsDemand(one.finding)).map((one) => one.claim);
    restsOn = best(met).slice(0, deciding.rule === 'networks' ? networksCount : 1);
  }
  if (restsOn.length === 0) return none;
  const weakest = Math.min(...restsOn.map(value));
  const contradicted = explanation.contradictions.some((one) => one.claims.some((c) => restsOn.includes(c)));
  const agreement = contradicted ? CONTRADICTED : 1;
  return { percent: Math.round(100 * weakest * agreement), claims: worth, restsOn, agreement };
}
