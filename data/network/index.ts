import type { DimensioningRules } from '#core/network/dimensioning-rules.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import dimensioning from './dimensioning.json' with { type: 'json' };
import prices from './prices.json' with { type: 'json' };

/** The price catalogue that ships. Every item names its source and how sure it is. */
export const PRICES = prices as PriceCatalogue;

/** How networks are dimensioned unless a planner says otherwise, with the source of each value. */
export const DIMENSIONING = dimensioning as {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly sources: readonly {
    readonly of: readonly string[];
    readonly confidence: string;
    readonly source: string;
  }[];
  readonly rules: DimensioningRules;
};
