import type { Claim } from './claim.ts';
import { isoDateOf } from './claim.ts';
import {
  cableFinding,
  committedFinding,
  fundedFinding,
  networkFinding,
  suppliedFinding,
} from './claim-findings.ts';
import type { CompiledRules } from './classify.ts';
import { type Contradiction, contradictionsOf } from './contradictions.ts';
import { type Finding, isMissing, meetsDemand } from './explain-texts.ts';
import { demandOf, outcomeText } from './reason-texts.ts';
import type { Confidence, Eligibility, Reason, RuleSet, SupplyClass, Wording } from './rule-set.ts';

/** The rules in the order in which they are asked. */
export const RULES = [
  'supplied',
  'networks',
  'cable',
  'committed',
  'funded-elsewhere',
  'known',
  'below-threshold',
] as const;
export type RuleName = (typeof RULES)[number];

/** `unclear`: what a claim leaves out could make the rule apply. `off`: the rule set has the rule, switched off. */
export type RuleVerdict = 'applies' | 'applies-not' | 'unclear' | 'off';

/** One rule of the chain: what it asked, of which claims, and what came out. */
export interface ReasonStep {
  readonly rule: RuleName;
  readonly verdict: RuleVerdict;
  /** The rule that decided; exactly one of the chain. */
  readonly decides: boolean;
  /** Rules after the deciding one are shown, but no longer matter. */
  readonly reached: boolean;
  readonly demand: Wording;
  /** Every claim the rule looked at, by its place in the list of claims. */
  readonly looked: readonly { readonly claim: number; readonly finding: Finding }[];
  /** The claim that spoke loudest for the verdict, null where there is none. */
  readonly claim: number | null;
  readonly text: Wording;
  /** Null where the paragraph is not established; never made up. */
  readonly paragraph: string | null;
  readonly source: string;
  readonly confidence: Confidence;
}

/** Why an address is what it is. */
export interface Explanation {
  readonly rules: string;
  readonly onDay: string;
  readonly horizonEnds: string;
  readonly class: SupplyClass;
  readonly eligible: Eligibility;
  readonly reason: Reason;
  /** The weakest of the rule set and the rule that decided. */
  readonly confidence: Confidence;
  readonly steps: readonly ReasonStep[];
  /** The claim that decided, else the fastest existing one; null where there is none. */
  readonly winning: number | null;
  readonly contradictions: readonly Contradiction[];
}

/**
 * The chain of reasons of one address: every rule in order with the claims it looked at. It comes to the verdict of
 * `classify` for the same claims, by way of the findings at each single claim.
 */
export function explain(claims: readonly Claim[], rules: CompiledRules): Explanation {
  const { exclusions } = rules.ruleSet;
  const look = (rule: (claim: Claim, rules: CompiledRules) => Finding | null) =>
    claims.flatMap((claim, index) => {
      const finding = rule(claim, rules);
      return finding ? [{ claim: index, finding }] : [];
    });
  const asked: { rule: RuleName; looked: ReasonStep['looked']; on: boolean; confidence: Confidence }[] = [];
  asked.push({
    rule: 'supplied',
    looked: look(suppliedFinding),
    on: true,
    confidence: rules.ruleSet.confidence,
  });
  if (exclusions.networks) {
    const looked = countedOnce(claims, look(networkFinding));
    asked.push({ rule: 'networks', looked, on: true, confidence: exclusions.networks.confidence });
  }
  if (exclusions.cable) {
    const on = rules.cableDown > 0;
    const looked = on ? look(cableFinding) : [];
    asked.push({ rule: 'cable', looked, on, confidence: exclusions.cable.confidence });
  }
  asked.push({
    rule: 'committed',
    looked: look(committedFinding),
    on: true,
    confidence: exclusions.selfBuild.confidence,
  });
  asked.push({
    rule: 'funded-elsewhere',
    looked: rules.fundedElsewhere ? look(fundedFinding) : [],
    on: rules.fundedElsewhere,
    confidence: exclusions.fundedElsewhere.confidence,
  });

  const verdicts = asked.map(({ rule, looked, on }): RuleVerdict => {
    if (!on) return 'off';
    const met = looked.filter(({ finding }) => meetsDemand(finding)).length;
    if (met >= (rule === 'networks' ? rules.networksCount : 1)) return 'applies';
    return looked.some(({ finding }) => isMissing(finding)) ? 'unclear' : 'applies-not';
  });
  const decisive = verdicts.indexOf('applies');
  const missing = asked.flatMap(({ looked }) => looked.filter(({ finding }) => isMissing(finding)));
  const existing = claims.filter((claim) => !claim.planned).length;
  const reason = reasonOf(decisive < 0 ? null : asked[decisive]!.rule, existing, missing);
  const eligible =
    decisive >= 0 ? 'no' : reason === 'below-threshold' ? ('yes' as const) : ('unclear' as const);

  asked.push({ rule: 'known', looked: once(missing), on: true, confidence: 'sure' });
  verdicts.push(eligible === 'unclear' ? 'applies' : missing.length > 0 ? 'unclear' : 'applies-not');
  const best = fastest(claims, existingOf(claims));
  asked.push({
    rule: 'below-threshold',
    looked: asked[0]!.looked,
    on: true,
    confidence: rules.ruleSet.confidence,
  });
  verdicts.push(eligible === 'yes' ? 'applies' : eligible === 'no' ? 'applies-not' : 'unclear');

  const decides = verdicts.indexOf('applies');
  const steps = asked.map(({ rule, looked, confidence }, i): ReasonStep => {
    const verdict = verdicts[i]!;
    const claim = loudest(claims, looked, verdict);
    return {
      rule,
      verdict,
      decides: i === decides,
      reached: i <= decides,
      demand: demandOf(rule, rules),
      looked,
      claim,
      text: outcomeText({ rule, verdict, looked, claim, claims, rules, existing }),
      paragraph: paragraphOf(rule, rules.ruleSet),
      source: rules.ruleSet.source,
      confidence,
    };
  });
  const deciding = steps[decides]!;
  const known = existing > 0 && !missing.some(({ claim }) => !claims[claim]!.planned);
  return {
    rules: rules.ruleSet.id,
    onDay: isoDateOf(rules.onDay),
    horizonEnds: isoDateOf(rules.horizonEndDay),
    class: reason === 'supplied' ? 'versorgt' : known ? speedClass(claims[best!]!.downMbit!) : 'unklar',
    eligible,
    reason,
    confidence: weakest(rules.ruleSet.confidence, deciding.confidence),
    steps,
    winning: (decisive >= 0 ? deciding.claim : null) ?? best,
    contradictions: contradictionsOf(claims),
  };
}

function paragraphOf(rule: RuleName, { upperParagraph, exclusions }: RuleSet): string | null {
  switch (rule) {
    case 'supplied':
    case 'below-threshold':
      return upperParagraph;
    case 'networks':
      return exclusions.networks?.paragraph ?? null;
    case 'cable':
      return exclusions.cable?.paragraph ?? null;
    case 'committed':
      return exclusions.selfBuild.paragraph ?? null;
    case 'funded-elsewhere':
      return exclusions.fundedElsewhere.paragraph ?? null;
    case 'known':
      return null;
  }
}

function reasonOf(rule: RuleName | null, existing: number, missing: ReasonStep['looked']): Reason {
  if (rule !== null) return rule as Reason;
  if (existing === 0) return 'no-claim';
  if (missing.some(({ finding }) => finding !== 'date-missing')) return 'unknown-speed';
  return missing.length > 0 ? 'unknown-date' : 'below-threshold';
}

/** Steps of speed below the threshold, as the German programmes name them: 30 and 100 Mbit/s down. */
function speedClass(downMbit: number): SupplyClass {
  return downMbit < 30 ? 'weiss' : downMbit < 100 ? 'hellgrau' : 'dunkelgrau';
}

/** Independent networks: of several claims of one operator the first that meets the demand counts. */
function countedOnce(claims: readonly Claim[], looked: ReasonStep['looked']): ReasonStep['looked'] {
  const seen = new Set<string>();
  return looked.map((one) => {
    if (!meetsDemand(one.finding)) return one;
    const { operator } = claims[one.claim]!;
    if (seen.has(operator)) return { ...one, finding: 'same-operator' };
    seen.add(operator);
    return one;
  });
}

/** Each claim once, with the first finding. */
function once(looked: ReasonStep['looked']): ReasonStep['looked'] {
  return looked.filter((one, i) => looked.findIndex((other) => other.claim === one.claim) === i);
}

const existingOf = (claims: readonly Claim[]) =>
  claims.flatMap((claim, index) => (claim.planned ? [] : [index]));

function fastest(claims: readonly Claim[], among: readonly number[]): number | null {
  let best: number | null = null;
  const rank = (index: number) => (claims[index]!.downMbit ?? -1) * 100_001 + (claims[index]!.upMbit ?? -1);
  for (const index of among) if (best === null || rank(index) > rank(best)) best = index;
  return best;
}

function loudest(claims: readonly Claim[], looked: ReasonStep['looked'], verdict: RuleVerdict) {
  const those = (test: (finding: Finding) => boolean) =>
    looked.filter(({ finding }) => test(finding)).map(({ claim }) => claim);
  const met = those(meetsDemand);
  if (verdict === 'applies' && met.length > 0) return fastest(claims, met);
  const missing = those(isMissing);
  if (verdict !== 'applies-not' && missing.length > 0) return fastest(claims, missing);
  return fastest(claims, met.length > 0 ? met : those((finding) => finding !== 'not-funded'));
}

const RANK: readonly Confidence[] = ['unsure', 'likely', 'sure'];
function weakest(a: Confidence, b: Confidence): Confidence {
  return RANK[Math.min(RANK.indexOf(a), RANK.indexOf(b))]!;
}
