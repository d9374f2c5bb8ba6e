import { addDays, addMonths, type CalendarDate } from './calendar-date.ts';
import { type Procedure, type ProcedureRules, purposeUntil, surveyValidUntil } from './procedures.ts';

export interface Deadline {
  /** Stable within a procedure. */
  readonly key: string;
  readonly date: CalendarDate;
  readonly summary: string;
  /** Where the period comes from and how sure it is. */
  readonly description: string;
}

/** Days that follow from where a procedure stands, in calendar order. */
export function deadlinesOf(procedure: Procedure, rules: ProcedureRules): Deadline[] {
  const { dates } = procedure;
  const deadlines: Deadline[] = [];
  const add = (key: string, date: CalendarDate | null | undefined, summary: string, rule?: Origin) => {
    if (date) deadlines.push({ key, date, summary, description: rule ? origin(rule) : '' });
  };
  if (procedure.kind === 'branchendialog') {
    const { angekuendigt, durchgefuehrt } = dates;
    const announced = rules.dialogueAnnouncedDays;
    const age = rules.dialogueMaxAgeMonths;
    add(
      'earliest',
      angekuendigt && addDays(angekuendigt, announced.value),
      'Branchendialog frühestens',
      announced,
    );
    add(
      'latest-survey',
      durchgefuehrt && addMonths(durchgefuehrt, age.value),
      'Markterkundung spätestens beginnen',
      age,
    );
  }
  if (procedure.kind === 'markterkundung') {
    add('end', dates.ende, 'Markterkundung endet', rules.surveyMinDays);
    add(
      'valid-until',
      surveyValidUntil(procedure, rules),
      'Ergebnis der Markterkundung gilt bis',
      rules.surveyValidMonths,
    );
  }
  if (procedure.kind === 'interessenbekundung') add('end', dates.ende, 'Interessenbekundung endet');
  if (procedure.kind === 'foerderantrag') {
    add('purpose-until', purposeUntil(procedure, rules), 'Zweckbindung endet', rules.purposeYears);
  }
  return deadlines.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/**
 * Deadlines as iCalendar text (RFC 5545): all-day events, CRLF, lines of at most 75 octets.
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

function origin(rule: Origin): string {
  const paragraph = rule.paragraph ? `${rule.paragraph}; ` : '';
  return `${paragraph}${rule.source}${rule.confidence === 'sure' ? '' : ' (nicht verifiziert)'}`;
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
