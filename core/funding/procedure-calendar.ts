import { addDays, addMonths, type CalendarDate } from './calendar-date.ts';
import {
  type Procedure,
  type ProcedureKind,
  type ProcedureRules,
  purposeUntil,
  surveyValidUntil,
} from './procedures.ts';

export interface Deadline {
  /** Stable within a procedure. */
  readonly key: string;
  readonly date: CalendarDate;
  readonly summary: string;
  /** Where the period comes from and how sure it is. */
  readonly description: string;
  /** `from`: possible from this day on; `until`: the last day; `end`: something ends by itself. */
  readonly kind: 'from' | 'until' | 'end';
}

export type DeadlineLanguage = 'de' | 'en';
type Texts = Readonly<Record<DeadlineLanguage, string>>;

const SUMMARIES: Readonly<Record<string, Texts>> = {
  earliest: { de: 'Branchendialog frühestens', en: 'Branchendialog at the earliest' },
  'latest-survey': { de: 'Markterkundung spätestens beginnen', en: 'Start the market survey at the latest' },
  end: { de: 'Markterkundung endet', en: 'Market survey ends' },
  'interest-end': { de: 'Interessenbekundung endet', en: 'Call for interest ends' },
  'valid-until': {
    de: 'Ergebnis der Markterkundung gilt bis',
    en: 'Result of the market survey valid until',
  },
  'purpose-until': { de: 'Zweckbindung endet', en: 'Purpose period ends' },
};

/** Days that follow from where a procedure stands, in calendar order. */
export function deadlinesOf(
  procedure: Procedure,
  rules: ProcedureRules,
  language: DeadlineLanguage = 'de',
): Deadline[] {
  const { dates } = procedure;
  const deadlines: Deadline[] = [];
  const add = (
    key: string,
    kind: Deadline['kind'],
    date: CalendarDate | null | undefined,
    rule?: Origin,
    texts = SUMMARIES[key]!,
  ) => {
    const description = rule ? origin(rule, language) : '';
    if (date) deadlines.push({ key, date, kind, summary: texts[language], description });
  };
  if (procedure.kind === 'branchendialog') {
    const { angekuendigt, durchgefuehrt } = dates;
    const announced = rules.dialogueAnnouncedDays;
    const age = rules.dialogueMaxAgeMonths;
    add('earliest', 'from', angekuendigt && addDays(angekuendigt, announced.value), announced);
    add('latest-survey', 'until', durchgefuehrt && addMonths(durchgefuehrt, age.value), age);
  }
  if (procedure.kind === 'markterkundung') {
    add('end', 'end', dates.ende, rules.surveyMinDays);
    add('valid-until', 'until', surveyValidUntil(procedure, rules), rules.surveyValidMonths);
  }
  if (procedure.kind === 'interessenbekundung')
    add('end', 'end', dates.ende, undefined, SUMMARIES['interest-end']);
  if (procedure.kind === 'foerderantrag')
    add('purpose-until', 'end', purposeUntil(procedure, rules), rules.purposeYears);
  return deadlines.sort(byDate);
}

export interface Reminder extends Deadline {
  readonly procedure: ProcedureKind;
  /** Days from the day that is asked about; negative where it has passed. */
  readonly inDays: number;
  readonly urgency: 'missed' | 'soon' | 'later';
}

/** A last day within so many days is pressing. Our own choice, not a rule. */
export const SOON_DAYS = 30;

/**
 * What is still ahead or was missed, over all procedures of one survey or application, in calendar order. A day that
 * a later step has settled is left out.
 */
export function remindersOf(
  procedures: Partial<Record<ProcedureKind, Procedure>>,
  rules: ProcedureRules,
  onDate: CalendarDate,
  language: DeadlineLanguage = 'de',
): Reminder[] {
  const { branchendialog, markterkundung, foerderantrag } = procedures;
  const settled: Readonly<Record<string, boolean>> = {
    'branchendialog-earliest': branchendialog?.dates.durchgefuehrt !== undefined,
    'branchendialog-latest-survey': markterkundung?.dates.veroeffentlicht !== undefined,
    'markterkundung-end': markterkundung?.dates.auswertung !== undefined,
    'markterkundung-valid-until':
      foerderantrag?.dates.eingereicht !== undefined || markterkundung?.state === 'verfallen',
    'interessenbekundung-end': procedures.interessenbekundung?.state === 'abgeschlossen',
    'foerderantrag-purpose-until': foerderantrag?.state === 'abgeschlossen',
  };
  return Object.values(procedures)
    .flatMap((procedure) =>
      deadlinesOf(procedure, rules, language)
        .filter(({ key }) => !settled[`${procedure.kind}-${key}`])
        .map((deadline): Reminder => {
          const inDays = Math.round((Date.parse(deadline.date) - Date.parse(onDate)) / 86_400_000);
          const missed = inDays < 0 && deadline.kind === 'until';
          // What may begin or has ended since asks for the next step now.
          const due = inDays <= 0 && deadline.kind !== 'until';
          const urgency = missed ? 'missed' : due || inDays <= SOON_DAYS ? 'soon' : 'later';
          return { ...deadline, procedure: procedure.kind, inDays, urgency };
        }),
    )
    .sort(byDate);
}

/** Days before a last day on which a calendar program reminds of it. */
const ALARM_DAYS = 14;

/**
 * Deadlines as iCalendar text (RFC 5545): all-day events, CRLF, lines of at most 75 octets; last days and ends carry
 * a reminder two weeks ahead.
 * @param id names the procedure in the UIDs, so that a later export replaces the events of an earlier one
 * @param stamp UTC time of the export as `YYYYMMDDTHHMMSSZ`; passed in so that the text is reproducible
 */
export function calendarText(deadlines: readonly Deadline[], id: string, stamp: string): string {
  const events = deadlines.flatMap((deadline) => [
    'BEGIN:VEVENT',
    `UID:${escaped(`${id}-${deadline.key}`)}@lueckenlos`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(deadline.date)}`,
    `DTEND;VALUE=DATE:${compact(addDays(deadline.date, 1))}`,
    `SUMMARY:${escaped(deadline.summary)}`,
    ...(deadline.description ? [`DESCRIPTION:${escaped(deadline.description)}`] : []),
    'TRANSP:TRANSPARENT',
    ...(deadline.kind === 'from'
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escaped(deadline.summary)}`,
          `TRIGGER:-P${ALARM_DAYS}D`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lückenlos//DE', ...events, 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

interface Origin {
  readonly source: string;
  readonly confidence: string;
  readonly paragraph: string | null;
}

function origin(rule: Origin, language: DeadlineLanguage): string {
  const paragraph = rule.paragraph ? `${rule.paragraph}; ` : '';
  const unsure = language === 'de' ? ' (nicht verifiziert)' : ' (not verified)';
  return `${paragraph}${rule.source}${rule.confidence === 'sure' ? '' : unsure}`;
}

function byDate(a: Deadline, b: Deadline): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

function compact(date: CalendarDate): string {
  return date.replaceAll('-', '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\n|\r/g, '\\n');
}

/** Breaks a line after at most 75 octets, never inside a character. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const code = character.codePointAt(0)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
