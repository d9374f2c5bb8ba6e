import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import type { Kysely } from 'kysely';
import { csvRows } from '#core/dossier/csv-rows.ts';
import type { DossierSurvey } from '#core/dossier/survey-result.ts';
import type { SurveyResult } from '#core/survey/result.ts';
import type { Database } from '../../db/schema.ts';
import { keptResult } from '../surveys/survey-store.ts';

/**
 * The result of a market survey as it was kept when the survey was finished; null while it is not finished, or gone. Later
 * data do not change it.
 */
export async function keptSurvey(
  db: Kysely<Database>,
  surveyId: string | undefined,
): Promise<DossierSurvey | null> {
  const zip = surveyId === undefined ? undefined : await keptResult(db, surveyId);
  if (!zip) return null;
  const files = unzipSync(new Uint8Array(zip));
  const result = JSON.parse(strFromU8(files['ergebnis.json']!)) as SurveyResult;
  const [columns = [], ...promises] = csvRows(strFromU8(files['zusagen.csv']!).replace(/^\uFEFF/, ''));
  return {
    name: result.name,
    issuer: result.issuer,
    onDate: result.onDate,
    validUntil: result.validUntil,
    sha256: createHash('sha256').update(zip).digest('hex'),
    operators: result.operators.map(({ name, answer, decision, reason, report }) => ({
      name,
      answer,
      decision,
      reason,
      addresses: report?.addresses ?? null,
      promises: report?.promises.addresses ?? null,
      binding: report?.promises.binding ?? null,
      withMilestones: report?.promises.withMilestones ?? null,
      counting: report?.promises.counting ?? null,
    })),
    columns,
    promises,
  };
}
