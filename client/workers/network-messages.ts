import type { EdgeDetour } from '#core/network/edge-detour.ts';
import type { NetworkPlan, NetworkRequest, Place } from '#core/network/plan.ts';

/** What a plan is made from; sent once, kept by the worker. */
export type NetworkInputs = Pick<NetworkRequest, 'streets' | 'targets' | 'existing' | 'buildings'>;
/** What the planner chose. */
export type NetworkChoices = Omit<NetworkRequest, keyof NetworkInputs | 'onProgress' | 'shouldStop'>;

/** How far the search is. The tree comes only where it is better than the last one that was sent. */
export interface NetworkStep {
  readonly value: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly seconds: number;
  readonly tree: readonly (readonly Place[])[] | null;
}

/** `inputs` null: those of the question before. */
export type ToNetworkWorker =
  | { readonly id: number; readonly inputs: NetworkInputs | null; readonly choices: NetworkChoices }
  | { readonly stop: number }
  | (DetourQuestion & { readonly ask: number; readonly inputs: NetworkInputs | null });

/** What it would take to do without an edge of a plan. */
export interface DetourQuestion {
  readonly edge: string;
  readonly choices: NetworkChoices;
  readonly plan: Pick<NetworkPlan, 'edges' | 'pops'>;
}

export type FromNetworkWorker =
  | { readonly id: number; readonly step: NetworkStep }
  | { readonly id: number; readonly plan: NetworkPlan }
  | { readonly ask: number; readonly detour: EdgeDetour | null }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };
