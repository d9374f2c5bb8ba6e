import { PRICE_LEVELS, type PriceCatalogue, type PriceLevel } from '#core/network/price-catalogue.ts';

/** A plan's own copy of a price catalogue. */
export interface OwnCatalogue extends PriceCatalogue {
  /** Counts the changes of this copy. */
  readonly version: number;
  /** Id of the catalogue it was copied from. */
  readonly basedOn: string;
  /** ISO time of the last change. */
  readonly changedAt: string;
}

export const catalogueVersion = (prices: PriceCatalogue): number =>
  (prices as Partial<OwnCatalogue>).version ?? 0;

/** The copy with one price changed; the item says that it is one of its own. */
export function withPrice(
  prices: PriceCatalogue,
  item: string,
  level: PriceLevel,
  value: number,
  now = new Date(),
): OwnCatalogue {
  const { basedOn = prices.id } = prices as Partial<OwnCatalogue>;
  const version = catalogueVersion(prices) + 1;
  return {
    ...prices,
    id: `${basedOn}+${version}`,
    basedOn,
    version,
    changedAt: now.toISOString(),
    items: prices.items.map((one) =>
      one.id === item ? { ...one, [level]: value, confidence: 'own', source: OWN_SOURCE } : one,
    ),
  };
}

/** Stands where a price came from nowhere but the planner. */
export const OWN_SOURCE = 'Eigene Vorgabe im Plan';

/** Items whose range differs from the catalogue that ships. */
export function changedItems(prices: PriceCatalogue, shipped: PriceCatalogue): string[] {
  return prices.items
    .filter((item) => {
      const other = shipped.items.find(({ id }) => id === item.id);
      return !other || PRICE_LEVELS.some((level) => item[level] !== other[level]);
    })
    .map(({ id }) => id);
}
