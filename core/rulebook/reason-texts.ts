import type { Claim } from './claim.ts';
import { isoDateOf } from './claim.ts';
import type { CompiledRules } from './classify.ts';
import type { ReasonStep, RuleName, RuleVerdict } from './explain.ts';
import {
  both,
  claimText,
  dateText,
  FINDINGS,
  meetsDemand,
  numberText,
  thresholdText,
} from './explain-texts.ts';
import type { Wording } from './rule-set.ts';

/** What a rule asks, in one sentence with its figures. */
export function demandOf(rule: RuleName, rules: CompiledRules): Wording {
  const { upper, exclusions, peakTime } = rules.ruleSet;
  return both((language) => {
    const german = language === 'de';
    const threshold = upper.map((one) => thresholdText(one, language)).join(german ? ' oder ' : ' or ');
    const atPeak = peakTime ? (german ? ' unter Spitzenlast' : ' at peak time') : '';
    switch (rule) {
      case 'supplied':
        return german
          ? `Versorgt, wenn ein Netz${atPeak} ${threshold} gibt.`
          : `Supplied when one network gives ${threshold}${atPeak}.`;
      case 'networks': {
        const { count, downMbit } = exclusions.networks!;
        const speed = numberText(downMbit, language);
        return german
          ? `Nicht förderfähig, wenn ${count} unabhängige Netze je ${speed} Mbit/s im Download geben oder verbindlich geben werden.`
          : `Not eligible when ${count} independent networks each give, or are bound to give, ${speed} Mbit/s down.`;
      }
      case 'cable': {
        const speed = numberText(exclusions.cable!.downMbit, language);
        return german
          ? `Nicht förderfähig, wenn ein Kabelnetz (HFC) ${speed} Mbit/s im Download gibt. Der Wortlaut ist nicht gesichert; die Regel ist ein Schalter.`
          : `Not eligible when a cable network (HFC) gives ${speed} Mbit/s down. The wording is not established; the rule is a switch.`;
      }
      case 'committed': {
        const { milestones } = exclusions.selfBuild;
        const speed = thresholdText(exclusions.selfBuild, language);
        const end = dateText(isoDateOf(rules.horizonEndDay), language);
        return german
          ? `Nicht förderfähig, wenn ein Betreiber verbindlich${milestones ? ' mit Meilensteinplan' : ''} zusagt, bis ${end} mit ${speed} auszubauen.`
          : `Not eligible when an operator binds itself${milestones ? ', with a milestone plan,' : ''} to build ${speed} by ${end}.`;
      }
      case 'funded-elsewhere':
        return german
          ? 'Nicht förderfähig, wenn hier schon mit öffentlichem Geld eines anderen Vorhabens gebaut wird oder ist.'
          : 'Not eligible when public money of another project builds or has built here.';
      case 'known':
        return german
          ? 'Ungeklärt, solange eine Angabe fehlt, die entscheiden könnte.'
          : 'Unclear as long as a figure is missing that could decide.';
      case 'below-threshold':
        return german
          ? 'Förderfähig, wenn keine der Regeln davor greift.'
          : 'Eligible when none of the rules before applies.';
    }
  });
}

interface Outcome {
  readonly rule: RuleName;
  readonly verdict: RuleVerdict;
  readonly looked: ReasonStep['looked'];
  readonly claim: number | null;
  readonly claims: readonly Claim[];
  readonly rules: CompiledRules;
  readonly existing: number;
}

/** What came out, with the claim that spoke for it. */
export function outcomeText({ rule, verdict, looked, claim, claims, existing }: Outcome): Wording {
  const finding = looked.find((one) => one.claim === claim)?.finding;
  return both((language) => {
    const german = language === 'de';
    if (verdict === 'off') return german ? 'Diese Regel ist ausgeschaltet.' : 'This rule is switched off.';
    const at =
      claim === null || !finding
        ? ''
        : `${claimText(claims[claim]!, language)}: ${FINDINGS[finding][language]}.`;
    if (rule === 'known') {
      if (existing === 0)
        return german ? 'Niemand macht eine Angabe zum Bestand.' : 'Nobody says anything of existing supply.';
      if (looked.length === 0) return german ? 'Es fehlt keine Angabe.' : 'No figure is missing.';
      return at;
    }
    if (rule === 'below-threshold') {
      if (verdict === 'applies') return german ? `Förderfähig. ${at}` : `Eligible. ${at}`;
      if (verdict === 'unclear')
        return german
          ? 'Nicht zu sagen, solange Angaben fehlen.'
          : 'Cannot be said while figures are missing.';
      return german ? 'Eine Regel davor greift.' : 'A rule before applies.';
    }
    if (looked.length === 0 || at === '') {
      if (rule === 'committed') return german ? 'Kein Betreiber plant hier.' : 'No operator has plans here.';
      if (rule === 'funded-elsewhere')
        return german ? 'Keine Förderung genannt.' : 'No public money is stated.';
      return german ? 'Keine Angabe zum Bestand.' : 'No claim of existing supply.';
    }
    if (rule === 'networks') {
      const counted = looked
        .filter((one) => meetsDemand(one.finding))
        .map((one) => claims[one.claim]!.operator);
      const count = counted.length;
      if (count === 0) return german ? `Kein Netz zählt. ${at}` : `No network counts. ${at}`;
      const names = counted.join(', ');
      if (german) return `${count === 1 ? 'Ein Netz zählt' : `${count} Netze zählen`}: ${names}.`;
      return `${count === 1 ? 'One network counts' : `${count} networks count`}: ${names}.`;
    }
    return at;
  });
}
