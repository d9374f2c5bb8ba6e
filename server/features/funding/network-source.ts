import type { Kysely } from 'kysely';
import type { DossierNetwork } from '#core/dossier/dossier-model.ts';
import type { ApplicationBody } from '#core/funding/application.ts';
import { type PlanInvestment, planInvestment } from '#core/funding/plan-investment.ts';
import { IssueError } from '#core/issue.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import type { Database } from '../../db/schema.ts';
import { findNetworkPlan, networkPlanDocument } from '../network/store.ts';
import { planOf } from './plan-facts.ts';

/** What the calculator takes from a saved structural plan, and how far the plan fits the application. */
export interface NetworkSource extends PlanInvestment {
  readonly id: string;
  readonly name: string;
  /** Day of its last change (ISO). */
  readonly updatedOn: string;
  readonly documentSha256: string;
  /** Eligible addresses of the application, those the plan connects, and its connections of anything else. */
  readonly fit: { readonly eligible: number; readonly connected: number; readonly others: number };
}

/**
 * A saved structural plan with its parts.
 * @throws IssueError `network-plan-gone`, `network-plan-not-usable` for one that was read from a file: it has no cost
 */
export async function computedPlan(
  db: Kysely<Database>,
  id: string,
  name = id,
): Promise<DossierNetwork & { readonly catalogue: PriceCatalogue }> {
  const stored = await findNetworkPlan(db, id);
  if (!stored) throw issue('network-plan-gone', { name });
  const document = await networkPlanDocument(db, id);
  if (document?.kind !== 'computed')
    throw notUsable(stored.name, 'it was read from a file and has no positions with prices');
  const { documentSha256, updatedAt, prices } = stored;
  return {
    id,
    name: stored.name,
    updatedOn: updatedAt.toISOString().slice(0, 10),
    prices: prices.id,
    documentSha256,
    takenOverSha256: documentSha256,
    plan: document.plan,
    catalogue: prices as unknown as PriceCatalogue,
  };
}

/** @throws IssueError as `computedPlan` and `planOf`; `network-plan-not-usable` where prices and cost differ */
export async function networkSource(
  db: Kysely<Database>,
  { rules, areas, inputs }: ApplicationBody,
  id: string,
): Promise<NetworkSource> {
  const { name, updatedOn, documentSha256, plan, catalogue } = await computedPlan(db, id);
  const investment = planInvestment(plan, catalogue);
  if (!investment) throw notUsable(name, 'its prices do not give its cost');
  const { table, codes, inside } = await planOf(db, { rules, areas, onDate: inputs.onDate });
  const yes = ELIGIBILITY.indexOf('yes');
  const keyOf = (eastingM: number, northingM: number) => `${eastingM.toFixed(1)} ${northingM.toFixed(1)}`;
  const wanted = new Set<string>();
  let eligible = 0;
  for (const i of inside.flatMap((indexes) => [...indexes])) {
    if (codes.eligibleCode[i] !== yes) continue;
    eligible++;
    wanted.add(keyOf(table.eastingM[i]!, table.northingM[i]!));
  }
  const ends = plan.drops.map(({ line }) => keyOf(...line[1]));
  const reached = new Set(ends.filter((end) => wanted.has(end)));
  return {
    ...investment,
    id,
    name,
    updatedOn,
    documentSha256,
    fit: {
      eligible,
      connected: reached.size,
      others: ends.filter((end) => !wanted.has(end)).length,
    },
  };
}

/** The plan an application took its investment from, as it is now; null where it took none. */
export async function networkOf(
  db: Kysely<Database>,
  { inputs }: ApplicationBody,
): Promise<DossierNetwork | null> {
  const { gap, gapOrigin } = inputs;
  if (gap === null || gapOrigin?.kind !== 'network' || !gapOrigin.plan) return null;
  const { catalogue: _, ...network } = await computedPlan(db, gapOrigin.plan.id, gapOrigin.of);
  // The day it was taken over, not when this database last wrote it.
  return { ...network, updatedOn: gapOrigin.asOf, takenOverSha256: gapOrigin.plan.documentSha256 };
}

function notUsable(name: string, reason: string): IssueError {
  return issue('network-plan-not-usable', { name, reason });
}

function issue(code: string, params: Record<string, string>): IssueError {
  return new IssueError({ code, severity: 'error', where: 'inputs.gapOrigin.plan', params });
}
