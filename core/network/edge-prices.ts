import type { EdgeKind, LevelCents } from './plan.ts';
import { type PriceCatalogue, type PriceLevel, priceOf, trenchItemOf } from './price-catalogue.ts';
import type { EdgeOrigin } from './street-graph.ts';

/** What one edge takes of the price catalogue. */
export interface EdgePositions {
  readonly kind: EdgeKind;
  /** Item of the trench, crossing or existing duct. */
  readonly surface: string;
  /** Whether `surface` counts by piece (crossings) or by metre. */
  readonly byPiece: boolean;
  /** Whether new ducts are laid in it. */
  readonly newDuct: boolean;
}

/** Positions of an edge; null where nobody digs. */
export function positionsOf(prices: PriceCatalogue, origin: EdgeOrigin): EdgePositions | null {
  if (origin.kind === 'existing-duct')
    return { kind: origin.kind, surface: 'existing-duct', byPiece: false, newDuct: false };
  if (origin.kind === 'joint-trench')
    return { kind: origin.kind, surface: 'joint-trench', byPiece: false, newDuct: true };
  if (origin.kind === 'crossing')
    return { kind: origin.kind, surface: 'crossing', byPiece: true, newDuct: true };
  const surface = trenchItemOf(prices, origin.class, origin.surface);
  return surface === null ? null : { kind: 'trench', surface, byPiece: false, newDuct: true };
}

/** Cost of trench and standard duct of an edge at each level, whole cents. */
export function edgeCents(prices: PriceCatalogue, positions: EdgePositions, lengthM: number): LevelCents {
  const item = priceOf(prices, positions.surface);
  const duct = priceOf(prices, 'duct');
  return atEachLevel((level) =>
    Math.round(
      100 *
        ((positions.byPiece ? item[level] : lengthM * item[level]) +
          (positions.newDuct ? lengthM * duct[level] : 0)),
    ),
  );
}

export function atEachLevel(value: (level: PriceLevel) => number): Record<PriceLevel, number> {
  return { low: value('low'), expected: value('expected'), high: value('high') };
}
