import type { GapInputs, InvestmentPosition } from './gap-inputs.ts';
import { type Cents, centsFromEuro, roundToCents, sumCents } from './money.ts';
import { costPartOf, positionCents } from './plan-investment.ts';
import { discountFactor, presentValueCents } from './present-value.ts';

/** One year of operation; sums are nominal, at the end of the year. */
export interface GapYear {
  readonly year: number;
  /** Mean of the lines at the start and at the end of the year. */
  readonly averageLines: number;
  readonly revenueCents: Cents;
  readonly opexCents: Cents;
  readonly activationCents: Cents;
  readonly discountFactor: number;
}

export interface ViabilityGap {
  readonly trenchCivilCents: Cents;
  readonly trenchM: number;
  readonly ductFibreCents: Cents;
  readonly feederCivilCents: Cents;
  readonly nvtCents: Cents;
  readonly popCents: Cents;
  readonly dropsCents: Cents;
  readonly connectedPremises: number;
  readonly passiveCents: Cents;
  readonly planningCents: Cents;
  readonly contingencyCents: Cents;
  /** Investment at the start of year 1, not discounted. */
  readonly capexCents: Cents;
  readonly activationPvCents: Cents;
  readonly opexPvCents: Cents;
  readonly revenuePvCents: Cents;
  /** Wirtschaftlichkeitslücke: never below 0. */
  readonly gapCents: Cents;
  /** Below 0 where income exceeds cost. */
  readonly gapSignedCents: Cents;
  readonly years: readonly GapYear[];
}

/**
 * Gap of given flows: gap = max(0, capex + PV(opex) − PV(revenue)). Each present value is rounded to the
 * cent and the gap is their exact sum, so that the figures of a document add up.
 */
export function gapOfFlows(flows: {
  readonly capexCents: Cents;
  readonly opexCents: readonly Cents[];
  readonly revenueCents: readonly Cents[];
  readonly discountPerYear: number;
}): { gapCents: Cents; gapSignedCents: Cents; opexPvCents: Cents; revenuePvCents: Cents } {
  const opexPvCents = presentValueCents(flows.opexCents, flows.discountPerYear);
  const revenuePvCents = presentValueCents(flows.revenueCents, flows.discountPerYear);
  const gapSignedCents = sumCents([flows.capexCents, opexPvCents, -revenuePvCents]);
  return { gapCents: Math.max(0, gapSignedCents), gapSignedCents, opexPvCents, revenuePvCents };
}

/**
 * Wirtschaftlichkeitslücke (viability gap): present value of building and operating the network less the
 * present value of the income of new and upgrading customers, over `years` years (Gigabit-RL 2.0 Nr. 3.1;
 * counting of customers: BMVI of 16.11.2016). Expects inputs that `readGapInputs` let through.
 */
export function viabilityGap(inputs: GapInputs): ViabilityGap {
  const build = inputs.investment ? plannedInvestment(inputs, inputs.investment) : investment(inputs);
  const years = operation(inputs, build.passiveCents);
  const activationPvCents = presentValueCents(
    years.map((year) => year.activationCents),
    inputs.discount,
  );
  const flows = gapOfFlows({
    capexCents: sumCents([build.capexCents, activationPvCents]),
    opexCents: years.map((year) => year.opexCents),
    revenueCents: years.map((year) => year.revenueCents),
    discountPerYear: inputs.discount,
  });
  return { ...build, ...flows, activationPvCents, years };
}

/** Each position is rounded to the cent once. House connections are built for a share of the premises. */
function investment(inputs: GapInputs) {
  const trenchCivilCents = sumCents(inputs.trench.map((row) => centsFromEuro(row.m * row.eur_m)));
  const trenchM = inputs.trench.reduce((sum, row) => sum + row.m, 0);
  const ductFibreCents = centsFromEuro((trenchM + inputs.feeder_m) * inputs.duct_fibre_eur_m);
  const feederCivilCents = centsFromEuro(inputs.feeder_m * inputs.feeder_eur_m);
  const nvtCents = centsFromEuro(Math.ceil(inputs.dwellings / inputs.nvt.homes_per) * inputs.nvt.eur);
  const popCents = centsFromEuro(inputs.pop.n * inputs.pop.eur);
  const { drop } = inputs;
  const connectedPremises = Math.round(inputs.premises * drop.share_connected_at_build);
  const dropsCents = centsFromEuro(connectedPremises * (drop.avg_m * drop.eur_m + drop.entry_eur));
  const passiveCents = sumCents([
    trenchCivilCents,
    ductFibreCents,
    feederCivilCents,
    nvtCents,
    popCents,
    dropsCents,
  ]);
  const planningCents = roundToCents(passiveCents * inputs.planning_pct);
  const contingencyCents = roundToCents(passiveCents * inputs.contingency_pct);
  return {
    trenchCivilCents,
    trenchM,
    ductFibreCents,
    feederCivilCents,
    nvtCents,
    popCents,
    dropsCents,
    connectedPremises,
    passiveCents,
    planningCents,
    contingencyCents,
    capexCents: sumCents([passiveCents, planningCents, contingencyCents]),
  };
}

/** The positions of a structural plan, added up by what they count as; their sum is the cost of the plan to the cent. */
function plannedInvestment(inputs: GapInputs, positions: readonly InvestmentPosition[]) {
  const cents = positionCents(positions);
  const part = (name: ReturnType<typeof costPartOf>) =>
    sumCents(cents.filter((_, i) => costPartOf(positions[i]!) === name));
  const built = {
    trenchCivilCents: part('trenchCivil'),
    ductFibreCents: part('ductFibre'),
    feederCivilCents: 0,
    nvtCents: part('nvt'),
    popCents: part('pop'),
    dropsCents: part('drops'),
  };
  const passiveCents = sumCents(Object.values(built));
  const [planningCents, contingencyCents] = [part('planning'), part('contingency')];
  return {
    ...built,
    trenchM: inputs.trench.reduce((sum, row) => sum + row.m, 0),
    connectedPremises: Math.round(inputs.premises * inputs.drop.share_connected_at_build),
    passiveCents,
    planningCents,
    contingencyCents,
    capexCents: sumCents([passiveCents, planningCents, contingencyCents]),
  };
}

function operation(inputs: GapInputs, passiveCents: Cents): GapYear[] {
  return inputs.takeup.slice(0, inputs.years).map((takeup, index) => {
    const before = index === 0 ? 0 : inputs.takeup[index - 1]! * inputs.dwellings;
    const lines = takeup * inputs.dwellings;
    const averageLines = (before + lines) / 2;
    const opexEuro =
      12 * inputs.opex_line_eur_month * averageLines + inputs.opex_home_passed_eur_year * inputs.dwellings;
    return {
      year: index + 1,
      averageLines,
      revenueCents: centsFromEuro(12 * inputs.arpu_net_eur_month * averageLines * inputs.new_revenue_share),
      opexCents: roundToCents(opexEuro * 100 + passiveCents * inputs.opex_fixed_pct_of_passive),
      // Lines that are given up cost nothing to switch on.
      activationCents: centsFromEuro(Math.max(0, lines - before) * inputs.ont_eur),
      discountFactor: discountFactor(inputs.discount, index + 1),
    };
  });
}
