import { IssueError } from '#core/issue.ts';

/** An interval of time, both ends included; null is open. */
export interface TimeSpan {
  readonly from: Date | null;
  readonly to: Date | null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const EXPECTED =
  'an RFC 3339 date or date-time, or an interval of two with "/", where ".." leaves one end open';

/**
 * Reads `datetime`: an instant (`2026-03-01T12:00:00Z`), a date (the whole day, UTC), or an interval with
 * `..` or nothing for an open end.
 * @throws IssueError `bad-parameter`
 */
export function parseDatetime(value: string): TimeSpan {
  const parts = value.split('/');
  if (parts.length > 2) throw bad(value, EXPECTED);
  const [first, second] = parts as [string, string | undefined];
  if (second === undefined) return { from: start(first, value), to: end(first, value) };
  const isOpen = (part: string) => part === '' || part === '..';
  if (isOpen(first) && isOpen(second)) throw bad(value, 'an interval with at least one end');
  const span = {
    from: isOpen(first) ? null : start(first, value),
    to: isOpen(second) ? null : end(second, value),
  };
  if (span.from && span.to && span.from > span.to)
    throw bad(value, 'an interval whose start is not after its end');
  return span;
}

function start(text: string, value: string): Date {
  return instant(DATE.test(text) ? `${text}T00:00:00Z` : text, value);
}

function end(text: string, value: string): Date {
  return instant(DATE.test(text) ? `${text}T23:59:59.999Z` : text, value);
}

function instant(text: string, value: string): Date {
  const date = DATE_TIME.test(text) ? new Date(text.toUpperCase()) : new Date(Number.NaN);
  // 31 February is rolled over by some engines; the day must come back as it was written.
  if (Number.isNaN(date.getTime()) || !isRealDay(text.slice(0, 10))) throw bad(value, EXPECTED);
  return date;
}

/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isRealDay(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function bad(value: string, expected: string): IssueError {
  return new IssueError({
    code: 'bad-parameter',
    severity: 'error',
    where: 'datetime',
    params: { name: 'datetime', value, expected },
  });
}
