/** Rows that are looked at for the names of the columns. */
const SAMPLE = 30;

const filledIn = (row: readonly unknown[]): string[] =>
  row.map((cell) => String(cell ?? '').trim()).filter((cell) => cell !== '');

/**
 * Index of the row with the names of the columns. It is the first, unless that is nearly empty: then titles, a line
 * `sep=;` or merged headings of groups stand above, and the names are the first full row of different words.
 */
export function headerRow(rows: readonly (readonly unknown[])[]): number {
  const sample = rows.slice(0, SAMPLE).map(filledIn);
  const width = Math.max(0, ...sample.map((cells) => cells.length));
  if (width < 2 || (sample[0]?.length ?? 0) > width / 2) return 0;
  const found = sample.findIndex(
    (cells) =>
      cells.length >= Math.max(2, width * 0.8) &&
      cells.every((cell) => /\p{L}/u.test(cell) && cell.length < 80) &&
      new Set(cells).size === cells.length,
  );
  return Math.max(0, found);
}
