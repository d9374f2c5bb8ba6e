import type { GapInputs } from './gap-inputs.ts';
import type { Cents } from './money.ts';
import { costPartOf } from './plan-investment.ts';
import { viabilityGap } from './viability-gap.ts';

/** One bar of a tornado chart. */
export interface TornadoBar {
  readonly input: TornadoInput;
  readonly lowFactor: number;
  readonly highFactor: number;
  readonly gapAtLowCents: Cents;
  readonly gapAtHighCents: Cents;
  readonly swingCents: Cents;
}

export type TornadoInput =
  | 'trenchPrice'
  | 'takeup'
  | 'arpu'
  | 'opexLine'
  | 'dropPrice'
  | 'discount'
  | 'planning';

const share = (value: number) => Math.min(1, value);

/** The positions of a plan, those of one part at another price. */
function repriced(
  { investment }: GapInputs,
  part: ReturnType<typeof costPartOf>,
  price: (eur: number) => number,
): Pick<GapInputs, 'investment'> {
  if (!investment) return {};
  return {
    investment: investment.map((row) => (costPartOf(row) === part ? { ...row, eur: price(row.eur) } : row)),
  };
}

const VARY: Readonly<Record<TornadoInput, (inputs: GapInputs, factor: number) => GapInputs>> = {
  trenchPrice: (i, f) => ({
    ...i,
    trench: i.trench.map((row) => ({ ...row, eur_m: row.eur_m * f })),
    ...repriced(i, 'trenchCivil', (eur) => eur * f),
  }),
  takeup: (i, f) => ({ ...i, takeup: i.takeup.map((value) => share(value * f)) }),
  arpu: (i, f) => ({ ...i, arpu_net_eur_month: i.arpu_net_eur_month * f }),
  opexLine: (i, f) => ({ ...i, opex_line_eur_month: i.opex_line_eur_month * f }),
  dropPrice: (i, f) => ({
    ...i,
    drop: { ...i.drop, eur_m: i.drop.eur_m * f, entry_eur: i.drop.entry_eur * f },
    ...repriced(i, 'drops', (eur) => eur * f),
  }),
  discount: (i, f) => ({ ...i, discount: share(i.discount * f) }),
  planning: (i, f) => ({
    ...i,
    planning_pct: share(i.planning_pct * f),
    ...repriced(i, 'planning', (eur) => share(eur * f)),
  }),
};

/**
 * The gap when every input goes to its favourable end at once, and to its unfavourable one: an interval that
 * encloses what single bars show. The factors are as for `tornado`.
 */
export function gapInterval(
  inputs: GapInputs,
  factors: Partial<Record<TornadoInput, readonly [low: number, high: number]>> = {},
): { readonly lowCents: Cents; readonly highCents: Cents } {
  const bars = tornado(inputs, factors);
  const all = (towards: 'low' | 'high') =>
    bars.reduce((varied, bar) => {
      const lowIsCheaper = bar.gapAtLowCents <= bar.gapAtHighCents;
      const factor = lowIsCheaper === (towards === 'low') ? bar.lowFactor : bar.highFactor;
      return VARY[bar.input](varied, factor);
    }, inputs);
  const sums = [
    ...[inputs, all('low'), all('high')].map((each) => viabilityGap(each).gapCents),
    ...bars.flatMap((bar) => [bar.gapAtLowCents, bar.gapAtHighCents]),
  ];
  return { lowCents: Math.min(...sums), highCents: Math.max(...sums) };
}

/**
 * The gap when one input at a time is lowered and raised, widest bar first (ties in the order above). The
 * factors are the caller's choice and an assumption, by default ±20 %; shares stay at most 1.
 */
export function tornado(
  inputs: GapInputs,
  factors: Partial<Record<TornadoInput, readonly [low: number, high: number]>> = {},
): TornadoBar[] {
  return (Object.keys(VARY) as TornadoInput[])
    .map((input) => {
      const [lowFactor, highFactor] = factors[input] ?? [0.8, 1.2];
      const gapAtLowCents = viabilityGap(VARY[input](inputs, lowFactor)).gapCents;
      const gapAtHighCents = viabilityGap(VARY[input](inputs, highFactor)).gapCents;
      const swingCents = Math.abs(gapAtHighCents - gapAtLowCents);
      return { input, lowFactor, highFactor, gapAtLowCents, gapAtHighCents, swingCents };
    })
    .sort((a, b) => b.swingCents - a.swingCents);
}
