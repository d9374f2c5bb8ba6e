import { isInForce } from '../rulebook/in-force.ts';
import type { CasePlace, Confidence, RuleSet, SpecialCase, Wording } from '../rulebook/rule-set.ts';

export const PLACE_KINDS = ['schools', 'business-parks', 'public-buildings'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What a place of a kind needs, with how well that is established. */
export interface NeedRule {
  readonly text: Wording;
  readonly confidence: Confidence;
  readonly source: string | null;
  readonly paragraph: string | null;
  /** Rule set that states it; null where none does. */
  readonly rules: string | null;
}

/** Need and target of one kind of place, as the rule sets state them. */
export interface PlaceRules {
  readonly need: NeedRule & { readonly figure: SpecialCase['need'] };
  readonly target: NeedRule & { readonly figure: SpecialCase['target'] };
}

const NOT_LAID_DOWN: Readonly<Record<'need' | 'target', Wording>> = {
  need: {
    de: 'Ein Bedarf ist hierfür nicht festgelegt; es zählt nur das Ziel.',
    en: 'No need is laid down for this; only the target counts.',
  },
  target: { de: 'Ein Ziel ist hierfür nicht festgelegt.', en: 'No target is laid down for this.' },
};

/**
 * The special cases of a kind of place on a day (ISO date), of whichever rule set states them; the latest counts. That
 * a case outlives the programme it comes from is how the data have it: it still serves as a check of need.
 */
export function placeRulesOn(ruleSets: readonly RuleSet[], place: CasePlace, isoDate: string): PlaceRules {
  const latest = (what: 'need' | 'target') =>
    ruleSets
      .flatMap((rules) => (rules.specialCases ?? []).map((stated) => ({ rules: rules.id, stated })))
      .filter(({ stated }) => stated.place === place && stated[what] !== null && isInForce(stated, isoDate))
      .sort((a, b) => (a.stated.validFrom < b.stated.validFrom ? -1 : 1))
      .at(-1);
  const ruleOf = (what: 'need' | 'target'): NeedRule => {
    const found = latest(what);
    if (!found)
      return { text: NOT_LAID_DOWN[what], confidence: 'unsure', source: null, paragraph: null, rules: null };
    const { text, confidence, source, paragraph } = found.stated;
    return { text, confidence, source, paragraph, rules: found.rules };
  };
  return {
    need: { ...ruleOf('need'), figure: latest('need')?.stated.need ?? null },
    target: { ...ruleOf('target'), figure: latest('target')?.stated.target ?? null },
  };
}

/**
 * The need of a place in Mbit/s down; null where nothing is laid down or the number of classes is not known. Pupils are
 * not converted into classes: no official figure does so. Of workplaces and beds the data say nothing; of a workplace
 * one is assumed at each address.
 */
export function needDownMbit({ need: { figure } }: PlaceRules, classes: number | null): number | null {
  if (figure === null || figure.mbit === null || figure.per === 'bed') return null;
  if (figure.per === 'class') return classes === null ? null : figure.mbit * (classes + figure.extra);
  return figure.mbit * (1 + figure.extra);
}
