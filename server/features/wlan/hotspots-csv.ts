import type { Hotspot } from '#core/wlan/hotspot.ts';

const COLUMNS = [
  'id',
  'name',
  'ssid',
  'operator',
  'address',
  'openingHours',
  'access',
  'indoor',
  'stepFree',
  'power',
  'state',
  'checkedAt',
  'lon',
  'lat',
  'source',
  'asOf',
  'isDemo',
] as const satisfies readonly (keyof Hotspot)[];

/** Hotspots as RFC 4180 with a header line, UTF-8 with a byte order mark for Excel. Unknown is an empty field. */
export function hotspotsCsv(hotspots: readonly Hotspot[]): string {
  const lines = hotspots.map((hotspot) => COLUMNS.map((name) => csvField(hotspot[name])).join(','));
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  // A spreadsheet would run text that begins like a formula.
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
