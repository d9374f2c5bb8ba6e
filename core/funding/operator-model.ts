import { type Cents, sumCents } from './money.ts';
import { presentValueCents } from './present-value.ts';

/**
 * Betreibermodell (operator model, Nr. 3.2): the public body builds the passive network and leases it out.
 * Eligible = expenditure on passive infrastructure − PV(lease income), never below 0. How the lease is
 * discounted is not established; the rate is entered.
 */
export function operatorModel(inputs: {
  readonly passiveCapexCents: Cents;
  /** Lease income at the end of each year; 7 years are likely what is counted. */
  readonly leaseCents: readonly Cents[];
  readonly discountPerYear: number;
}): { eligibleCents: Cents; leasePvCents: Cents } {
  const leasePvCents = presentValueCents(inputs.leaseCents, inputs.discountPerYear);
  return { eligibleCents: Math.max(0, sumCents([inputs.passiveCapexCents, -leasePvCents])), leasePvCents };
}
