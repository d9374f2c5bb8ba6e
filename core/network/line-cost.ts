import { atEachLevel } from './edge-prices.ts';
import type { LevelCents } from './plan.ts';
import { type ImportedLine, lineLengthM } from './plan-document.ts';
import { type PriceCatalogue, priceOf } from './price-catalogue.ts';

export interface LinesCost {
  readonly lengthM: number;
  /** Of it without a surface that the catalogue prices: priced by `assumed`, or not at all where that is null. */
  readonly unknownM: number;
  /** Trenches with the standard duct, whole cents. */
  readonly cents: LevelCents;
}

/**
 * What lines cost by the catalogue, by the same rules as edges of a plan (`edge-prices.ts`): crossings by piece, existing
 * ducts without a new one. Each item is rounded to the cent once.
 *
 * @param assumed item of lines whose surface is not known; null leaves them out
 */
export function linesCost(
  lines: readonly ImportedLine[],
  prices: PriceCatalogue,
  assumed: string | null,
): LinesCost {
  const amounts = new Map<string, number>();
  const add = (item: string, amount: number) => amounts.set(item, (amounts.get(item) ?? 0) + amount);
  const known = new Set(prices.items.map(({ id }) => id));
  let [lengthM, unknownM] = [0, 0];
  for (const { line, surface } of lines) {
    const metres = lineLengthM(line);
    const isKnown = surface !== null && known.has(surface);
    lengthM += metres;
    if (!isKnown) unknownM += metres;
    const item = isKnown ? surface : assumed;
    if (item === null) continue;
    add(item, priceOf(prices, item).unit === 'piece' ? 1 : metres);
    if (item !== 'existing-duct') add('duct', metres);
  }
  const cents = atEachLevel((level) =>
    [...amounts].reduce(
      (sum, [item, amount]) => sum + Math.round(100 * amount * priceOf(prices, item)[level]),
      0,
    ),
  );
  return { lengthM, unknownM, cents };
}

/**
 * Item of the catalogue that a file means by a word: its id, its title, or a surface as OpenStreetMap names it; null where
 * it is none of these.
 */
export function surfaceItemOf(prices: PriceCatalogue, word: unknown): string | null {
  if (typeof word !== 'string') return null;
  const wanted = word.trim().toLowerCase();
  const named = prices.items.find(({ id, title }) =>
    [id, title.de, title.en].some((name) => name.toLowerCase() === wanted),
  );
  if (named) return named.group === 'trench' || named.id === 'existing-duct' ? named.id : null;
  const { surfaces } = prices.trenchOfClass;
  return Object.hasOwn(surfaces, wanted) ? surfaces[wanted]! : null;
}
