/**
 * A number as people and offices write it. With `decimalComma`, `1.234,5` is 1234.5; otherwise `1234.5`.
 * Null where the text is no number (also for the signs statistics offices use for "nothing" or "secret").
 */
export function parseNumber(value: unknown, decimalComma = false): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  let text = value.trim().replace(/[\u00a0\u202f\u2009 ]/g, '');
  if (decimalComma) {
    if (/^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/.test(text)) text = text.replaceAll('.', '');
    text = text.replace(',', '.');
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** The largest whole number a column holds (PostgreSQL `integer`); no count in this field comes near it. */
export const MAX_COUNT = 2_147_483_647;

/** Signs for "nothing", "unknown" or "secret" in tables of German statistics offices. */
export function isNoValue(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  const text = String(value).trim();
  return text === '' || /^([-–—./xX•*]|\.\.\.|null|NULL|NA|n\/a|k\. ?A\.)$/.test(text);
}
