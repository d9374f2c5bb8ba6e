import { type PriceCatalogue, type PriceLevel, priceOf } from '../network/price-catalogue.ts';
import type { Confidence } from './figure.ts';
import type { GapInputs } from './gap-inputs.ts';

interface Range {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly confidence: Confidence;
  readonly source: string;
}

/** What an estimate assumes beside prices, as a dated data file (`data/funding/trench-estimate.json`). */
export interface EstimateRules {
  readonly id: string;
  readonly asOf: string;
  readonly note: string;
  /** Densest first; the last begins at 0. */
  readonly metresPerAddress: readonly (Range & { readonly minAddressesPerKm2: number })[];
  readonly surfaces: readonly { readonly item: string; readonly share: number }[];
  readonly surfacesSource: string;
  readonly feederM: Range;
  readonly dropM: Range;
  readonly homesPerCabinet: { readonly value: number };
  readonly homesPerPop: { readonly value: number };
  readonly contingency: Range;
  readonly operation: {
    readonly confidence: Confidence;
    readonly source: string;
    readonly shareConnectedAtBuild: number;
    readonly ontEur: number;
    readonly takeup: readonly number[];
    readonly arpuNetEurMonth: number;
    readonly newRevenueShare: number;
    readonly opexLineEurMonth: number;
    readonly opexHomePassedEurYear: number;
    readonly opexFixedPctOfPassive: number;
  };
}

/** What is known of the planned areas: their eligible addresses and homes, and how large they are. */
export interface EstimateBasis {
  readonly addresses: number;
  readonly dwellings: number;
  readonly areaKm2: number;
}

/** Inputs of the viability gap at one level; `low` is the cheap end of every assumption, `high` the dear one. */
export type Estimate = Readonly<Record<PriceLevel, GapInputs>>;

/**
 * Investment where there is no structural plan: metres of trench by density of addresses, times the price
 * catalogue. Always an estimate; `low` and `high` take every range at the same end and so enclose it. The
 * discount rate has no official default and is given.
 */
export function estimateInputs(
  basis: EstimateBasis,
  discountPerYear: number,
  rules: EstimateRules,
  prices: PriceCatalogue,
): Estimate {
  const at = (level: PriceLevel) => inputsAt(level, basis, discountPerYear, rules, prices);
  return { low: at('low'), expected: at('expected'), high: at('high') };
}

/** The density class an estimate falls into. */
export function densityClass(basis: EstimateBasis, rules: EstimateRules) {
  const density = basis.areaKm2 > 0 ? basis.addresses / basis.areaKm2 : Infinity;
  return rules.metresPerAddress.find(({ minAddressesPerKm2 }) => density >= minAddressesPerKm2)!;
}

function inputsAt(
  level: PriceLevel,
  basis: EstimateBasis,
  discount: number,
  rules: EstimateRules,
  prices: PriceCatalogue,
): GapInputs {
  const price = (id: string) => priceOf(prices, id)[level];
  const { operation } = rules;
  const premises = Math.max(1, basis.addresses);
  const dwellings = Math.max(1, basis.dwellings, basis.addresses);
  const trenchM = premises * densityClass(basis, rules)[level];
  return {
    premises,
    dwellings,
    years: operation.takeup.length,
    discount,
    trench: rules.surfaces.map(({ item, share }) => ({
      surface: item.replace('trench-', ''),
      m: Math.round(trenchM * share),
      eur_m: price(item),
    })),
    duct_fibre_eur_m: price('duct'),
    feeder_m: rules.feederM[level],
    feeder_eur_m: price('trench-sidewalk'),
    pop: { n: Math.ceil(dwellings / rules.homesPerPop.value), eur: price('pop') },
    nvt: { homes_per: rules.homesPerCabinet.value, eur: price('cabinet') },
    drop: {
      avg_m: rules.dropM[level],
      eur_m: price('drop'),
      entry_eur: price('house-entry'),
      share_connected_at_build: operation.shareConnectedAtBuild,
    },
    ont_eur: operation.ontEur,
    planning_pct: price('planning'),
    contingency_pct: rules.contingency[level],
    takeup: operation.takeup,
    arpu_net_eur_month: operation.arpuNetEurMonth,
    new_revenue_share: operation.newRevenueShare,
    opex_line_eur_month: operation.opexLineEurMonth,
    opex_home_passed_eur_year: operation.opexHomePassedEurYear,
    opex_fixed_pct_of_passive: operation.opexFixedPctOfPassive,
  };
}
