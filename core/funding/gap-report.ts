import type { Issue } from '../issue.ts';
import { MIN_YEARS, readGapInputs } from './gap-inputs.ts';
import { type Cents, centsPer, euroFromCents, roundToCents } from './money.ts';
import { type ViabilityGap, viabilityGap } from './viability-gap.ts';

/** The exchange form of the result: euros as decimal numbers with two places, key names as in the inputs. */
export type GapReport = ReturnType<typeof exchangeForm>;

/**
 * The viability gap of an exchange file, as `{ inputs: … }` or the inputs alone. `report` is null when an
 * issue of severity `error` is among the issues.
 */
export function gapReport(content: unknown): { report: GapReport | null; issues: Issue[] } {
  const { inputs, issues } = readGapInputs(withoutEnvelope(content));
  if (!inputs) return { report: null, issues };
  if (inputs.years < MIN_YEARS) {
    issues.push({
      code: 'gap-period-too-short',
      severity: 'warning',
      where: 'years',
      params: { years: inputs.years, minYears: MIN_YEARS, paragraph: 'Nr. 3.1' },
    });
  }
  const dropsShare = 1 + inputs.planning_pct + inputs.contingency_pct;
  try {
    return {
      report: exchangeForm(viabilityGap(inputs), inputs.premises, inputs.dwellings, dropsShare),
      issues,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Each field is in range, but their products are sums no network has and cents can no longer hold.
    issues.push({ code: 'sum-too-large', severity: 'error', where: 'inputs', params: {} });
    return { report: null, issues };
  }
}

function exchangeForm(gap: ViabilityGap, premises: number, dwellings: number, dropsShare: number) {
  const euro = euroFromCents;
  const withoutDropsCents: Cents = gap.capexCents - roundToCents(gap.dropsCents * dropsShare);
  return {
    trench_civil: euro(gap.trenchCivilCents),
    trench_m: gap.trenchM,
    duct_fibre: euro(gap.ductFibreCents),
    feeder_civil: euro(gap.feederCivilCents),
    nvt: euro(gap.nvtCents),
    pop: euro(gap.popCents),
    drops: euro(gap.dropsCents),
    connected_premises: gap.connectedPremises,
    passive_subtotal: euro(gap.passiveCents),
    planning: euro(gap.planningCents),
    contingency: euro(gap.contingencyCents),
    capex_t0: euro(gap.capexCents),
    pv_activation_capex: euro(gap.activationPvCents),
    pv_opex: euro(gap.opexPvCents),
    pv_revenue: euro(gap.revenuePvCents),
    viability_gap: euro(gap.gapCents),
    gap_signed: euro(gap.gapSignedCents),
    capex_per_premise_passed: euro(centsPer(gap.capexCents, premises)),
    capex_per_dwelling_passed: euro(centsPer(gap.capexCents, dwellings)),
    capex_per_dwelling_passed_without_drops: euro(centsPer(withoutDropsCents, dwellings)),
    gap_per_premise: euro(centsPer(gap.gapCents, premises)),
    /** Null where nothing is invested. */
    gap_share_of_capex: gap.capexCents === 0 ? null : rounded(gap.gapCents / gap.capexCents, 4),
    avg_trench_m_per_premise: rounded(gap.trenchM / premises, 2),
    years: gap.years.map((year) => ({
      year: year.year,
      avg_lines: rounded(year.averageLines, 2),
      revenue: euro(year.revenueCents),
      opex: euro(year.opexCents),
      activation_capex: euro(year.activationCents),
      discount_factor: rounded(year.discountFactor, 8),
    })),
  };
}

function withoutEnvelope(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'inputs' in content ? content.inputs : content;
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
