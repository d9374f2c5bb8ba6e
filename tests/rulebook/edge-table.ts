import type { AddressTable } from '#core/columns/address-table.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { type CompileOptions, dayOf } from '#core/rulebook/classify.ts';

/** How a rule set may be read. */
export const READINGS: readonly [string, Partial<CompileOptions>][] = [
  ['as preset', {}],
  ['cable switched off, horizon of three years', { excludeCable: false, horizonYears: 3 }],
  ['stated peak time only', { requirePeakTimeStatement: true }],
];

/** Random, but with every figure a rule set asks about on both of its sides. */
export function edgeTable(length: number, seed: number): AddressTable {
  const table = randomAddressTable(length, { seed });
  const down = [Number.NaN, 0, 29, 30, 99, 100, 199, 200, 299, 300, 499, 500, 999, 1000, 16.7];
  const up = [Number.NaN, 0, 5, 149, 150, 199, 200];
  const { claims } = table;
  const days = [-1, 0, 1].flatMap((off) =>
    ['2026-01-15', '2029-01-15', '2031-01-15', '2033-01-15'].map((day) => dayOf(day) + off),
  );
  for (let c = 0; c < claims.downMbit.length; c++) {
    const random = Math.imul(c + 1, 2654435761 + seed * 2) >>> 0;
    claims.downMbit[c] = down[random % down.length]!;
    claims.upMbit[c] = up[(random >>> 8) % up.length]!;
    claims.readyByDay[c] = (random >>> 12) % 4 === 0 ? 0 : days[(random >>> 16) % days.length]!;
  }
  return table;
}
