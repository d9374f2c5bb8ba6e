import { type Cents, guarded, roundToCents } from './money.ts';

/** 1 / (1 + r)^t: what one euro at the end of year `year` is worth at the start of year 1. */
export function discountFactor(ratePerYear: number, year: number): number {
  return 1 / checkedRate(ratePerYear) ** year;
}

/**
 * Present value of yearly flows, each at the end of its year: PV = Σ x_t / (1 + r)^t, t = 1 … n.
 * The sum is rounded once, at its end, half-even.
 */
export function presentValueCents(flowsCents: readonly Cents[], ratePerYear: number): Cents {
  const growth = checkedRate(ratePerYear);
  let sum = 0;
  flowsCents.forEach((flow, index) => {
    sum += guarded(flow) / growth ** (index + 1);
  });
  return roundToCents(sum);
}

/** Present value of 1 a year over `years` years (Rentenbarwertfaktor). */
export function annuityFactor(ratePerYear: number, years: number): number {
  const growth = checkedRate(ratePerYear);
  return ratePerYear === 0 ? years : (1 - growth ** -years) / ratePerYear;
}

function checkedRate(ratePerYear: number): number {
  if (!(ratePerYear > -1 && Number.isFinite(ratePerYear))) {
    throw new RangeError(`discount rate ${ratePerYear}: a number above −1 is needed, e.g. 0.04`);
  }
  return 1 + ratePerYear;
}
