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
  | { readonly stop: number };

export type FromNetworkWorker =
  | { readonly id: number; readonly step: NetworkStep }
  | { readonly id: number; readonly plan: NetworkPlan }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };
