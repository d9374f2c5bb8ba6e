/** Units that a column may be stated in, by the unit the layer keeps: how many of ours one of theirs is. */
const FACTORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  mbit: { 'kbit/s': 0.001, 'Mbit/s': 1, 'Gbit/s': 1000 },
  m: { m: 1, km: 1000 },
};

/** Columns of layers whose figures have a unit, and which one the layer keeps. */
const UNIT_OF_COLUMN: Readonly<Record<string, keyof typeof FACTORS>> = {
  down_mbit: 'mbit',
  up_mbit: 'mbit',
  plan_down_mbit: 'mbit',
  plan_up_mbit: 'mbit',
  length_m: 'm',
};

/** Units that can be stated for a column; empty for one without a unit. */
export function unitsOf(column: string): readonly string[] {
  const kind = UNIT_OF_COLUMN[column];
  return kind === undefined ? [] : Object.keys(FACTORS[kind]!);
}

/** By how much figures in a unit are multiplied; 1 for the column's own unit and for one that is not known. */
export function unitFactor(column: string, unit: string | null): number {
  const kind = UNIT_OF_COLUMN[column];
  return (kind !== undefined && unit !== null ? FACTORS[kind]![unit] : undefined) ?? 1;
}

/** The unit that the name of a field states: `Download (kbit/s)`, `laenge_km`; null where it states none. */
export function unitInName(column: string, field: string): string | null {
  const patterns: readonly (readonly [string, RegExp])[] = [
    ['kbit/s', /k(bit|bps)/i],
    ['Gbit/s', /g(bit|bps)/i],
    ['Mbit/s', /m(bit|bps)/i],
    ['km', /(^|[^a-z])km([^a-z]|$)/i],
    ['m', /(^|[^a-z])m([^a-z]|$)/i],
  ];
  const units = unitsOf(column);
  return patterns.find(([unit, pattern]) => units.includes(unit) && pattern.test(field))?.[0] ?? null;
}

/** A field of a mapping with its unit in its parts: `Download [kbit/s]`. */
export function splitUnit(column: string, field: string): { field: string; unit: string | null } {
  const match = /^(.+?)\s*\[([^\]]+)\]$/.exec(field);
  return match && unitsOf(column).includes(match[2]!)
    ? { field: match[1]!, unit: match[2]! }
    : { field, unit: null };
}
