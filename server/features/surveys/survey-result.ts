import { strToU8 } from 'fflate';
import type { Kysely } from 'kysely';
import { docxBytes } from '#core/dossier/docx.ts';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { type ProcedureRules, surveyValidUntil } from '#core/funding/procedures.ts';
import { type AnswerReport, answerReport, verdictOfPromise } from '#core/survey/desk.ts';
import { type LedgerEffect, ledgerEffect } from '#core/survey/ledger-effect.ts';
import type { PlausibilityRules } from '#core/survey/plausibility.ts';
import { type PlannedClaim, plannedAttributes, type SurveyResult } from '#core/survey/result.ts';
import { resultBlocks } from '#core/survey/result-report.ts';
import { plannedCsv, resultWorkbook } from '#core/survey/result-workbook.ts';
import type { Database } from '../../db/schema.ts';
import { blocksPdf } from '../../dossier/data-sheet-pdf.ts';
import { exportFeatures } from '../../intake/export-features.ts';
import type { OnDocumentStep } from '../../jobs/document-task.ts';
import { answerColumnsSource, plausibilityRules, procedureRules } from '../funding/open-rules.ts';
import { answerClaims, earlierPromises, listOperators, type SurveyOperator } from './operator-store.ts';
import { askedAddresses, type SurveyPlan, surveyPlan } from './survey-plan.ts';
import type { StoredSurvey } from './survey-store.ts';

const PLANNING_SRID = 25832;

/** What one operator's answer says and changes; null while there is none. */
export async function operatorReport(
  db: Kysely<Database>,
  { terms }: StoredSurvey,
  { plan, asked, askedIds, onDate }: SurveyPlan,
  { name, source, answer }: SurveyOperator,
): Promise<{ report: AnswerReport; effect: LedgerEffect } | null> {
  if (!answer) return null;
  const report = answerReport({
    claims: await answerClaims(db, source),
    earlier: await earlierPromises(db, source),
    names: [name, source],
    asked: askedIds,
    rules: plan.chosen.compiled,
    onDate,
    horizonYears: terms.horizonYears,
    plausibility: await plausibilityRules(db),
    buildRatePerMonth: terms.buildRatePerMonth,
  });
  return { report, effect: ledgerEffect(plan.table, asked, new Set([source]), plan.chosen.compiled) };
}

/** The result as it is now. */
export async function surveyResult(
  db: Kysely<Database>,
  survey: StoredSurvey,
): Promise<{ result: SurveyResult; plan: SurveyPlan; operators: readonly SurveyOperator[] }> {
  const plan = await surveyPlan(db, survey);
  const operators = await listOperators(db, survey.id);
  const results: SurveyResult['operators'][number][] = [];
  for (const operator of operators) {
    const { name, answer, decision, reason } = operator;
    const found = await operatorReport(db, survey, plan, operator);
    results.push({
      name,
      // When it was read is of this database alone.
      answer: answer && { asOf: answer.asOf },
      decision,
      reason,
      report: found?.report ?? null,
      effect: found?.effect ?? null,
    });
  }
  const procedure = survey.procedures.markterkundung;
  const [periods, plausibility] = [await procedureRules(db), await plausibilityRules(db)];
  const sources = new Set(operators.map(({ source }) => source));
  const result: SurveyResult = {
    name: survey.name,
    issuer: survey.issuer,
    rules: survey.rules,
    terms: survey.terms,
    onDate: procedure?.dates.abgeschlossen ?? procedure?.dates.auswertung ?? plan.onDate,
    validUntil: procedure ? surveyValidUntil(procedure, periods) : null,
    areas: plan.areas.map(({ name, addresses }) => ({ name, addresses })),
    operators: results,
    effect: ledgerEffect(plan.plan.table, plan.asked, sources, plan.plan.chosen.compiled),
    notVerified: notVerified(survey, plan, periods, plausibility, await answerColumnsSource(db)),
  };
  return { result, plan, operators };
}

/** What the result rests on and nobody has established. */
function notVerified(
  { terms }: StoredSurvey,
  { plan }: SurveyPlan,
  { surveyValidMonths: valid }: ProcedureRules,
  { buildRatePerMonth: rate, lateShare, speeds }: PlausibilityRules,
  columns: string,
): SurveyResult['notVerified'] {
  return [
    {
      entry: {
        de: `Ergebnis gilt ${valid.value} Monate`,
        en: `The result is valid for ${valid.value} months`,
      },
      source: valid.source,
    },
    {
      entry: {
        de: `Baugeschwindigkeit ${terms.buildRatePerMonth ?? rate.value} Adressen im Monat`,
        en: `Pace of building ${terms.buildRatePerMonth ?? rate.value} addresses a month`,
      },
      source: terms.buildRatePerMonth === null ? rate.source : 'in dieser Markterkundung eingetragen',
    },
    {
      entry: {
        de: `auffällig ab ${Math.round(lateShare.value * 100)} % der Zusagen im letzten Jahr`,
        en: `remarked from ${Math.round(lateShare.value * 100)} % of the promises in the last year`,
      },
      source: lateShare.source,
    },
    ...Object.entries(speeds).map(([technology, { downMbit, upMbit, source }]) => ({
      entry: {
        de: `übliche Geschwindigkeit ${technology.toUpperCase()}: ${downMbit}/${upMbit} Mbit/s`,
        en: `usual speed of ${technology.toUpperCase()}: ${downMbit}/${upMbit} Mbit/s`,
      },
      source,
    })),
    ...plan.chosen.ruleSet.notes
      .filter(({ confidence }) => confidence !== 'sure')
      .map(({ text }) => ({ entry: text, source: plan.chosen.ruleSet.source })),
    {
      entry: { de: 'Spalten der Antwortliste', en: 'Columns of the list of answers' },
      source: columns,
    },
  ];
}

/** Every promise of every answer inside the areas, by address. */
async function plannedClaims(
  db: Kysely<Database>,
  plan: SurveyPlan,
  operators: readonly SurveyOperator[],
): Promise<PlannedClaim[]> {
  const addresses = await askedAddresses(db, plan);
  const byId = new Map(addresses.map((address, order) => [address.id, { address, order }]));
  const planned: (PlannedClaim & { order: number })[] = [];
  for (const { name, source, decision, answer } of operators) {
    if (!answer) continue;
    for (const claim of await answerClaims(db, source)) {
      const place = byId.get(claim.addressId);
      if (!claim.planned || !place) continue;
      const verdict = verdictOfPromise(claim, plan.plan.chosen.compiled);
      const counts = verdict === 'counts' && decision !== 'set-aside';
      planned.push({ ...claim, operator: name, address: place.address, verdict, counts, order: place.order });
    }
  }
  return planned.sort((a, b) => a.order - b.order).map(({ order: _, ...claim }) => claim);
}

/**
 * The result as files in one ZIP: report (PDF, DOCX), workbook, promises as CSV and GeoPackage, and for programs as
 * JSON. The same data give the same bytes.
 */
export async function resultPackage(
  db: Kysely<Database>,
  survey: StoredSurvey,
  onStep: OnDocumentStep = () => undefined,
): Promise<Uint8Array> {
  onStep('addresses');
  const { result, plan, operators } = await surveyResult(db, survey);
  const planned = await plannedClaims(db, plan, operators);
  onStep('tables');
  const blocks = resultBlocks(result);
  const about = { title: `Ergebnis der Markterkundung ${survey.name}`, day: result.onDate };
  const files: Record<string, Uint8Array> = {
    'ergebnis.pdf': await blocksPdf(blocks, { ...about, author: survey.issuer, layout: 'portrait' }),
    'ergebnis.docx': docxBytes({ ...about, creator: survey.issuer, blocks }),
    'ergebnis.xlsx': resultWorkbook(result, planned),
    'zusagen.csv': plannedCsv(planned),
    'ergebnis.json': strToU8(`${JSON.stringify(forPrograms(result), null, 1)}\n`),
  };
  if (planned.length > 0) {
    onStep('layers');
    const features = planned.map((claim) => ({
      geometry: { type: 'Point', coordinates: [claim.address.eastingM, claim.address.northingM] },
      properties: plannedAttributes(claim),
    }));
    const file = await exportFeatures({
      format: 'gpkg',
      srid: PLANNING_SRID,
      layerName: 'zusagen',
      features,
    });
    files['zusagen.gpkg'] = file.bytes;
  }
  onStep('packing');
  return zipFiles(files);
}

/** Ids of a database are nobody's outside it. */
export function forPrograms(result: SurveyResult): unknown {
  return JSON.parse(JSON.stringify(result, (key, value) => (key === 'addressIds' ? undefined : value)));
}
