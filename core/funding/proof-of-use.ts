import type { Issue } from '../issue.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { Figure } from './figure.ts';
import type { GapFigureKey } from './gap-figures.ts';
import { type Cents, guarded, sumCents } from './money.ts';
import type { Shares } from './shares.ts';

/** Positions of the cost plan that invoices are held against, in the order of the plan. */
export const GRANT_POSITIONS = [
  'trenchCivil',
  'ductFibre',
  'feederCivil',
  'nvt',
  'pop',
  'drops',
  'planning',
  'contingency',
] as const satisfies readonly GapFigureKey[];
export type GrantPosition = (typeof GRANT_POSITIONS)[number];

/** One invoice. Net of VAT; `eligibleCents` is the part of it that may be counted. */
export interface Invoice {
  readonly position: GrantPosition;
  readonly supplier: string;
  readonly number: string;
  readonly invoiceDate: CalendarDate;
  readonly paidOn: CalendarDate | null;
  readonly netCents: Cents;
  readonly eligibleCents: Cents;
}

/** What was granted, and the plan it was granted on. */
export interface GrantPlan {
  readonly positions: Readonly<Record<GrantPosition, Cents>>;
  /** Eligible sum of the grant. */
  readonly eligibleCents: Cents;
  readonly federalCents: Cents;
  readonly landCents: Cents;
  readonly otherCents: Cents;
  readonly ownCents: Cents;
  /** Day the grant became final; invoices before it are pointed out. Null where it is not yet. */
  readonly grantedOn: CalendarDate | null;
}

export interface PositionUse {
  readonly position: GrantPosition;
  readonly plannedCents: Cents;
  readonly invoicedCents: Cents;
  readonly eligibleCents: Cents;
  readonly paidCents: Cents;
  /** Planned less eligible: below 0 where more was spent than planned. */
  readonly leftCents: Cents;
}

export interface ProofOfUse {
  readonly positions: readonly PositionUse[];
  readonly plannedCents: Cents;
  readonly invoicedCents: Cents;
  readonly eligibleInvoicedCents: Cents;
  readonly paidCents: Cents;
  /** Eligible sum after the invoices; never above that of the grant. */
  readonly finalEligibleCents: Cents;
  readonly federalCents: Cents;
  readonly landCents: Cents;
  readonly otherCents: Cents;
  readonly ownCents: Cents;
  /** What falls away against the grant, of all grants together. */
  readonly reductionCents: Cents;
  readonly issues: readonly Issue[];
}

/**
 * Proof of use (Verwendungsnachweis): invoices against the positions of the plan, and what is left of the grant.
 * Spending less than planned lowers the eligible sum by as much, and every share in its proportion
 * (Anteilfinanzierung), grants rounded down; spending more raises nothing. How an authority recalculates a
 * viability gap is not established, so the result is an assumption. Only what is paid counts.
 */
export function proofOfUse(plan: GrantPlan, invoices: readonly Invoice[]): ProofOfUse {
  const positions = GRANT_POSITIONS.map((position): PositionUse => {
    const own = invoices.filter((invoice) => invoice.position === position);
    const plannedCents = guarded(plan.positions[position]);
    const eligibleCents = sumCents(own.map((invoice) => invoice.eligibleCents));
    return {
      position,
      plannedCents,
      invoicedCents: sumCents(own.map((invoice) => invoice.netCents)),
      eligibleCents,
      paidCents: sumCents(
        own.filter(({ paidOn }) => paidOn !== null).map((invoice) => invoice.eligibleCents),
      ),
      leftCents: plannedCents - eligibleCents,
    };
  });
  const total = (of: (use: PositionUse) => Cents) => sumCents(positions.map(of));
  const plannedCents = total((use) => use.plannedCents);
  const paidCents = total((use) => use.paidCents);
  const saved = Math.max(0, plannedCents - paidCents);
  const finalEligibleCents = Math.max(0, plan.eligibleCents - saved);
  const part = (cents: Cents) => proportion(cents, finalEligibleCents, plan.eligibleCents);
  const [federalCents, landCents, otherCents] = [plan.federalCents, plan.landCents, plan.otherCents].map(
    part,
  ) as [Cents, Cents, Cents];
  const grants = sumCents([federalCents, landCents, otherCents]);
  return {
    positions,
    plannedCents,
    invoicedCents: total((use) => use.invoicedCents),
    eligibleInvoicedCents: total((use) => use.eligibleCents),
    paidCents,
    finalEligibleCents,
    federalCents,
    landCents,
    otherCents,
    ownCents: finalEligibleCents - grants,
    reductionCents: sumCents([plan.federalCents, plan.landCents, plan.otherCents, -grants]),
    issues: [...invoiceIssues(plan, invoices), ...positionIssues(positions)],
  };
}

/** The plan of a grant from the figures and shares of its application. */
export function grantPlanOf(
  figures: Readonly<Record<GapFigureKey, Figure>>,
  eligibleCents: Cents,
  shares: Shares,
  grantedOn: CalendarDate | null,
): GrantPlan {
  const positions = Object.fromEntries(GRANT_POSITIONS.map((key) => [key, figures[key].valueCents]));
  return {
    positions: positions as GrantPlan['positions'],
    eligibleCents,
    federalCents: shares.federal.valueCents,
    landCents: shares.land.valueCents,
    otherCents: shares.other.valueCents,
    ownCents: shares.own.valueCents,
    grantedOn,
  };
}

/** `cents · part / whole`, rounded down, exact beyond 2^53 in between. */
function proportion(cents: Cents, part: Cents, whole: Cents): Cents {
  if (whole === 0) return 0;
  return Number((BigInt(guarded(cents)) * BigInt(guarded(part))) / BigInt(guarded(whole)));
}

function invoiceIssues({ grantedOn }: GrantPlan, invoices: readonly Invoice[]): Issue[] {
  return invoices.flatMap(({ supplier, number, invoiceDate, paidOn }): Issue[] => {
    const params = { supplier, number, invoiceDate };
    const where = `${supplier} ${number}`;
    const found: Issue[] = [];
    if (grantedOn !== null && invoiceDate < grantedOn) {
      const code = 'invoice-before-grant';
      found.push({ code, severity: 'warning', where, params: { ...params, grantedOn } });
    }
    if (paidOn === null) found.push({ code: 'invoice-not-paid', severity: 'warning', where, params });
    return found;
  });
}

function positionIssues(positions: readonly PositionUse[]): Issue[] {
  return positions
    .filter(({ leftCents }) => leftCents < 0)
    .map(({ position, leftCents }) => ({
      code: 'position-exceeded',
      severity: 'warning',
      where: position,
      params: { position, overCents: -leftCents },
    }));
}
