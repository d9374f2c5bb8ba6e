/** The ISO date of `24.11.2026`, `24.11.26`, `24/11/2026` or `2026-11-24`; null for what is no day of the calendar. */
export function parseDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const written = /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$/.exec(text.trim());
  const [year, month, day] = iso
    ? [iso[1]!, iso[2]!, iso[3]!]
    : written
      ? [written[3]!.length === 2 ? `20${written[3]}` : written[3]!, written[2]!, written[1]!]
      : ['', '', ''];
  if (year === '') return null;
  const normal = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${normal}T00:00:00Z`);
  // A 31 April becomes a 1 May, which is not what was written.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(normal) ? normal : null;
}
