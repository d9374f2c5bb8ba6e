import { describe, expect, it } from 'vitest';
import dutiesJson from '#data/funding/procedure-duties-1.json' with { type: 'json' };
import rulesJson from '#data/funding/procedures-gigabit-rl-2-0.json' with { type: 'json' };
import { issueSentence } from '../issue-texts.ts';
import { addMonths, isCalendarDate } from './calendar-date.ts';
import { calendarText, deadlinesOf, remindersOf } from './procedure-calendar.ts';
import { type DutyList, dutiesOf, noteDuty } from './procedure-duties.ts';
import {
  isSurveyExpired,
  newProcedure,
  nextSteps,
  type Procedure,
  type ProcedureRules,
  statesOf,
  takeBackStep,
  takeStep,
} from './procedures.ts';

const RULES = rulesJson as ProcedureRules;
const DUTIES = dutiesJson as DutyList;
const START = { onDate: '2026-03-01', endDate: '2026-04-26', dialogueHeld: '2025-09-01', horizonYears: 3 };
const survey = newProcedure('markterkundung', '2026-01-01');
const codes = (result: { issues: { code: string }[] }) => result.issues.map((issue) => issue.code);
const published = takeStep(survey, 'veroeffentlichen', START, RULES).procedure;

function walk(procedure: Procedure, ...steps: [step: string, onDate: string][]): Procedure {
  return steps.reduce((current, [step, onDate]) => {
    const result = takeStep(current, step, { onDate }, RULES);
    expect(result.issues).toEqual([]);
    return result.procedure;
  }, procedure);
}

describe('Branchendialog', () => {
  it('is held four weeks after its announcement, not a day earlier', () => {
    const announced = walk(newProcedure('branchendialog', '2026-01-01'), ['ankuendigen', '2026-01-05']);
    expect(codes(takeStep(announced, 'durchfuehren', { onDate: '2026-02-01' }, RULES))).toEqual([
      'dialogue-announced-too-late',
    ]);
    expect(takeStep(announced, 'durchfuehren', { onDate: '2026-02-02' }, RULES).procedure.state).toBe(
      'durchgefuehrt',
    );
  });
});

describe('Markterkundung', () => {
  const start = (change: object) =>
    codes(takeStep(survey, 'veroeffentlichen', { ...START, ...change }, RULES));

  it('starts at every limit and not one step beyond', () => {
    expect(start({})).toEqual([]);
    expect(start({ endDate: '2026-04-25' })).toEqual(['survey-too-short']);
    expect(start({ dialogueHeld: '2025-08-31' })).toEqual(['dialogue-too-old']);
    expect(start({ dialogueHeld: '2026-03-02' })).toEqual(['dialogue-after-survey']);
    expect(start({ dialogueHeld: null })).toEqual(['dialogue-missing']);
    expect(start({ horizonYears: 7 })).toEqual([]);
    expect(start({ horizonYears: 2 })).toEqual(['survey-horizon']);
    expect(start({ horizonYears: 8 })).toEqual(['survey-horizon']);
    expect(start({ endDate: '2026-02-30' })).toEqual(['bad-field']);
  });

  it('needs no Branchendialog for the Lückenschluss, where it counts as done, and for nothing else', () => {
    expect(start({ dialogueHeld: null, programme: 'lueckenschluss' })).toEqual([]);
    expect(start({ dialogueHeld: '2025-08-31', programme: 'lueckenschluss' })).toEqual([]);
    expect(start({ dialogueHeld: null, programme: 'standard' })).toEqual(['dialogue-missing']);
    const { procedure } = takeStep(survey, 'veroeffentlichen', { ...START, programme: 'standard' }, RULES);
    expect(procedure.programme).toBe('standard');
  });

  it('says the paragraph and the source of a refusal, or that none is established', () => {
    const { issues } = takeStep(
      survey,
      'veroeffentlichen',
      { ...START, endDate: '2026-04-25', dialogueHeld: '2025-08-31' },
      RULES,
    );
    expect(issues.map((issue) => issueSentence(issue, 'de'))).toEqual([
      'Die Markterkundung endet am 25.04.2026; frühestens darf sie am 26.04.2026 enden. Paragraf: Nr. 5.5; Quelle: gigabit-projekttraeger.de/markterkundungsverfahren-mev.',
      'Der Branchendialog vom 31.08.2025 ist zu alt; er darf nicht vor dem 01.09.2025 liegen. Paragraf: nicht festgestellt; Quelle: gigabit-projekttraeger.de; wir-solutions.de 06.05.2024.',
    ]);
  });

  it('takes a wrong step back with what it fixed, and nothing more', () => {
    expect(takeBackStep(published).procedure).toEqual(survey);
    expect(codes(takeBackStep(survey))).toEqual(['nothing-to-take-back']);
    const evaluated = walk(published, ['auswerten', '2026-04-27']);
    expect(takeBackStep(evaluated).procedure).toEqual(published);
  });

  it('expires twelve months after its end, whether or not anybody notes it', () => {
    expect(isSurveyExpired(published, RULES, '2027-04-26')).toBe(false);
    expect(isSurveyExpired(published, RULES, '2027-04-27')).toBe(true);
    expect(isSurveyExpired(survey, RULES, '2030-01-01')).toBe(false);
  });

  it('names the paragraph where it is established and null where not', () => {
    const { issues } = takeStep(
      survey,
      'veroeffentlichen',
      { ...START, endDate: '2026-03-02', dialogueHeld: null },
      RULES,
    );
    expect(issues.map((issue) => issue.params!.paragraph)).toEqual(['Nr. 5.5', null]);
  });

  it('is evaluated after its last day and forbids steps out of order', () => {
    expect(codes(takeStep(published, 'auswerten', { onDate: '2026-04-26' }, RULES))).toEqual([
      'still-running',
    ]);
    expect(walk(published, ['auswerten', '2026-04-27']).state).toBe('auswertung');
    expect(codes(takeStep(published, 'abschliessen', { onDate: '2026-05-01' }, RULES))).toEqual([
      'step-not-possible',
    ]);
    expect(nextSteps(published)).toEqual(['auswerten']);
    expect(codes(takeStep(published, 'toString', { onDate: '2026-05-01' }, RULES))).toEqual([
      'step-not-possible',
    ]);
  });
});

describe('Förderantrag', () => {
  const finished = walk(published, ['auswerten', '2026-04-27'], ['abschliessen', '2026-05-10']);
  const draft = newProcedure('foerderantrag', '2026-05-01');

  it('needs a survey that is finished and at most twelve months old', () => {
    const file = (onDate: string, of: Procedure | null) =>
      takeStep(draft, 'einreichen', { onDate, survey: of }, RULES);
    expect(file('2027-04-26', finished).procedure.state).toBe('eingereicht');
    expect(codes(file('2027-04-27', finished))).toEqual(['survey-expired']);
    expect(codes(file('2026-06-01', null))).toEqual(['survey-missing']);
    expect(codes(file('2026-06-01', published))).toEqual(['survey-not-finished']);
  });

  it('ends after seven years of purpose, not on the last day of them', () => {
    const filed = takeStep(draft, 'einreichen', { onDate: '2026-06-01', survey: finished }, RULES).procedure;
    expect(codes(takeStep(filed, 'bauen', { onDate: '2026-07-01' }, RULES))).toEqual(['step-not-possible']);
    const running = walk(
      filed,
      ['vorlaeufigBewilligen', '2026-09-01'],
      ['ausschreiben', '2026-10-01'],
      ['endgueltigBewilligen', '2027-03-01'],
      ['bauen', '2027-04-01'],
      ['inBetriebNehmen', '2028-02-29'],
      ['nachweisen', '2028-06-01'],
    );
    expect(codes(takeStep(running, 'abschliessen', { onDate: '2035-02-28' }, RULES))).toEqual([
      'purpose-period-running',
    ]);
    expect(walk(running, ['abschliessen', '2035-03-01']).state).toBe('abgeschlossen');
    expect(codes(takeStep(running, 'abschliessen', { onDate: '2028-05-31' }, RULES))).toContain(
      'step-before-last',
    );
  });
});

describe('calendar', () => {
  it('adds months by the end of shorter ones', () => {
    expect(addMonths('2026-08-31', -6)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(['2026-02-29', '2026-1-1', '2024-02-29'].map(isCalendarDate)).toEqual([false, false, true]);
  });

  it('writes all-day events in lines of at most 75 octets that unfold to the same text', () => {
    const deadlines = deadlinesOf(published, RULES);
    expect(deadlines.map(({ key, date }) => [key, date])).toEqual([
      ['end', '2026-04-26'],
      ['valid-until', '2027-04-26'],
    ]);
    const text = calendarText(deadlines, 'linden; süd', '20260101T000000Z');
    const lines = text.split('\r\n');
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain('DTSTART;VALUE=DATE:20260426\r\nDTEND;VALUE=DATE:20260427\r\n');
    expect(unfolded).toContain('TRIGGER:-P14D');
    expect(unfolded).toContain('UID:linden\\; süd-end@lueckenlos');
    expect(unfolded).toContain('(nicht verifiziert)');
  });
});

describe('duties and documents', () => {
  it('belong to states that exist and have one id each', () => {
    const ids = DUTIES.duties.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const duty of DUTIES.duties) expect(statesOf(duty.procedure), duty.id).toContain(duty.from);
  });

  it('are open from their state on, done when noted, and only those of the Land', () => {
    const states = (of: Procedure) =>
      Object.fromEntries(dutiesOf(of, DUTIES, null).map(({ id, state }) => [id, state]));
    expect(states(survey)).toMatchObject({ 'survey-letter': 'open', 'survey-result': 'later' });
    const noted = noteDuty(survey, DUTIES, 'survey-letter', '2026-02-01', 'Az. 1').procedure;
    expect(dutiesOf(noted, DUTIES, null).find(({ id }) => id === 'survey-letter')).toMatchObject({
      state: 'done',
      doneOn: '2026-02-01',
      note: 'Az. 1',
    });
    expect(noteDuty(noted, DUTIES, 'survey-letter', null, '').procedure.done).toEqual({});
    expect(codes(noteDuty(survey, DUTIES, 'nothing', '2026-02-01', ''))).toEqual(['bad-field']);
    expect(codes(noteDuty(survey, DUTIES, 'survey-letter', '2026-02-30', ''))).toEqual(['bad-field']);
    const draft = newProcedure('foerderantrag', '2026-01-01');
    const landOf = (land: string) => dutiesOf(draft, DUTIES, land).map(({ id }) => id);
    expect(landOf('Niedersachsen')).toContain('application-bznb');
    expect(landOf('Bayern')).not.toContain('application-bznb');
  });
});

describe('reminders', () => {
  const held = walk(
    newProcedure('branchendialog', '2026-01-01'),
    ['ankuendigen', '2026-01-05'],
    ['durchfuehren', '2026-02-02'],
  );
  const urgencies = (procedures: Parameters<typeof remindersOf>[0], onDate: string) =>
    remindersOf(procedures, RULES, onDate).map(({ key, urgency, inDays }) => [key, urgency, inDays]);

  it('tell what is ahead, what presses and what was missed', () => {
    expect(urgencies({ branchendialog: held }, '2026-02-10')).toEqual([['latest-survey', 'later', 173]]);
    expect(urgencies({ branchendialog: held }, '2026-07-03')).toEqual([['latest-survey', 'soon', 30]]);
    expect(urgencies({ branchendialog: held }, '2026-08-03')).toEqual([['latest-survey', 'missed', -1]]);
  });

  it('fall silent once a later step has settled them', () => {
    const both = { branchendialog: held, markterkundung: published };
    expect(urgencies(both, '2026-04-20')).toEqual([
      ['end', 'soon', 6],
      ['valid-until', 'later', 371],
    ]);
    const evaluated = walk(published, ['auswerten', '2026-04-27']);
    expect(urgencies({ markterkundung: evaluated }, '2026-05-01')).toEqual([['valid-until', 'later', 360]]);
  });
});
