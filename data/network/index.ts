import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import prices from './prices.json' with { type: 'json' };

/** The price catalogue that ships. Every item names its source and how sure it is. */
export const PRICES = prices as PriceCatalogue;
