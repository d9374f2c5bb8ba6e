export type PriceLevel = 'low' | 'expected' | 'high';
export const PRICE_LEVELS: readonly PriceLevel[] = ['low', 'expected', 'high'];

export interface PriceItem {
  readonly id: string;
  /** `m`, `piece` in euro each; `share` of the sum of all else. */
  readonly unit: string;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly confidence: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly source: string;
}

/** Prices with range, source and confidence, and which trench a class of street is taken to need. */
export interface PriceCatalogue {
  readonly id: string;
  readonly items: readonly PriceItem[];
  readonly trenchOfClass: {
    readonly default: string;
    readonly classes: Readonly<Record<string, string>>;
    /** Classes along which nobody digs. */
    readonly forbidden: readonly string[];
  };
}

/** @throws RangeError where the catalogue has no such item: a mistake of whoever wrote it */
export function priceOf(catalogue: PriceCatalogue, id: string): PriceItem {
  const item = catalogue.items.find((candidate) => candidate.id === id);
  if (!item) throw new RangeError(`the price catalogue ${catalogue.id} has no item ${id}`);
  return item;
}

/** The trench item of a class of street; null where digging is ruled out. */
export function trenchItemOf({ trenchOfClass }: PriceCatalogue, streetClass: string | null): string | null {
  if (streetClass !== null && trenchOfClass.forbidden.includes(streetClass)) return null;
  return (streetClass !== null && trenchOfClass.classes[streetClass]) || trenchOfClass.default;
}
