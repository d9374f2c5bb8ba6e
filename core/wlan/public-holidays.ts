/** Fixed days of the year, `MM-DD`: those of all of Germany, and Reformationstag, which Lower Saxony has since 2018. */
const FIXED = ['01-01', '05-01', '10-03', '12-25', '12-26'];
const REFORMATION_DAY = '10-31';
/** Days from Easter Sunday: Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag. */
const FROM_EASTER = [-2, 1, 39, 50];
const DAY_MS = 86_400_000;

/** Whether a date (`YYYY-MM-DD`) is a public holiday in Lower Saxony (NFeiertagsG § 2). */
export function isPublicHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const day = date.slice(5);
  if (FIXED.includes(day) || (day === REFORMATION_DAY && year >= 2018)) return true;
  const easterMs = easterSundayMs(year);
  return FROM_EASTER.some((days) => new Date(easterMs + days * DAY_MS).toISOString().slice(0, 10) === date);
}

/** Easter Sunday of the Gregorian calendar at midnight UTC: the algorithm of Meeus, Jones and Butcher. */
function easterSundayMs(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return Date.UTC(year, month - 1, day);
}
