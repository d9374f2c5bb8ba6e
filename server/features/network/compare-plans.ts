import type { Kysely } from 'kysely';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { IssueError } from '#core/issue.ts';
import { compareNetworks, type NetworkComparison } from '#core/network/compare-networks.ts';
import { linesOfDocument } from '#core/network/plan-document.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import type { Database } from '../../db/schema.ts';
import { areaPolygons, networkTargets, polygonsOf } from './inputs.ts';
import { findNetworkPlan, networkPlanDocument, type StoredNetworkPlan } from './store.ts';

export interface PlanComparison extends NetworkComparison {
  readonly plans: readonly [
    Pick<StoredNetworkPlan, 'id' | 'name' | 'origin' | 'version'>,
    Pick<StoredNetworkPlan, 'id' | 'name' | 'origin' | 'version'>,
  ];
  /** Price catalogue of the first plan, by which both are priced. */
  readonly prices: string;
}

/**
 * Two saved plans measured and priced alike: by the prices of the first, for the buildings of its area (or, where it has
 * none, of the second's), saved or only outlined.
 * @throws IssueError `not-a-feature`
 */
export async function comparePlans(
  db: Kysely<Database>,
  first: StoredNetworkPlan,
  otherId: string,
  limits: { readonly toleranceM: number; readonly maxDropM: number },
): Promise<PlanComparison> {
  const second = await findNetworkPlan(db, otherId);
  if (!second)
    throw new IssueError({
      code: 'not-a-feature',
      severity: 'error',
      where: 'with',
      params: { layer: 'network-plans', value: otherId },
    });
  const area = await planArea(db, first, second);
  const targets = area === null ? [] : await networkTargets(db, area);
  const prices = first.prices as unknown as PriceCatalogue;
  const [a, b] = [
    (await networkPlanDocument(db, first.id))!,
    (await networkPlanDocument(db, second.id))!,
  ].map(linesOfDocument);
  const known = new Set(prices.items.map(({ id }) => id));
  // A surface that only the other's catalogue prices counts as not known.
  const priced = b!.map(({ line, surface }) => ({
    line,
    surface: surface !== null && known.has(surface) ? surface : null,
  }));
  const name = ({ id, name: title, origin, version }: StoredNetworkPlan) => ({
    id,
    name: title,
    origin,
    version,
  });
  return {
    plans: [name(first), name(second)],
    prices: prices.id,
    ...compareNetworks(a!, priced, targets, { ...limits, prices }),
  };
}

/** What was planned: a saved area, else the outline that a plan keeps of it. */
async function planArea(
  db: Kysely<Database>,
  ...plans: readonly StoredNetworkPlan[]
): Promise<MultiPolygonCoordinates | null> {
  const saved = plans.find(({ areaId }) => areaId !== null);
  if (saved) return areaPolygons(db, saved.areaId!);
  const drawn = plans.find(({ geometry }) => geometry !== null);
  return drawn ? polygonsOf(drawn.geometry as Parameters<typeof polygonsOf>[0]) : null;
}
