import type { Claim } from './claim.ts';
import { type CompiledRules, dayOf } from './classify.ts';
import type { Finding } from './explain-texts.ts';

/** What each rule finds at one claim; null where the rule does not look at claims of this kind. */

const down = (claim: Claim) => (claim.downMbit === null ? Number.NaN : Math.fround(claim.downMbit));
const up = (claim: Claim) => (claim.upMbit === null ? Number.NaN : Math.fround(claim.upMbit));

function met(claim: Claim, rules: CompiledRules): Finding {
  if (claim.peakTime || !rules.ruleSet.peakTime) return 'meets';
  return rules.requirePeakTimeStatement ? 'peak-time-missing' : 'meets-assumed';
}

/** Existing supply against the threshold. */
export function suppliedFinding(claim: Claim, rules: CompiledRules): Finding | null {
  if (claim.planned) return null;
  let uploadMissing = false;
  for (let t = 0; t < rules.upperDown.length; t++) {
    if (!(down(claim) >= rules.upperDown[t]!)) continue;
    if (rules.upperUp[t] === 0 || up(claim) >= rules.upperUp[t]!) return met(claim, rules);
    if (claim.upMbit === null) uploadMissing = true;
  }
  if (claim.downMbit === null) return 'down-missing';
  return uploadMissing ? 'up-missing' : 'too-slow';
}

/** One network among several, existing or promised. */
export function networkFinding(claim: Claim, rules: CompiledRules): Finding | null {
  if (rules.networksCount === 0) return null;
  const promise = claim.planned ? promiseFinding(claim, rules) : null;
  if (promise && promise !== 'date-missing') return promise;
  if (claim.downMbit === null) return promise ?? 'down-missing';
  if (!(down(claim) >= rules.networksDown)) return 'too-slow';
  return promise ?? met(claim, rules);
}

/** An existing cable network. */
export function cableFinding(claim: Claim, rules: CompiledRules): Finding | null {
  if (claim.planned) return null;
  if (claim.technology !== 'hfc') return 'other-technology';
  if (claim.downMbit === null) return 'down-missing';
  return down(claim) >= rules.cableDown ? met(claim, rules) : 'too-slow';
}

/** A promise of self-build. */
export function committedFinding(claim: Claim, rules: CompiledRules): Finding | null {
  if (!claim.planned) return null;
  const promise = promiseFinding(claim, rules);
  if (promise && promise !== 'date-missing') return promise;
  if (claim.downMbit !== null && !(down(claim) >= rules.selfBuildDown)) return 'too-slow';
  if (claim.upMbit !== null && rules.selfBuildUp > 0 && claim.downMbit !== null) {
    if (!(up(claim) >= rules.selfBuildUp)) return 'too-slow';
  }
  if (promise) return promise;
  if (claim.downMbit === null) return 'down-missing';
  if (rules.selfBuildUp > 0 && claim.upMbit === null) return 'up-missing';
  return met(claim, rules);
}

/** Public money elsewhere, existing or planned. */
export function fundedFinding(claim: Claim): Finding {
  return claim.fundedElsewhere ? 'funded' : 'not-funded';
}

/** Why a promise does not count; null when it does. */
function promiseFinding(claim: Claim, rules: CompiledRules): Finding | null {
  if (!claim.binding) return 'not-binding';
  if (rules.selfBuildMilestones && !claim.milestones) return 'no-milestones';
  if (claim.readyBy === null) return 'date-missing';
  const day = dayOf(claim.readyBy);
  if (day < rules.onDay) return 'lapsed';
  return day > rules.horizonEndDay ? 'beyond-horizon' : null;
}
