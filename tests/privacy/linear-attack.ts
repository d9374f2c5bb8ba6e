/** Sum of some unknowns, as somebody can work it out from what is published. */
export interface Equation {
  readonly unknowns: readonly string[];
  readonly total: number;
}

/**
 * Every unknown that follows from the equations, with its value: Gauss–Jordan elimination with the largest pivot.
 * What it does not find, no addition and subtraction of the totals can.
 */
export function determined(equations: readonly Equation[]): Map<string, number> {
  const names = [...new Set(equations.flatMap(({ unknowns }) => unknowns))];
  const column = new Map(names.map((name, i) => [name, i]));
  const width = names.length + 1;
  const rows = equations.map(({ unknowns, total }) => {
    const row = new Float64Array(width);
    for (const name of unknowns) row[column.get(name)!]! += 1;
    row[width - 1] = total;
    return row;
  });
  let top = 0;
  for (let c = 0; c < names.length && top < rows.length; c++) {
    let best = top;
    for (let r = top + 1; r < rows.length; r++)
      if (Math.abs(rows[r]![c]!) > Math.abs(rows[best]![c]!)) best = r;
    if (Math.abs(rows[best]![c]!) < 1e-9) continue;
    [rows[top], rows[best]] = [rows[best]!, rows[top]!];
    const pivot = rows[top]!;
    const scale = pivot[c]!;
    for (let k = 0; k < width; k++) pivot[k]! /= scale;
    for (let r = 0; r < rows.length; r++) {
      const factor = rows[r]![c]!;
      if (r === top || Math.abs(factor) < 1e-12) continue;
      for (let k = 0; k < width; k++) rows[r]![k]! -= factor * pivot[k]!;
    }
    top++;
  }
  const found = new Map<string, number>();
  for (const row of rows) {
    const used = names.filter((_, i) => Math.abs(row[i]!) > 1e-7);
    if (used.length === 1) found.set(used[0]!, Math.round(row[width - 1]!));
  }
  return found;
}

/** A sum of unknowns strictly between two numbers, both whole. */
export interface Bound {
  readonly unknowns: readonly string[];
  readonly above: number;
  readonly below: number;
}

/**
 * Unknowns that a bound leaves only one small figure for, once all others in it are known: whoever sees a figure
 * withheld where it was shown before takes it for 1 to 4.
 */
export function narrowed(known: ReadonlyMap<string, number>, bounds: readonly Bound[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { unknowns, above, below } of bounds) {
    const open = unknowns.filter((name) => !known.has(name));
    if (open.length !== 1) continue;
    const rest = unknowns.reduce((sum, name) => sum + (known.get(name) ?? 0), 0);
    const left = [1, 2, 3, 4].filter((value) => above - rest < value && value < below - rest);
    if (left.length === 1) found.set(open[0]!, left[0]!);
  }
  return found;
}
