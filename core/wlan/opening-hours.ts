import { isPublicHoliday } from './public-holidays.ts';

/** A moment on the clocks of the place. */
export interface LocalMoment {
  /** 0 = Monday … 6 = Sunday. */
  readonly weekday: number;
  /** Minutes since midnight, 0 … 1439. */
  readonly minute: number;
  /** Whether the day, and the day before, is a public holiday; left out = no. */
  readonly holiday?: boolean;
  readonly holidayBefore?: boolean;
}

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
/** The place of `PH` among the days of a rule. */
const HOLIDAY = 7;
const DAY_MINUTES = 24 * 60;

/** The moment on the clocks of a time zone, by default the one of Germany. */
export function localMoment(date: Date, timeZone = 'Europe/Berlin'): LocalMoment {
  const parts = clockOf(timeZone).formatToParts(date);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)!.value;
  const dateOf = (ms: number) => {
    const at = (type: string) =>
      clockOf(timeZone)
        .formatToParts(ms)
        .find((each) => each.type === type)!.value;
    return `${at('year')}-${at('month')}-${at('day')}`;
  };
  const today = dateOf(date.getTime());
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  return {
    weekday: DAYS.findIndex((day) => part('weekday').startsWith(day)),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    holiday: isPublicHoliday(today),
    holidayBefore: isPublicHoliday(yesterday),
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs more than everything else a request does. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}

interface Rule {
  /** Null: every day. */
  readonly days: ReadonlySet<number> | null;
  /** Empty: closed. `to` beyond 1440 runs into the next day. */
  readonly spans: readonly (readonly [from: number, to: number])[];
}

/**
 * Whether a place is open, by the weekday part of the OSM `opening_hours` syntax: `24/7`, `Mo-Fr 08:00-18:00;
 * Sa 10:00-14:00`, `off`, spans over midnight, several spans a day. A later rule replaces earlier ones for its
 * days, also for public holidays (`PH`); without one a holiday is like its weekday. Null = not known: months, weeks,
 * dates, school holidays, comments, sunrise and whatever else goes beyond that is not guessed. Why not the library
 * `opening_hours`: `docs/decisions/0004-opening-hours.md`.
 */
export function isOpenAt(text: string, moment: LocalMoment): boolean | null {
  const rules = parseOpeningHours(text);
  if (!rules) return null;
  const yesterday = (moment.weekday + 6) % 7;
  const within = (spans: Rule['spans'], minute: number) =>
    spans.some(([from, to]) => minute >= from && minute < to);
  return (
    within(spansOn(rules, moment.weekday, moment.holiday), moment.minute) ||
    within(spansOn(rules, yesterday, moment.holidayBefore), moment.minute + DAY_MINUTES)
  );
}

function spansOn(rules: readonly Rule[], weekday: number, holiday = false): Rule['spans'] {
  const rule = rules.findLast(
    ({ days }) => days === null || days.has(weekday) || (holiday && days.has(HOLIDAY)),
  );
  return rule?.spans ?? [];
}

/** The rules of weekdays, or null where the text says anything beyond them. */
export function parseOpeningHours(text: string): Rule[] | null {
  const rules: Rule[] = [];
  for (const part of text.split(';')) {
    const rule = part.trim();
    if (rule === '') continue;
    const parsed = parseRule(rule);
    if (!parsed) return null;
    rules.push(parsed);
  }
  return rules.length > 0 ? rules : null;
}

function parseRule(rule: string): Rule | null {
  if (rule === '24/7') return { days: null, spans: [[0, DAY_MINUTES]] };
  const match = /^((?:Mo|Tu|We|Th|Fr|Sa|Su|PH|[-,\s])*?)\s*(off|closed|[\d:,\s-]+)$/.exec(rule);
  if (!match) return null;
  const [, dayText = '', timeText = ''] = match;
  const days = dayText.trim() === '' ? null : parseDays(dayText);
  if (days === undefined) return null;
  if (timeText === 'off' || timeText === 'closed') return { days, spans: [] };
  const spans = timeText.split(',').map((span) => parseSpan(span.trim()));
  return spans.every((span) => span !== null) ? { days, spans } : null;
}

function parseDays(text: string): Set<number> | undefined {
  const days = new Set<number>();
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === 'PH') {
      days.add(HOLIDAY);
      continue;
    }
    const [from, to, more] = part.split('-').map((day) => DAYS.indexOf(day.trim() as (typeof DAYS)[number]));
    if (more !== undefined || from === undefined || from < 0 || (to !== undefined && to < 0))
      return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === (to ?? from)) break;
    }
  }
  return days;
}

function parseSpan(text: string): [number, number] | null {
  const match = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [h0, m0, h1, m1] = match.slice(1).map(Number) as [number, number, number, number];
  if (h0 > 24 || h1 > 48 || m0 > 59 || m1 > 59) return null;
  const from = h0 * 60 + m0;
  const to = h1 * 60 + m1;
  return [from, to <= from ? to + DAY_MINUTES : to];
}

const WORDS = {
  de: {
    Tu: 'Di',
    We: 'Mi',
    Th: 'Do',
    Su: 'So',
    PH: 'Feiertage',
    SH: 'Schulferien',
    off: 'geschlossen',
    closed: 'geschlossen',
    '24/7': 'rund um die Uhr',
  },
  en: { off: 'closed', PH: 'public holidays', SH: 'school holidays', '24/7': 'around the clock' },
} as const;

/** The opening hours with the days' names of the language, for people; the content is not changed. */
export function openingHoursInWords(text: string, language: 'de' | 'en'): string {
  const words: Readonly<Record<string, string>> = WORDS[language];
  return text
    .replace(/24\/7|\b(Tu|We|Th|Su|PH|SH|off|closed)\b/g, (word) => words[word] ?? word)
    .replace(/(?<=\p{L}{2}|\d)-(?=\p{L}{2}|\d)/gu, '–')
    .replace(/;\s*/g, ', ');
}
