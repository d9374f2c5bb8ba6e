/**
 * A table as CSV the way German office programs open it without questions: semicolons, decimal commas, and a mark of
 * UTF-8 at the start. Text that a spreadsheet would take for a formula is disarmed.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => cells.map(cellText).join(';');
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

function cellText(value: string | number): string {
  if (typeof value === 'number') return String(Number(value.toFixed(3))).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
