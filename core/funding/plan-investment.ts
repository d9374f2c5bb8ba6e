import type { NetworkPlan, Quantity } from '../network/plan.ts';
import {
  type PriceCatalogue,
  type PriceGroup,
  type PriceLevel,
  priceOf,
} from '../network/price-catalogue.ts';
import type { Estimate, EstimateRules } from './estimate-inputs.ts';
import type { GapInputs, InvestmentPosition } from './gap-inputs.ts';
import { type Cents, sumCents } from './money.ts';

/** A position of a structural plan with its price at each level, euro. */
export interface PricedPosition extends Omit<InvestmentPosition, 'eur'> {
  readonly eur: Readonly<Record<PriceLevel, number>>;
}

/** What the calculator takes from a saved structural plan. */
export interface PlanInvestment {
  readonly positions: readonly PricedPosition[];
  readonly costCents: Readonly<Record<PriceLevel, Cents>>;
  /** Catalogue the plan was priced with. */
  readonly prices: string;
  /** Buildings the trenches reach, those of them that get a connection now, and the dwellings in them. */
  readonly targets: number;
  readonly connected: number;
  readonly homes: number;
  readonly trenchM: number;
  readonly dropM: number;
  readonly pops: number;
  readonly cabinets: number;
}

type Planned = Pick<
  NetworkPlan,
  'quantities' | 'costCents' | 'distributionPoints' | 'drops' | 'trenchM' | 'dropM' | 'pops'
>;

/** Positions, cost and counts of a plan; `null` where its own prices do not give its cost to the cent. */
export function planInvestment(plan: Planned, prices: PriceCatalogue): PlanInvestment | null {
  const positions = plan.quantities.map((quantity) => pricedPosition(quantity, prices));
  const levels = ['low', 'expected', 'high'] as const;
  const isPriced = levels.every(
    (level) => sumCents(positionCents(atLevel(positions, level))) === plan.costCents[level],
  );
  if (!isPriced) return null;
  const sum = (of: (point: Planned['distributionPoints'][number]) => number) =>
    plan.distributionPoints.reduce((total, point) => total + of(point), 0);
  return {
    positions,
    costCents: plan.costCents,
    prices: prices.id,
    targets: plan.drops.length,
    connected: plan.drops.filter(({ built }) => built).length,
    homes: sum(({ homes }) => homes),
    trenchM: plan.trenchM,
    dropM: plan.dropM,
    pops: plan.pops.length,
    cabinets: sum(({ cabinets }) => cabinets),
  };
}

function pricedPosition({ position, item, unit, amount }: Quantity, prices: PriceCatalogue): PricedPosition {
  const { group, title, low, expected, high } = priceOf(prices, item);
  return { position, item, group, title: title.de, unit, amount, eur: { low, expected, high } };
}

const atLevel = (positions: readonly PricedPosition[], level: PriceLevel): InvestmentPosition[] =>
  positions.map((position) => ({ ...position, eur: position.eur[level] }));

/** Whole cents of each position, as the bill of quantities rounds them: shares are of the sum of all else. */
export function positionCents(positions: readonly InvestmentPosition[]): Cents[] {
  const own = positions.map(({ unit, amount, eur }) =>
    unit === 'share' ? 0 : Math.round(100 * amount * eur),
  );
  const built = sumCents(own);
  return positions.map(({ unit, eur }, i) => (unit === 'share' ? Math.round(built * eur) : own[i]!));
}

/** What a position counts as in the viability gap. */
export function costPartOf({ item, unit, group }: Pick<InvestmentPosition, 'item' | 'unit' | 'group'>) {
  if (unit === 'share') return item === 'planning' ? 'planning' : 'contingency';
  return PART_OF_GROUP[group] === 'nvt' && item === 'pop' ? 'pop' : PART_OF_GROUP[group];
}

const PART_OF_GROUP = {
  trench: 'trenchCivil',
  duct: 'ductFibre',
  cable: 'ductFibre',
  point: 'nvt',
  drop: 'drops',
  overhead: 'trenchCivil',
} as const satisfies Record<PriceGroup, string>;

/**
 * Inputs of the viability gap from a structural plan, at each level of its prices: its positions are the investment, to
 * the cent. Take-up, income and operation are no part of a plan; they are those of an estimate. The lengths and prices
 * beside the positions are the plan's too, so that whoever reads only them finds the same network.
 */
export function planInputs(plan: PlanInvestment, discountPerYear: number, rules: EstimateRules): Estimate {
  const at = (level: PriceLevel) => inputsAt(level, plan, discountPerYear, rules);
  return { low: at('low'), expected: at('expected'), high: at('high') };
}

function inputsAt(
  level: PriceLevel,
  plan: PlanInvestment,
  discount: number,
  rules: EstimateRules,
): GapInputs {
  const { operation } = rules;
  const investment = atLevel(plan.positions, level);
  const euroOf = (id: string) => investment.find(({ item }) => item === id)?.eur ?? 0;
  return {
    premises: Math.max(1, plan.targets),
    dwellings: Math.max(1, plan.homes),
    years: operation.takeup.length,
    discount,
    trench: investment
      .filter(({ group, unit }) => group === 'trench' && unit === 'm')
      .map(({ item, amount, eur }) => ({ surface: item.replace('trench-', ''), m: amount, eur_m: eur })),
    duct_fibre_eur_m: euroOf('duct'),
    feeder_m: 0,
    feeder_eur_m: 0,
    pop: { n: plan.pops, eur: euroOf('pop') },
    nvt: {
      homes_per: Math.max(1, Math.ceil(plan.homes / Math.max(1, plan.cabinets))),
      eur: euroOf('cabinet'),
    },
    drop: {
      avg_m: plan.connected > 0 ? plan.dropM / plan.connected : 0,
      eur_m: euroOf('drop'),
      entry_eur: euroOf('house-entry'),
      share_connected_at_build: plan.targets > 0 ? plan.connected / plan.targets : 0,
    },
    ont_eur: operation.ontEur,
    planning_pct: euroOf('planning'),
    contingency_pct: euroOf('contingency'),
    takeup: operation.takeup,
    arpu_net_eur_month: operation.arpuNetEurMonth,
    new_revenue_share: operation.newRevenueShare,
    opex_line_eur_month: operation.opexLineEurMonth,
    opex_home_passed_eur_year: operation.opexHomePassedEurYear,
    opex_fixed_pct_of_passive: operation.opexFixedPctOfPassive,
    investment,
  };
}
