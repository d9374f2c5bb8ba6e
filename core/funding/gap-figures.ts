import type { Figure } from './figure.ts';
import type { GapInputs, InvestmentPosition } from './gap-inputs.ts';
import { costPartOf, positionCents } from './plan-investment.ts';
import type { ViabilityGap } from './viability-gap.ts';

const ENTERED = 'entered by the applicant, or estimated from the price catalogue';
const PLANNED = 'positions of the structural plan at the prices it was worked out with';
const DEFINITION = 'Gigabit-RL 2.0 Nr. 3.1 (present values over at least 7 years)';
const CUSTOMERS = 'BMVI of 16.11.2016: new customers in full, upgraders from their change, existing ones not';

export type GapFigureKey =
  | 'trenchCivil'
  | 'ductFibre'
  | 'feederCivil'
  | 'nvt'
  | 'pop'
  | 'drops'
  | 'passive'
  | 'planning'
  | 'contingency'
  | 'capex'
  | 'activationPv'
  | 'opexPv'
  | 'revenuePv'
  | 'gap';

/** Every sum of the viability gap with formula, inputs and source, in the order of the calculation. */
export function gapFigures(inputs: GapInputs, gap: ViabilityGap): Readonly<Record<GapFigureKey, Figure>> {
  const passiveCents = gap.passiveCents;
  const discount = inputs.discount;
  return {
    ...(inputs.investment ? plannedParts(inputs.investment, gap) : buildParts(inputs, gap)),
    passive: given(passiveCents, 'trenchCivil + ductFibre + feederCivil + nvt + pop + drops', {
      trenchCivilCents: gap.trenchCivilCents,
      ductFibreCents: gap.ductFibreCents,
      feederCivilCents: gap.feederCivilCents,
      nvtCents: gap.nvtCents,
      popCents: gap.popCents,
      dropsCents: gap.dropsCents,
    }),
    planning: given(gap.planningCents, 'passiveCents · share', { passiveCents, share: inputs.planning_pct }),
    contingency: given(gap.contingencyCents, 'passiveCents · share', {
      passiveCents,
      share: inputs.contingency_pct,
    }),
    capex: given(gap.capexCents, 'passiveCents + planningCents + contingencyCents', {
      passiveCents,
      planningCents: gap.planningCents,
      contingencyCents: gap.contingencyCents,
    }),
    activationPv: given(gap.activationPvCents, 'Σ newLines_t · ontEur / (1 + discount)^t', {
      ontEur: inputs.ont_eur,
      discount,
      years: inputs.years,
    }),
    opexPv: given(
      gap.opexPvCents,
      'Σ (12 · lineEurMonth · averageLines_t + homeEurYear · dwellings + fixedShare · passive) / (1 + discount)^t',
      {
        lineEurMonth: inputs.opex_line_eur_month,
        homeEurYear: inputs.opex_home_passed_eur_year,
        dwellings: inputs.dwellings,
        fixedShare: inputs.opex_fixed_pct_of_passive,
        passiveCents,
        discount,
        years: inputs.years,
      },
    ),
    revenuePv: {
      ...given(gap.revenuePvCents, 'Σ 12 · arpuEurMonth · averageLines_t · newShare / (1 + discount)^t', {
        arpuEurMonth: inputs.arpu_net_eur_month,
        newShare: inputs.new_revenue_share,
        discount,
        years: inputs.years,
      }),
      source: `${CUSTOMERS}; ${ENTERED}`,
    },
    gap: {
      ...given(gap.gapCents, 'max(0, capexCents + activationPvCents + opexPvCents − revenuePvCents)', {
        capexCents: gap.capexCents,
        activationPvCents: gap.activationPvCents,
        opexPvCents: gap.opexPvCents,
        revenuePvCents: gap.revenuePvCents,
      }),
      source: DEFINITION,
    },
  };
}

type PartKey = 'trenchCivil' | 'ductFibre' | 'feederCivil' | 'nvt' | 'pop' | 'drops';

function buildParts(inputs: GapInputs, gap: ViabilityGap): Record<PartKey, Figure> {
  const { drop } = inputs;
  return {
    trenchCivil: given(gap.trenchCivilCents, 'Σ m · eurPerM', {
      trenchM: gap.trenchM,
      rows: inputs.trench.length,
    }),
    ductFibre: given(gap.ductFibreCents, '(trenchM + feederM) · eurPerM', {
      trenchM: gap.trenchM,
      feederM: inputs.feeder_m,
      eurPerM: inputs.duct_fibre_eur_m,
    }),
    feederCivil: given(gap.feederCivilCents, 'feederM · eurPerM', {
      feederM: inputs.feeder_m,
      eurPerM: inputs.feeder_eur_m,
    }),
    nvt: given(gap.nvtCents, '⌈dwellings / homesPer⌉ · eur', {
      dwellings: inputs.dwellings,
      homesPer: inputs.nvt.homes_per,
      eur: inputs.nvt.eur,
    }),
    pop: given(gap.popCents, 'n · eur', { n: inputs.pop.n, eur: inputs.pop.eur }),
    drops: given(gap.dropsCents, 'connectedPremises · (averageM · eurPerM + entryEur)', {
      connectedPremises: gap.connectedPremises,
      averageM: drop.avg_m,
      eurPerM: drop.eur_m,
      entryEur: drop.entry_eur,
    }),
  };
}

const PARTS = {
  trenchCivil: 'trenchCivilCents',
  ductFibre: 'ductFibreCents',
  feederCivil: 'feederCivilCents',
  nvt: 'nvtCents',
  pop: 'popCents',
  drops: 'dropsCents',
} as const satisfies Record<PartKey, keyof ViabilityGap>;

/** Parts of the investment as the positions of a structural plan give them. */
function plannedParts(positions: readonly InvestmentPosition[], gap: ViabilityGap): Record<PartKey, Figure> {
  const cents = positionCents(positions);
  const centsOf = new Map(positions.map((position, i) => [position, cents[i]!]));
  const entries = (Object.keys(PARTS) as PartKey[]).map((key): [PartKey, Figure] => {
    const own = positions.filter((position) => costPartOf(position) === key);
    const inputs = Object.fromEntries(
      own.map((position) => [`${position.position}Cents`, centsOf.get(position)!]),
    );
    return [key, { ...given(gap[PARTS[key]], 'Σ ⌊amount · eur⌉', inputs), source: PLANNED }];
  });
  return Object.fromEntries(entries) as Record<PartKey, Figure>;
}

function given(valueCents: number, formula: string, inputs: Record<string, number>): Figure {
  return { valueCents, formula, inputs, source: ENTERED, confidence: 'given' };
}
