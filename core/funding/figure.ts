import type { Cents } from './money.ts';

/**
 * How far a fact is established: `sure`, `likely`, `unsure` as the source allows; `assumed` is our own
 * choice that no source states; `given` was entered by the user.
 */
export type Confidence = 'sure' | 'likely' | 'unsure' | 'assumed' | 'given';

/** One parameter of a rule as it stands in a data file. */
export interface RuleValue<T> {
  readonly value: T;
  readonly source: string;
  readonly confidence: Confidence;
  /** Paragraph of the rule where it is established, else null. */
  readonly paragraph: string | null;
}

/** A sum of money that can be opened down to where it comes from. */
export interface Figure {
  readonly valueCents: Cents;
  readonly formula: string;
  /** Names as in `formula`; amounts end in `Cents`, rates in `Bp` (1/10,000). */
  readonly inputs: Readonly<Record<string, number | string>>;
  readonly source: string;
  readonly confidence: Confidence;
}

const WEAKEST_FIRST: readonly Confidence[] = ['assumed', 'unsure', 'likely', 'given', 'sure'];

/** A result is only as sure as the weakest value it was made of. */
export function weakest(...confidences: readonly Confidence[]): Confidence {
  return WEAKEST_FIRST.find((confidence) => confidences.includes(confidence)) ?? 'sure';
}
