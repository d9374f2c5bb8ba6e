/** A line of CSV (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const text =
    typeof value === 'string' && /^[=+@\t\r-]/.test(raw) && !/^[-+]?[\d.,]+$/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
