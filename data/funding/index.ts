import type { FundingData } from '#core/funding/application-score.ts';
import type { EstimateRules } from '#core/funding/estimate-inputs.ts';
import type { FederalRules, LandRules } from '#core/funding/funding-rules.ts';
import type { DutyList } from '#core/funding/procedure-duties.ts';
import type { ProcedureRules } from '#core/funding/procedures.ts';
import type { ProgrammeData } from '#core/funding/programmes.ts';
import type { OpenRuleData } from '#core/funding/rule-entries.ts';
import type { ScoringCatalogue } from '#core/funding/score.ts';
import { IssueError } from '#core/issue.ts';
import type { PlausibilityRules } from '#core/survey/plausibility.ts';
import federal from './federal-gigabit-rl-2-0.json' with { type: 'json' };
import bayernRural from './land-bayern-kofgibitr-2-laendlicher-raum.json' with { type: 'json' };
import bayernUrban from './land-bayern-kofgibitr-2-verdichtungsraum.json' with { type: 'json' };
import giganetz from './land-niedersachsen-giganetz-2020.json' with { type: 'json' };
import graueFlecken from './land-niedersachsen-graue-flecken-2024.json' with { type: 'json' };
import duties from './procedure-duties-1.json' with { type: 'json' };
import procedures from './procedures-gigabit-rl-2-0.json' with { type: 'json' };
import programmes from './programmes.json' with { type: 'json' };
import scoring from './scoring-2023.json' with { type: 'json' };
import plausibility from './survey-plausibility-1.json' with { type: 'json' };
import trenchEstimate from './trench-estimate.json' with { type: 'json' };

/** Dated funding rules that ship. What applies in 2026 is not established, so no file claims it. */
export const FEDERAL_RULES = federal as FederalRules;
export const PROCEDURE_RULES = procedures as ProcedureRules;
export const PLAUSIBILITY_RULES = plausibility as PlausibilityRules;
export const DUTIES = duties as DutyList;
export const PROGRAMMES = programmes as ProgrammeData;
export const SCORING = scoring as ScoringCatalogue;
/** Catalogues of points by the id that rule sets name them with. */
export const SCORING_CATALOGUES: readonly ScoringCatalogue[] = [SCORING];
/**
 * What an application is held against when nothing was entered; the Land is the application's choice. Points and limits of
 * the money are those of its rule set on its day (`catalogueUnder`, `federalUnder`).
 */
export const SHIPPED_DATA: FundingData = {
  federal: FEDERAL_RULES,
  land: null,
  catalogue: SCORING,
  isCatalogueStated: false,
  programmes: PROGRAMMES,
};
/** Everything that holds rules which are not established and may be entered. */
export const OPEN_RULE_DATA: OpenRuleData = {
  ...SHIPPED_DATA,
  procedures: PROCEDURE_RULES,
  plausibility: PLAUSIBILITY_RULES,
};
export const ESTIMATE_RULES = trenchEstimate as EstimateRules;

const LAND_RULES = [giganetz, graueFlecken, bayernUrban, bayernRural] as unknown as readonly LandRules[];

export function listLandRules(): readonly LandRules[] {
  return LAND_RULES;
}

/** @throws IssueError `unknown-land-rules`, naming those there are */
export function findLandRules(id: string): LandRules {
  const found = LAND_RULES.find((rules) => rules.id === id);
  if (found) return found;
  const known = LAND_RULES.map((rules) => rules.id).join(', ');
  throw new IssueError({
    code: 'unknown-land-rules',
    severity: 'error',
    where: 'inputs.landRules',
    params: { value: id, known },
  });
}
