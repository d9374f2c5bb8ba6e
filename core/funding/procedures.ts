import type { Issue } from '../issue.ts';
import { addDays, addMonths, type CalendarDate, isCalendarDate } from './calendar-date.ts';
import type { RuleValue } from './figure.ts';

/** Periods of the procedures as a dated data file (`data/funding/procedures-*.json`). */
export interface ProcedureRules {
  readonly id: string;
  readonly dialogueAnnouncedDays: RuleValue<number>;
  readonly dialogueMaxAgeMonths: RuleValue<number>;
  /** Programmes in which the Branchendialog counts as done. */
  readonly dialogueWaivedFor: RuleValue<readonly string[]>;
  readonly surveyMinDays: RuleValue<number>;
  readonly surveyHorizonYears: RuleValue<readonly number[]>;
  readonly surveyValidMonths: RuleValue<number>;
  readonly purposeYears: RuleValue<number>;
}

/**
 * Branchendialog (talks with the industry), Markterkundung (market survey), Interessenbekundung (call for
 * interest), Förderantrag (application up to the end of the purpose period).
 */
export type ProcedureKind = 'branchendialog' | 'markterkundung' | 'interessenbekundung' | 'foerderantrag';

/** Where a procedure stands. `dates` holds the day each state was reached and what was announced. */
export interface Procedure {
  readonly kind: ProcedureKind;
  readonly state: string;
  readonly dates: Readonly<Record<string, CalendarDate>>;
  /** Programme a Markterkundung was published for, where one was chosen. */
  readonly programme?: string;
  /** Duties and documents that are done, by their id (`procedure-duties.ts`). */
  readonly done?: Readonly<Record<string, DoneDuty>>;
}

/** When a duty was done and where its document lies (file number, folder); empty where nothing is to be kept. */
export interface DoneDuty {
  readonly onDate: CalendarDate;
  readonly note: string;
}

/** What a step needs to know beside the procedure itself. */
export interface StepFacts {
  readonly onDate: CalendarDate;
  /** Announced last day of a survey or call for interest. */
  readonly endDate?: CalendarDate;
  /** Day the Branchendialog was held; needed to publish a Markterkundung. */
  readonly dialogueHeld?: CalendarDate | null;
  /** Programme the survey is made for; some need no Branchendialog. */
  readonly programme?: string | null;
  /** Years asked about; needed to publish a Markterkundung. */
  readonly horizonYears?: number;
  /** The finished Markterkundung; needed to file an application. */
  readonly survey?: Procedure | null;
}

interface Transition {
  readonly from: readonly string[];
  readonly to: string;
  readonly guard?: (procedure: Procedure, facts: StepFacts, rules: ProcedureRules) => Issue[];
  /** Further days that the step fixes. */
  readonly fixes?: (facts: StepFacts, rules: ProcedureRules) => Record<string, CalendarDate>;
}

const MACHINES: Readonly<Record<ProcedureKind, Readonly<Record<string, Transition>>>> = {
  branchendialog: {
    ankuendigen: { from: ['entwurf'], to: 'angekuendigt' },
    durchfuehren: { from: ['angekuendigt'], to: 'durchgefuehrt', guard: announcedLongEnough },
    dokumentieren: { from: ['durchgefuehrt'], to: 'dokumentiert' },
  },
  markterkundung: {
    veroeffentlichen: {
      from: ['entwurf'],
      to: 'veroeffentlicht',
      guard: surveyMayStart,
      fixes: (facts) => ({ ende: facts.endDate! }),
    },
    auswerten: { from: ['veroeffentlicht'], to: 'auswertung', guard: afterEnd },
    abschliessen: { from: ['auswertung'], to: 'abgeschlossen' },
    verfallen: { from: ['abgeschlossen'], to: 'verfallen', guard: afterValidity },
  },
  interessenbekundung: {
    veroeffentlichen: {
      from: ['entwurf'],
      to: 'veroeffentlicht',
      guard: (_, facts) => endGiven(facts),
      fixes: (facts) => ({ ende: facts.endDate! }),
    },
    abschliessen: { from: ['veroeffentlicht'], to: 'abgeschlossen', guard: afterEnd },
  },
  foerderantrag: {
    einreichen: { from: ['entwurf'], to: 'eingereicht', guard: surveyIsValid },
    zurueckziehen: { from: ['eingereicht'], to: 'zurueckgezogen' },
    ablehnen: { from: ['eingereicht'], to: 'abgelehnt' },
    vorlaeufigBewilligen: { from: ['eingereicht'], to: 'vorlaeufigBewilligt' },
    ausschreiben: { from: ['vorlaeufigBewilligt'], to: 'auswahlverfahren' },
    endgueltigBewilligen: { from: ['auswahlverfahren'], to: 'endgueltigBewilligt' },
    bauen: { from: ['endgueltigBewilligt'], to: 'bau' },
    inBetriebNehmen: { from: ['bau'], to: 'inBetrieb' },
    nachweisen: { from: ['inBetrieb'], to: 'zweckbindung' },
    abschliessen: { from: ['zweckbindung'], to: 'abgeschlossen', guard: afterPurpose },
  },
};

export function newProcedure(kind: ProcedureKind, onDate: CalendarDate): Procedure {
  return { kind, state: 'entwurf', dates: { entwurf: onDate } };
}

/** Steps that lead on from where the procedure stands; whether a step's own conditions hold is not checked. */
export function nextSteps(procedure: Procedure): string[] {
  return Object.entries(MACHINES[procedure.kind])
    .filter(([, transition]) => transition.from.includes(procedure.state))
    .map(([step]) => step);
}

/** States of a kind of procedure in the order in which they can be reached; `entwurf` is the first. */
export function statesOf(kind: ProcedureKind): string[] {
  const steps = Object.values(MACHINES[kind]);
  const states = ['entwurf'];
  for (const state of states) {
    for (const { from, to } of steps) if (from.includes(state) && !states.includes(to)) states.push(to);
  }
  return states;
}

/** Last day on which the result of a Markterkundung may be used; null before it was published. */
export function surveyValidUntil(survey: Procedure, rules: ProcedureRules): CalendarDate | null {
  return survey.dates.ende ? addMonths(survey.dates.ende, rules.surveyValidMonths.value) : null;
}

/** Last day of the Zweckbindung (purpose period), from start of operation; null before it. */
export function purposeUntil(application: Procedure, rules: ProcedureRules): CalendarDate | null {
  const start = application.dates.inBetrieb;
  return start ? addMonths(start, rules.purposeYears.value * 12) : null;
}

/**
 * Takes a step. What the rules forbid leaves the procedure as it is and gives an issue for every reason, each
 * naming the rule, and the paragraph where it is established (else null).
 */
export function takeStep(
  procedure: Procedure,
  step: string,
  facts: StepFacts,
  rules: ProcedureRules,
): { procedure: Procedure; issues: Issue[] } {
  const machine = MACHINES[procedure.kind];
  const transition = Object.hasOwn(machine, step) ? machine[step] : undefined;
  if (!transition?.from.includes(procedure.state)) {
    const possible = nextSteps(procedure).join(', ') || '–';
    const params = { procedure: procedure.kind, step, state: procedure.state, possible, paragraph: null };
    return { procedure, issues: [{ code: 'step-not-possible', severity: 'error', params }] };
  }
  const issues = badDates(facts);
  if (issues.length === 0) {
    // The announced end may lie ahead, and a draft may be noted here later than what it is about; every other
    // date was reached.
    const { ende: _, entwurf: __, ...reached } = procedure.dates;
    const latest = Object.values(reached).sort().at(-1);
    if (latest !== undefined && facts.onDate < latest)
      issues.push(forbidden('step-before-last', null, { onDate: facts.onDate, latest }));
    issues.push(...(transition.guard?.(procedure, facts, rules) ?? []));
  }
  if (issues.length > 0) return { procedure, issues };
  const dates = { ...procedure.dates, [transition.to]: facts.onDate, ...transition.fixes?.(facts, rules) };
  const programme =
    procedure.kind === 'markterkundung' && facts.programme ? { programme: facts.programme } : {};
  return { procedure: { ...procedure, ...programme, state: transition.to, dates }, issues };
}

/**
 * Undoes the last step, for a day or a step that was entered wrongly. What the step had fixed goes with it.
 * Gives an issue where nothing was done yet.
 */
export function takeBackStep(procedure: Procedure): { procedure: Procedure; issues: Issue[] } {
  const last = Object.values(MACHINES[procedure.kind]).find(({ to }) => to === procedure.state);
  if (!last) {
    const params = { procedure: procedure.kind, state: procedure.state };
    return { procedure, issues: [{ code: 'nothing-to-take-back', severity: 'error', params }] };
  }
  const gone = new Set([procedure.state, ...(procedure.state === 'veroeffentlicht' ? ['ende'] : [])]);
  const dates = Object.fromEntries(Object.entries(procedure.dates).filter(([name]) => !gone.has(name)));
  return { procedure: { ...procedure, state: last.from[0]!, dates }, issues: [] };
}

/** Whether the result of a finished Markterkundung is too old on a day, whether or not anybody has noted it. */
export function isSurveyExpired(survey: Procedure, rules: ProcedureRules, onDate: CalendarDate): boolean {
  const until = surveyValidUntil(survey, rules);
  return survey.state === 'verfallen' || (until !== null && onDate > until);
}

function announcedLongEnough(procedure: Procedure, facts: StepFacts, rules: ProcedureRules): Issue[] {
  const rule = rules.dialogueAnnouncedDays;
  const earliest = addDays(procedure.dates.angekuendigt!, rule.value);
  return facts.onDate >= earliest ? [] : [forbidden('dialogue-announced-too-late', rule, { earliest })];
}

function surveyMayStart(_: Procedure, facts: StepFacts, rules: ProcedureRules): Issue[] {
  const issues = endGiven(facts);
  const earliestEnd = addDays(facts.onDate, rules.surveyMinDays.value);
  if (facts.endDate && facts.endDate < earliestEnd) {
    issues.push(forbidden('survey-too-short', rules.surveyMinDays, { endDate: facts.endDate, earliestEnd }));
  }
  const age = rules.dialogueMaxAgeMonths;
  const oldest = addMonths(facts.onDate, -age.value);
  const held = facts.dialogueHeld ?? null;
  const isWaived = rules.dialogueWaivedFor.value.includes(facts.programme ?? '');
  if (held === null) {
    if (!isWaived) issues.push(forbidden('dialogue-missing', age, {}));
  } else if (held > facts.onDate) issues.push(forbidden('dialogue-after-survey', age, { held }));
  else if (held < oldest && !isWaived) issues.push(forbidden('dialogue-too-old', age, { held, oldest }));
  const [minYears, maxYears] = rules.surveyHorizonYears.value as [number, number];
  const horizonYears = facts.horizonYears ?? 0;
  if (!(horizonYears >= minYears && horizonYears <= maxYears)) {
    issues.push(forbidden('survey-horizon', rules.surveyHorizonYears, { horizonYears, minYears, maxYears }));
  }
  return issues;
}

function surveyIsValid(_: Procedure, facts: StepFacts, rules: ProcedureRules): Issue[] {
  const { survey } = facts;
  if (survey?.kind !== 'markterkundung' || survey.state === 'entwurf') {
    return [forbidden('survey-missing', null, {})];
  }
  const rule = rules.surveyValidMonths;
  const validUntil = surveyValidUntil(survey, rules)!;
  if (facts.onDate > validUntil || survey.state === 'verfallen') {
    return [forbidden('survey-expired', rule, { validUntil })];
  }
  return survey.state === 'abgeschlossen'
    ? []
    : [forbidden('survey-not-finished', null, { state: survey.state })];
}

function afterEnd(procedure: Procedure, facts: StepFacts): Issue[] {
  const { ende } = procedure.dates;
  return facts.onDate > ende! ? [] : [forbidden('still-running', null, { endDate: ende! })];
}

function afterValidity(procedure: Procedure, facts: StepFacts, rules: ProcedureRules): Issue[] {
  const validUntil = surveyValidUntil(procedure, rules)!;
  return facts.onDate > validUntil ? [] : [forbidden('still-valid', rules.surveyValidMonths, { validUntil })];
}

function afterPurpose(procedure: Procedure, facts: StepFacts, rules: ProcedureRules): Issue[] {
  const until = purposeUntil(procedure, rules)!;
  return facts.onDate > until ? [] : [forbidden('purpose-period-running', rules.purposeYears, { until })];
}

function endGiven(facts: StepFacts): Issue[] {
  if (facts.endDate && facts.endDate > facts.onDate) return [];
  return [badDate('endDate', facts.endDate ?? 'nothing', 'a day after the start')];
}

function badDates(facts: StepFacts): Issue[] {
  return (['onDate', 'endDate', 'dialogueHeld'] as const)
    .filter((name) => typeof facts[name] === 'string' && !isCalendarDate(facts[name]))
    .map((name) => badDate(name, String(facts[name]), 'a day as YYYY-MM-DD'));
}

function badDate(name: string, value: string, expected: string): Issue {
  return { code: 'bad-field', severity: 'error', where: name, params: { name, value, expected } };
}

function forbidden(
  code: string,
  rule: RuleValue<unknown> | null,
  params: Record<string, string | number>,
): Issue {
  const origin = { paragraph: rule?.paragraph ?? null, source: rule?.source ?? null };
  return { code, severity: 'error', params: { ...params, ...origin, confidence: rule?.confidence ?? null } };
}
