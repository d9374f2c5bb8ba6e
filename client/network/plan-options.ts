import type { DimensioningRules } from '#core/network/dimensioning-rules.ts';
import { DIMENSIONING } from '#data/network/index.ts';

/** What the planner may set before a plan is worked out. */
export interface PlanOptions {
  readonly fibresPerHome: number;
  /** Share of 1. */
  readonly fibreReserve: number;
  readonly topology: DimensioningRules['topology'];
  readonly homesPerDistributionPoint: number;
  readonly bothSides: boolean;
  /** Metres. */
  readonly maxDropM: number;
  /** Time at most. */
  readonly seconds: number;
  /** Years over which it is built; 0: no phases. */
  readonly years: number;
  readonly firstYear: number;
  /** Whole euro a year; null shares the cost evenly. */
  readonly budgetEuroPerYear: number | null;
}

const { rules } = DIMENSIONING;

export const START_OPTIONS: PlanOptions = {
  fibresPerHome: rules.fibresPerHome,
  fibreReserve: rules.fibreReserve,
  topology: rules.topology,
  homesPerDistributionPoint: rules.homesPerDistributionPoint,
  bothSides: false,
  maxDropM: 150,
  seconds: 10,
  years: 3,
  firstYear: new Date().getFullYear() + 1,
  budgetEuroPerYear: null,
};

/** Where each number may lie. */
export const OPTION_RANGES = {
  fibresPerHome: { min: 1, max: 24 },
  homesPerDistributionPoint: { min: 4, max: 2000 },
  maxDropM: { min: 5, max: 500 },
  years: { min: 0, max: 20 },
  firstYear: { min: 2000, max: 2150 },
  budgetEuroPerYear: { min: 1000, max: 10_000_000_000 },
} as const;

/** As `planNetwork` takes them. */
export function choicesOf(options: PlanOptions) {
  const { fibresPerHome, fibreReserve, topology, homesPerDistributionPoint } = options;
  return {
    rules: { ...rules, fibresPerHome, fibreReserve, topology, homesPerDistributionPoint },
    bothSides: options.bothSides,
    maxDropM: options.maxDropM,
    phases:
      options.years === 0
        ? null
        : {
            firstYear: options.firstYear,
            years: options.years,
            budgetCentsPerYear: options.budgetEuroPerYear === null ? null : options.budgetEuroPerYear * 100,
          },
  };
}
