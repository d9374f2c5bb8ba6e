import type { Kysely } from 'kysely';
import type { ApplicationBody } from '#core/funding/application.ts';
import { type ApplicationScore, scoreApplication } from '#core/funding/application-score.ts';
import { catalogueUnder } from '#core/funding/catalogue-under.ts';
import { criterionTitle } from '#core/funding/criterion-title.ts';
import { federalUnder } from '#core/funding/federal-under.ts';
import { type RuleEntry, withEntries } from '#core/funding/rule-entries.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import {
  FEDERAL_RULES,
  findLandRules,
  SCORING,
  SCORING_CATALOGUES,
  SHIPPED_DATA,
} from '#data/funding/index.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { Database } from '../../db/schema.ts';
import { loadRuleBook } from '../rule-sets/store.ts';
import { type Plan, planOf } from './plan-facts.ts';
import { listEntries } from './rule-entry-store.ts';

/**
 * Holds an application against the rules that ship.
 * @param open called only when the plan is needed, so that a file without areas needs no database
 * @throws IssueError `unknown-rule-set`, `unknown-land-rules`, `unknown-scoring-catalogue`, `unknown-area`,
 * `invalid-geometry`
 */
export async function scoreWithPlan(
  body: ApplicationBody,
  open: () => Promise<Kysely<Database>>,
): Promise<{ score: ApplicationScore; plan: Plan | null; entries: readonly RuleEntry[] }> {
  const ruleSet = await ruleSetOf(body.rules, open);
  const land = body.inputs.landRules === null ? null : findLandRules(body.inputs.landRules);
  const { rules, areas, inputs } = body;
  const plan =
    areas.length === 0 ? null : await planOf(await open(), { rules, areas, onDate: inputs.onDate });
  // A file without areas is held against what ships; everything else also against what was entered.
  const entries = plan === null ? [] : await listEntries(await open());
  const federal = federalUnder(ruleSet, inputs.onDate, FEDERAL_RULES);
  const stated = catalogueUnder(ruleSet, inputs.onDate, SCORING_CATALOGUES, SCORING);
  const data = withEntries(
    { ...SHIPPED_DATA, federal, land, catalogue: stated.catalogue, isCatalogueStated: stated.isStated },
    entries,
  );
  return { score: scoreApplication(body, plan?.facts ?? null, data), plan, entries };
}

/** One that ships without asking the database, else one made in the house. @throws IssueError `unknown-rule-set` */
async function ruleSetOf(id: string, open: () => Promise<Kysely<Database>>): Promise<RuleSet> {
  const shipped = listRuleSets().find((rules) => rules.id === id);
  return shipped ?? (await loadRuleBook(await open())).find(id);
}

/** The score as it is printed and answered. Money in cents. */
export function scoreDocument(
  body: ApplicationBody & { readonly id?: string },
  score: ApplicationScore,
  plan: Plan | null,
  language: Language,
) {
  const { points, shares, programmes } = score;
  const unsure = new Set(score.notVerified.map(({ entry }) => entry));
  return {
    application: { id: body.id ?? null, name: body.name, applicant: body.applicant, land: body.land },
    ruleSet: body.rules,
    catalogue: score.catalogue,
    onDate: score.onDate,
    points: {
      sure: points.surePoints,
      assumed: points.assumedPoints,
      possible: points.possiblePoints,
      max: points.maxPoints,
      fastLane: score.fastLane?.value ?? null,
      criteria: points.criteria.map((criterion) => ({
        ...criterion,
        name: criterionTitle(criterion.key, language),
        notVerified: criterion.confidence !== 'sure' || unsure.has(`${criterion.key}.zeroAt`),
      })),
    },
    raises: points.raises.map((raise) => ({ ...raise, name: criterionTitle(raise.key, language) })),
    programme: programmes?.best ?? null,
    verdict: verdictSentence(score, language),
    verdicts: (programmes?.verdicts ?? []).map((verdict) => ({
      ...verdict,
      reasons: verdict.reasons.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
    })),
    alternatives: score.alternatives,
    money:
      shares === null
        ? null
        : {
            eligibleCents: score.eligibleCents,
            federalCents: shares.federal.valueCents,
            landCents: shares.land.valueCents,
            otherCents: shares.other.valueCents,
            ownCents: shares.own.valueCents,
            fundable: shares.fundable,
          },
    measured: { ...score.measured, connections: score.connections, coversWholeUnit: score.coversWholeUnit },
    plan: plan?.facts ?? null,
    notVerified: score.notVerified,
    issues: score.issues.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
  };
}

const PROGRAMME_NAMES: Readonly<Record<string, readonly [de: string, en: string]>> = {
  'fast-lane': ['der Fast Lane', 'the fast lane'],
  lueckenschluss: ['dem Lückenschluss', 'the Lückenschluss (gap closing)'],
  standard: ['dem Regelverfahren mit Rangfolge', 'the ranked standard procedure'],
};

/** One honest sentence: what fits, or what stands in the way. */
export function verdictSentence({ programmes }: ApplicationScore, language: Language): string {
  const german = language === 'de';
  if (programmes === null) {
    return german
      ? 'Ohne förderfähige Summe gibt es kein Urteil über die Programme; die Punkte stehen für sich.'
      : 'Without an eligible sum there is no verdict on programmes; the points stand alone.';
  }
  if (programmes.best === 'none') {
    return german
      ? 'Keines der bekannten Programme passt; die Gründe stehen bei jedem.'
      : 'None of the known programmes fits; the reasons stand beside each.';
  }
  const name = PROGRAMME_NAMES[programmes.best]![german ? 0 : 1];
  const { fits } = programmes.verdicts.find(({ programme }) => programme === programmes.best)!;
  if (fits === 'yes') {
    return german ? `Der Antrag passt zu ${name}.` : `The application fits ${name}.`;
  }
  return german
    ? `Am nächsten liegt er ${name}; ob er passt, ist nicht verifiziert.`
    : `It comes nearest to ${name}; whether it fits is not verified.`;
}
