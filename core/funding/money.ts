/**
 * Money is whole cents in a `number`. Every function refuses what a `number` can no longer hold exactly
 * (beyond 2^53 − 1 cents, about 90 trillion euros), so a sum is either exact or an error.
 */
export type Cents = number;

/** Parts of ten thousand: 5,000 = 50 %. Rates are whole numbers so that shares are exact. */
export type BasisPoints = number;

/**
 * Named rounding rules. `half-even` (to the nearest cent, a tie to the even one, IEEE 754 / ISO 80000-1 rule A)
 * is the rule for computed figures, since it favours neither side over many rows; `floor` is used for what
 * others grant, so that a share never exceeds its cap by a cent; `ceil` for what the applicant owes at least;
 * `half-up` is the commercial rule (DIN 1333) for documents that ask for it.
 */
export type Rounding = 'half-even' | 'half-up' | 'floor' | 'ceil';

export const FULL_RATE_BP: BasisPoints = 10_000;

/** Amount in euros as whole cents. @throws RangeError when not finite or too large to be exact. */
export function centsFromEuro(euro: number, rounding: Rounding = 'half-even'): Cents {
  return roundToCents(euro * 100, rounding);
}

/** Cents as euros, for output only; never calculate with the result. */
export function euroFromCents(cents: Cents): number {
  return guarded(cents) / 100;
}

/**
 * A fractional number of cents as whole cents. Binary noise below the 15th significant digit (8.499999…97
 * for 8.5) is removed first, so that ties are seen as ties.
 * @throws RangeError when not finite or too large to be exact.
 */
export function roundToCents(fractionalCents: number, rounding: Rounding = 'half-even'): Cents {
  const value = Math.abs(fractionalCents) < 1e13 ? Number(fractionalCents.toPrecision(15)) : fractionalCents;
  const below = Math.floor(value);
  return guarded(below + roundedUp(value - below, 1, below, rounding));
}

/** Exact sum. @throws RangeError beyond 2^53 − 1 cents, also in between. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0;
  for (const amount of amounts) sum = guarded(sum + guarded(amount));
  return sum;
}

/**
 * `rateBp` ten-thousandths of an amount ≥ 0, exact before rounding. The amount is split at 10,000 so that no
 * product leaves the exact range.
 */
export function shareOfCents(cents: Cents, rateBp: BasisPoints, rounding: Rounding): Cents {
  if (!Number.isInteger(rateBp) || rateBp < 0 || rateBp > FULL_RATE_BP) {
    throw new RangeError(`rate of ${rateBp} basis points: a whole number from 0 to 10,000 is needed`);
  }
  if (guarded(cents) < 0) throw new RangeError(`share of ${cents} cents: an amount of at least 0 is needed`);
  const whole = Math.floor(cents / FULL_RATE_BP);
  const product = (cents - whole * FULL_RATE_BP) * rateBp;
  const below = Math.floor(product / FULL_RATE_BP);
  const result = whole * rateBp + below;
  return guarded(result + roundedUp(product - below * FULL_RATE_BP, FULL_RATE_BP, result, rounding));
}

/** An amount divided by a count > 0, e.g. cost per premise. */
export function centsPer(cents: Cents, count: number, rounding: Rounding = 'half-even'): Cents {
  if (!(count > 0)) throw new RangeError(`amount divided by ${count}: a number above 0 is needed`);
  return roundToCents(guarded(cents) / count, rounding);
}

/** @throws RangeError unless `cents` is a whole number that is exact in a `number`. */
export function guarded(cents: number): Cents {
  if (!Number.isSafeInteger(cents)) {
    throw new RangeError(`${cents} is not a whole number of cents within ±(2^53 − 1)`);
  }
  return cents === 0 ? 0 : cents;
}

/** 1 when `rest / of` (in [0, 1)) above the whole number `below` rounds up, else 0. */
function roundedUp(rest: number, of: number, below: number, rounding: Rounding): 0 | 1 {
  if (rest === 0 || rounding === 'floor') return 0;
  if (rounding === 'ceil') return 1;
  if (rest * 2 !== of) return rest * 2 > of ? 1 : 0;
  // Commercial rounding goes away from zero at a tie; below zero that is downwards.
  if (rounding === 'half-up') return below >= 0 ? 1 : 0;
  return below % 2 === 0 ? 0 : 1;
}
