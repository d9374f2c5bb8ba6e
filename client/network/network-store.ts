import type { MultiPolygon } from 'geojson';
import { create } from 'zustand';
import type { NetworkPlan, Place } from '#core/network/plan.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { PRICES } from '#data/network/index.ts';
import type { NetworkInputs, NetworkStep } from '../workers/network-messages.ts';
import type { ComparedPlans } from './network-api.ts';
import { type PlanOptions, START_OPTIONS } from './plan-options.ts';
import type { Wishes } from './wishes.ts';

/** The area that is planned: one of the page's own or a proposal. */
export interface ChosenArea {
  /** `area:…` or `proposal:…`; `plan:…` for the outline of a saved plan whose area is gone. */
  readonly key: string;
  readonly name: string;
  /** Id on the server, where it is saved. */
  readonly id: string | null;
  readonly geometry: MultiPolygon;
}

/** A feeding point in degrees. */
export interface ChosenPop {
  readonly lon: number;
  readonly lat: number;
}

export interface ShownImport {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly (readonly Place[])[];
}

/** What undo brings back: wishes, and the plan that was worked out with them. */
export interface PlanState {
  readonly wishes: Wishes;
  readonly plan: NetworkPlan | null;
}

export interface HistoryStep {
  /** Key of the translations. */
  readonly label: string;
  readonly before: PlanState;
  /** Filled when its search has ended. */
  readonly after: PlanState;
}

/** A point of the curve: best plan and bound after some seconds. Whole cents. */
export type TracePoint = Pick<NetworkStep, 'seconds' | 'value' | 'lowerBound'>;

export interface NetworkStore extends PlanState {
  readonly area: ChosenArea | null;
  readonly pops: readonly ChosenPop[];
  /** The next click or Enter on the map sets a feeding point. */
  readonly placingPop: boolean;
  readonly options: PlanOptions;
  readonly prices: PriceCatalogue;
  /** What the plan is worked out from, for which outline and by which state of the layers. */
  readonly inputs: {
    readonly of: MultiPolygon;
    readonly basis: string | null;
    readonly data: NetworkInputs;
  } | null;
  readonly phase: 'idle' | 'loading' | 'solving' | 'resolving';
  readonly stopping: boolean;
  readonly failure: unknown;
  readonly trace: readonly TracePoint[];
  /** Best tree so far, while the first plan is sought. */
  readonly preview: readonly (readonly Place[])[] | null;
  /** State of the layers the plan was worked out from; null where that is not known. */
  readonly basis: string | null;
  /** Options, prices, feeding points or data have changed since the plan was worked out. */
  readonly outdated: boolean;
  readonly done: readonly HistoryStep[];
  readonly undone: readonly HistoryStep[];
  readonly name: string;
  readonly saved: { readonly id: string; readonly version: number; readonly plan: NetworkPlan } | null;
  readonly saving: boolean;
  readonly saveFailure: unknown;
  readonly comparison: ComparedPlans | null;
  /** A plan made elsewhere, shown by itself or beside ours. */
  readonly shownImport: ShownImport | null;
  /** What an earlier visit left was looked for. */
  readonly restored: boolean;
}

export const NOTHING_PLANNED = {
  wishes: {},
  plan: null,
  basis: null,
  phase: 'idle',
  stopping: false,
  failure: null,
  trace: [],
  preview: null,
  outdated: false,
  done: [],
  undone: [],
  name: '',
  saved: null,
  saving: false,
  saveFailure: null,
  comparison: null,
} as const satisfies Partial<NetworkStore>;

/** The structural plan of this page. */
export const useNetwork = create<NetworkStore>(() => ({
  ...NOTHING_PLANNED,
  area: null,
  pops: [],
  placingPop: false,
  options: START_OPTIONS,
  prices: PRICES,
  inputs: null,
  shownImport: null,
  restored: false,
}));

/** Another area is another plan: what hangs on the old one goes. */
export function chooseArea(area: ChosenArea): void {
  if (useNetwork.getState().area?.key === area.key) return;
  useNetwork.setState({ ...NOTHING_PLANNED, area, pops: [], placingPop: false });
}

/** Sets what a plan is worked out with; the plan on the map is older then. */
export function setChoices(change: Partial<Pick<NetworkStore, 'options' | 'prices' | 'pops'>>): void {
  const { plan } = useNetwork.getState();
  useNetwork.setState({ ...change, outdated: plan !== null });
}
