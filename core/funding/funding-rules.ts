import type { RuleValue } from './figure.ts';
import type { BasisPoints, Cents } from './money.ts';

/** Federal guideline as a dated data file (`data/funding/federal-*.json`). */
export interface FederalRules {
  readonly id: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly note: string;
  readonly rateBp: RuleValue<BasisPoints>;
  readonly raisedRatesBp: RuleValue<readonly BasisPoints[]>;
  readonly minFederalCents: RuleValue<Cents>;
  readonly maxFederalCents: RuleValue<Cents>;
  readonly minOwnShareBp: RuleValue<BasisPoints>;
  /** Discount rate a year; null while no official one is established. */
  readonly discountPerYear: RuleValue<number | null>;
  /** Percent of the average tax strength below which 60 and 70 % apply; null while not established. */
  readonly raisedRateCutOffs: RuleValue<{ readonly below60: number; readonly below70: number } | null>;
  /** Most that is paid for advice (Beratungsleistungen), once, by kind of applicant. */
  readonly adviceCents: RuleValue<Readonly<Record<string, Cents>>>;
}

/** One step of a cap that falls with the number of connections. */
export interface CapStep {
  /** Last connection of the step; null for the open end. */
  readonly upTo: number | null;
  readonly cents: Cents;
}

/** Co-funding of a Land as a dated data file (`data/funding/land-*.json`). */
export interface LandRules {
  readonly id: string;
  readonly land: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly note: string;
  /** `share`: a share of the eligible sum. `target`: what is missing from the federal rate to a target. */
  readonly rule: 'share' | 'target';
  readonly shareBp: RuleValue<BasisPoints> | null;
  readonly targetBp: RuleValue<BasisPoints> | null;
  readonly capPerConnection: RuleValue<readonly CapStep[]> | null;
  /** Added to the cap for each school and hospital. */
  readonly specialConnectionCents: RuleValue<Cents> | null;
}
