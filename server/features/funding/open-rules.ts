import type { Kysely } from 'kysely';
import { withPlausibilityEntries, withProcedureEntries } from '#core/funding/open-periods.ts';
import type { ProcedureRules } from '#core/funding/procedures.ts';
import { enteredValue, latestEntry } from '#core/funding/rule-entries.ts';
import { ANSWER_COLUMNS_KEY, type AnswerColumnNames } from '#core/survey/answer-columns.ts';
import type { PlausibilityRules } from '#core/survey/plausibility.ts';
import { PLAUSIBILITY_RULES, PROCEDURE_RULES } from '#data/funding/index.ts';
import type { Database } from '../../db/schema.ts';
import { listEntries } from './rule-entry-store.ts';

/** The periods of the procedures with what was entered for those that are not established. */
export async function procedureRules(db: Kysely<Database>): Promise<ProcedureRules> {
  return withProcedureEntries(PROCEDURE_RULES, await listEntries(db));
}

/** Names of columns of the list of answers that were entered. */
export async function answerColumnNames(db: Kysely<Database>): Promise<AnswerColumnNames> {
  return (
    (latestEntry(await listEntries(db), ANSWER_COLUMNS_KEY)?.value as AnswerColumnNames | undefined) ?? {}
  );
}

/** Where the names of the columns come from, for what is listed as not verified. */
export async function answerColumnsSource(db: Kysely<Database>): Promise<string> {
  const entered = enteredValue(await listEntries(db), ANSWER_COLUMNS_KEY);
  return entered?.source ?? 'nirgends festgelegt; Vorschlag von Lückenlos';
}

/** What answers of operators are held against, with what was entered. */
export async function plausibilityRules(db: Kysely<Database>): Promise<PlausibilityRules> {
  return withPlausibilityEntries(PLAUSIBILITY_RULES, await listEntries(db));
}
