/** `2027-06-30`, `30.06.2027`, `06/2027`, `2027`: the last day of what was said; null where it is no date. */
export function isoDate(text: string): string | null {
  const iso = /^(\d{4})[-/](\d{2})[-/](\d{2})/.exec(text);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const month = /^(\d{1,2})[./](\d{4})$/.exec(text);
  const year = /^(\d{4})$/.exec(text);
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : german
      ? [german[3], german[2], german[1]]
      : month
        ? [month[2], month[1], '0']
        : year
          ? [year[1], '12', '31']
          : null;
  if (parts === null) return null;
  const [y, m, d] = parts.map(Number) as [number, number, number];
  const date = new Date(Date.UTC(y, d === 0 ? m : m - 1, d));
  const exists = m >= 1 && m <= 12 && date.getUTCMonth() === m - 1;
  return exists ? date.toISOString().slice(0, 10) : null;
}
