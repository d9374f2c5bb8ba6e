import type { Kysely } from 'kysely';
import { withPlausibilityEntries, withProcedureEntries } from '#core/funding/open-periods.ts';
import type { ProcedureRules } from '#core/funding/procedures.ts';
import type { PlausibilityRules } from '#core/survey/plausibility.ts';
import { PLAUSIBILITY_RULES, PROCEDURE_RULES } from '#data/funding/index.ts';
import type { Database } from '../../db/schema.ts';
import { listEntries } from './rule-entry-store.ts';

/** The periods of the procedures with what was entered for those that are not established. */
export async function procedureRules(db: Kysely<Database>): Promise<ProcedureRules> {
  return withProcedureEntries(PROCEDURE_RULES, await listEntries(db));
}

/** What answers of operators are held against, with what was entered. */
export async function plausibilityRules(db: Kysely<Database>): Promise<PlausibilityRules> {
  return withPlausibilityEntries(PLAUSIBILITY_RULES, await listEntries(db));
}
