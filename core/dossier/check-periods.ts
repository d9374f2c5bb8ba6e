import { addDays, addMonths, isCalendarDate } from '../funding/calendar-date.ts';
import { MIN_YEARS } from '../funding/gap-inputs.ts';
import type { ProcedureRules } from '../funding/procedures.ts';
import type { Issue } from '../issue.ts';
import { advise, fail } from './check-report.ts';
import { FILES, type Manifest } from './manifest.ts';

/** Periods of the procedures as of the day of filing. Steps not taken yet are advice, broken periods mandatory. */
export function checkPeriods(manifest: Manifest, rules: ProcedureRules): Issue[] {
  const where = FILES.manifest;
  const { onDate } = manifest.application;
  const found: Issue[] = [];
  const days = [
    ['onDate', onDate] as const,
    ...Object.values(manifest.procedures).flatMap(({ kind, dates }) =>
      Object.entries(dates).map(([name, date]) => [`${kind}.${name}`, date] as const),
    ),
  ];
  for (const [name, value] of days) {
    if (!isCalendarDate(value)) {
      found.push(fail('dossier-manifest', where, { name, value, expected: 'YYYY-MM-DD' }));
    }
  }
  if (found.length > 0) return found;

  const { id: ruleSet, validFrom, validTo } = manifest.ruleSet;
  if (onDate < validFrom || (validTo !== null && onDate > validTo)) {
    const params = { ruleSet, onDate, validFrom, validTo: validTo ?? '–' };
    found.push(advise('dossier-rule-set-not-in-force', where, params));
  }
  const years = manifest.figures.gapYears;
  if (years !== null && years < MIN_YEARS) {
    found.push(fail('dossier-gap-years', where, { years, minYears: MIN_YEARS, paragraph: 'Nr. 3.1' }));
  }
  const { angekuendigt, durchgefuehrt } = manifest.procedures.branchendialog?.dates ?? {};
  if (angekuendigt && durchgefuehrt) {
    const rule = rules.dialogueAnnouncedDays;
    const earliest = addDays(angekuendigt, rule.value);
    if (durchgefuehrt < earliest) {
      found.push(
        fail('dialogue-announced-too-late', where, {
          earliest,
          ...originOf(rule),
        }),
      );
    }
  }
  found.push(...surveyFindings(manifest, rules, durchgefuehrt ?? null));
  return found;
}

function surveyFindings(manifest: Manifest, rules: ProcedureRules, held: string | null): Issue[] {
  const where = FILES.manifest;
  const survey = manifest.procedures.markterkundung;
  const start = survey?.dates.veroeffentlicht;
  const end = survey?.dates.ende;
  if (!survey || !start || !end) return [advise('survey-missing', where)];
  const found: Issue[] = [];
  const least = rules.surveyMinDays;
  const earliestEnd = addDays(start, least.value);
  if (end < earliestEnd) {
    found.push(fail('survey-too-short', where, { endDate: end, earliestEnd, ...originOf(least) }));
  }
  const age = rules.dialogueMaxAgeMonths;
  const oldest = addMonths(start, -age.value);
  const isWaived = rules.dialogueWaivedFor.value.includes(survey.programme ?? '');
  if (isWaived && (held === null || held < oldest)) {
    // Counts as done in this programme.
  } else if (held === null) found.push(fail('dialogue-missing', where, originOf(age)));
  else if (held > start) found.push(fail('dialogue-after-survey', where, { held, ...originOf(age) }));
  else if (held < oldest) found.push(fail('dialogue-too-old', where, { held, oldest, ...originOf(age) }));
  const valid = rules.surveyValidMonths;
  const validUntil = addMonths(end, valid.value);
  const { onDate } = manifest.application;
  if (onDate > validUntil) found.push(fail('survey-expired', where, { validUntil, ...originOf(valid) }));
  else if (onDate <= end || survey.state !== 'abgeschlossen') {
    found.push(advise('survey-not-finished', where, { state: survey.state }));
  }
  return found;
}

/** Where a period stands and how that is known, for the sentence. */
function originOf({ paragraph, source }: { readonly paragraph: string | null; readonly source: string }) {
  return { paragraph, source };
}
