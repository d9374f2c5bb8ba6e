import { type Issue, IssueError } from '../issue.ts';

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
  /** `likely`, `unsure`, `choice`; `own` for prices of one's own. */
  readonly confidence: string;
  /** Level of prices, a year or a span; null where whoever gave the price did not say. */
  readonly asOf: string | null;
  readonly title: { readonly de: string; readonly en: string };
  readonly source: string;
  /** Item whose price covers this one; its own is then 0. */
  readonly includedIn?: string;
}

export type PriceGroup = 'trench' | 'duct' | 'cable' | 'point' | 'drop' | 'overhead';
export const PRICE_GROUPS: readonly PriceGroup[] = ['trench', 'duct', 'cable', 'point', 'drop', 'overhead'];

/** Highest price that is taken, euro. */
const MOST_EURO = 10_000_000;

/** Prices with range, source and confidence, and which trench a surface or a class of street is taken to need. */
export interface PriceCatalogue {
  readonly id: string;
  /** Level of prices, a year or a span. */
  readonly asOf: string;
  readonly items: readonly PriceItem[];
  readonly trenchOfClass: {
    readonly default: string;
    readonly classes: Readonly<Record<string, string>>;
    readonly surfaces: Readonly<Record<string, string>>;
    /** Classes along which nobody digs. */
    readonly forbidden: readonly string[];
  };
  /** How wide streets are taken to be where both sides are planned, and how far apart crossings may lie, metres. */
  readonly sides: {
    readonly defaultHalfWidthM: number;
    readonly halfWidthM: Readonly<Record<string, number>>;
    readonly crossingEveryM: number;
  };
}

/** A price of one's own: replaces the range of an item, and says from where. */
export interface OwnPrice {
  readonly item: string;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly source: string;
  /** Date or year of the price. */
  readonly asOf?: string | null;
}

/** @throws RangeError where the catalogue has no such item: a mistake of whoever wrote it */
export function priceOf(catalogue: PriceCatalogue, id: string): PriceItem {
  const item = catalogue.items.find((candidate) => candidate.id === id);
  if (!item) throw new RangeError(`the price catalogue ${catalogue.id} has no item ${id}`);
  return item;
}

/**
 * A catalogue of one's own: given prices replace those of the items, the rest stays. `id` names the new version, so that a
 * plan tells which prices it was made with.
 * @throws IssueError `price-unknown-item`, `price-bad-range` for each price that cannot be taken
 */
export function withOwnPrices(
  catalogue: PriceCatalogue,
  id: string,
  own: readonly OwnPrice[],
): PriceCatalogue {
  const issues: Issue[] = [];
  own.forEach(({ item, low, expected, high }, i) => {
    const where = `prices[${i}]`;
    if (!catalogue.items.some((candidate) => candidate.id === item)) {
      const known = catalogue.items.map((candidate) => candidate.id).join(', ');
      issues.push({ code: 'price-unknown-item', severity: 'error', where, params: { value: item, known } });
    } else if (!(0 <= low && low <= expected && expected <= high && high <= MOST_EURO)) {
      const value = `${low} – ${expected} – ${high}`;
      issues.push({ code: 'price-bad-range', severity: 'error', where, params: { value, item } });
    }
  });
  if (issues.length > 0) throw new IssueError(issues);
  const prices = new Map(own.map((price) => [price.item, price]));
  return {
    ...catalogue,
    id,
    items: catalogue.items.map((item) => {
      const price = prices.get(item.id);
      if (!price) return item;
      const { includedIn: _, ...rest } = item;
      const { low, expected, high, source, asOf = null } = price;
      return { ...rest, low, expected, high, source, asOf, confidence: 'own' };
    }),
  };
}

/**
 * The trench item of a street by the surface that is to be opened (OpenStreetMap's word for it, or an item of the catalogue),
 * else by its class; null where digging is ruled out.
 */
export function trenchItemOf(
  catalogue: PriceCatalogue,
  streetClass: string | null,
  surface: string | null = null,
): string | null {
  const { trenchOfClass } = catalogue;
  if (streetClass !== null && trenchOfClass.forbidden.includes(streetClass)) return null;
  const bySurface =
    surface === null ? undefined : (trenchOfClass.surfaces[surface] ?? ownTrench(catalogue, surface));
  const byClass = streetClass === null ? undefined : trenchOfClass.classes[streetClass];
  return bySurface ?? byClass ?? trenchOfClass.default;
}

function ownTrench({ items }: PriceCatalogue, surface: string): string | undefined {
  return items.find(({ id, group, unit }) => id === surface && group === 'trench' && unit === 'm')?.id;
}
