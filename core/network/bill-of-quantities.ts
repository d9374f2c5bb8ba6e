import { atEachLevel } from './edge-prices.ts';
import type { CostDriver, LevelCents, Quantity } from './plan.ts';
import { PRICE_GROUPS, type PriceCatalogue, type PriceLevel, priceOf } from './price-catalogue.ts';

/**
 * Bill of quantities: each position is its amount times its price, rounded to the cent once; planning and contingency are
 * shares of the sum of the others. Positions with an amount of 0 are left out.
 *
 * @param amounts by item of the catalogue, metres or pieces; items of unit `share` are added by themselves
 */
export function billOfQuantities(
  amounts: ReadonlyMap<string, number>,
  prices: PriceCatalogue,
): { readonly quantities: readonly Quantity[]; readonly costCents: LevelCents } {
  for (const item of amounts.keys()) priceOf(prices, item);
  const quantities: Quantity[] = [];
  const builtAt = (level: PriceLevel) =>
    quantities.reduce((sum, q) => sum + (q.unit === 'share' ? 0 : q.costCents[level]), 0);
  PRICE_GROUPS.forEach((group, g) => {
    let number = 0;
    const position = () => `${pad(g + 1)}.${pad(++number)}`;
    for (const price of prices.items.filter((item) => item.group === group)) {
      const amount = price.unit === 'share' ? 1 : (amounts.get(price.id) ?? 0);
      if (amount === 0) continue;
      const costCents = atEachLevel((level) =>
        Math.round(price.unit === 'share' ? builtAt(level) * price[level] : 100 * amount * price[level]),
      );
      const includedIn = price.includedIn ?? null;
      quantities.push({
        position: position(),
        item: price.id,
        unit: price.unit,
        amount,
        costCents,
        includedIn,
      });
    }
  });
  return {
    quantities,
    costCents: atEachLevel((level) => quantities.reduce((sum, q) => sum + q.costCents[level], 0)),
  };
}

/** What moves the cost most: each price alone between its low and its high value, all others as expected. */
export function costDrivers(quantities: readonly Quantity[], prices: PriceCatalogue): CostDriver[] {
  const shares = quantities.filter((q) => q.unit === 'share');
  const onTop = 1 + shares.reduce((sum, q) => sum + priceOf(prices, q.item).expected, 0);
  const expected = quantities.reduce((sum, q) => sum + q.costCents.expected, 0);
  const drivers = quantities.map((q) => {
    const factor = q.unit === 'share' ? 1 : onTop;
    const built = quantities.reduce((sum, o) => sum + (o.unit === 'share' ? 0 : o.costCents.expected), 0);
    const at = (level: PriceLevel) =>
      q.unit === 'share' ? built * priceOf(prices, q.item)[level] : q.costCents[level];
    const moved = (level: PriceLevel) => Math.round(expected + factor * (at(level) - at('expected')));
    return { item: q.item, lowCents: moved('low'), highCents: moved('high') };
  });
  const swings = drivers.map((d) => d.highCents - d.lowCents);
  const all = swings.reduce((sum, swing) => sum + swing, 0);
  return drivers
    .map((driver, i) => ({ ...driver, swingCents: swings[i]!, share: all > 0 ? swings[i]! / all : 0 }))
    .filter((driver) => driver.swingCents !== 0)
    .sort((a, b) => b.swingCents - a.swingCents || a.item.localeCompare(b.item));
}

/** Shares a sum out by weights in whole cents that add up to it: largest remainder, the first of equals. */
export function shareOut(sumCents: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all <= 0) return weights.map((_, i) => (i === 0 ? sumCents : 0));
  const exact = weights.map((weight) => (sumCents * weight) / all);
  const parts = exact.map(Math.floor);
  const missing = sumCents - parts.reduce((sum, part) => sum + part, 0);
  const byRest = parts
    .map((_, i) => i)
    .sort((a, b) => exact[b]! - parts[b]! - (exact[a]! - parts[a]!) || a - b);
  for (const i of byRest.slice(0, missing)) parts[i]!++;
  return parts;
}

const pad = (n: number) => String(n).padStart(2, '0');
