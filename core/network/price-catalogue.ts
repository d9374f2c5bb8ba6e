export type PriceLevel = 'low' | 'expected' | 'high';
export const PRICE_LEVELS: readonly PriceLevel[] = ['low', 'expected', 'high'];

export interface PriceItem {
  readonly id: string;
  /** Group of positions in the bill of quantities. */
  readonly group: PriceGroup;
  /** `m`, `piece` in euro each; `share` of the sum of all else. */
  readonly unit: string;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly confidence: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly source: string;
  /** Item whose price covers this one; its own is then 0. */
  readonly includedIn?: string;
}

export type PriceGroup = 'trench' | 'duct' | 'cable' | 'point' | 'drop' | 'overhead';
export const PRICE_GROUPS: readonly PriceGroup[] = ['trench', 'duct', 'cable', 'point', 'drop', 'overhead'];

/** Prices with range, source and confidence, and which trench a surface or a class of street is taken to need. */
export interface PriceCatalogue {
  readonly id: string;
  readonly asOf: string;
  readonly items: readonly PriceItem[];
  readonly trenchOfClass: {
    readonly default: string;
    readonly classes: Readonly<Record<string, string>>;
    readonly surfaces: Readonly<Record<string, string>>;
    /** Classes along which nobody digs. */
    readonly forbidden: readonly string[];
  };
}

/** A price of one's own: replaces the range of an item, and says from where. */
export interface OwnPrice {
  readonly item: string;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly source: string;
}

/** @throws RangeError where the catalogue has no such item: a mistake of whoever wrote it */
export function priceOf(catalogue: PriceCatalogue, id: string): PriceItem {
  const item = catalogue.items.find((candidate) => candidate.id === id);
  if (!item) throw new RangeError(`the price catalogue ${catalogue.id} has no item ${id}`);
  return item;
}

/** The trench item of a street by its surface, else by its class; null where digging is ruled out. */
export function trenchItemOf(
  { trenchOfClass }: PriceCatalogue,
  streetClass: string | null,
  surface: string | null = null,
): string | null {
  if (streetClass !== null && trenchOfClass.forbidden.includes(streetClass)) return null;
  const bySurface = surface === null ? undefined : trenchOfClass.surfaces[surface];
  const byClass = streetClass === null ? undefined : trenchOfClass.classes[streetClass];
  return bySurface ?? byClass ?? trenchOfClass.default;
}
