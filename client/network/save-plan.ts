import i18next from 'i18next';
import type { NetworkPlan } from '#core/network/plan.ts';
import { ApiProblem } from '../api.ts';
import { queryClient } from '../state/queries.ts';
import { networkApi, type PlanInput, type SavedPlan } from './network-api.ts';
import { NOTHING_PLANNED, useNetwork } from './network-store.ts';
import { type PlanOptions, START_OPTIONS } from './plan-options.ts';
import { edgeWishes, wishesOf } from './wishes.ts';

/** What of the page's plan goes into the database or a file; null while there is none. */
export function planInput(): PlanInput | null {
  const { area, plan, wishes, options, pops, prices, name } = useNetwork.getState();
  if (!plan) return null;
  return {
    name: name.trim() || area?.name || i18next.t('network.plan'),
    areaId: area?.id ?? null,
    areaName: area?.name ?? '',
    note: '',
    parameters: { options, pops },
    prices,
    geometry: area?.geometry ?? null,
    document: { kind: 'computed', plan, wishes: edgeWishes(wishes) },
  };
}

/** Saves the plan, over what it was opened from; another's newer state is told by the store's `failure`. */
export async function savePlan(asCopy = false): Promise<boolean> {
  const input = planInput();
  if (!input) return false;
  const { saved, plan } = useNetwork.getState();
  useNetwork.setState({ saving: true, saveFailure: null });
  try {
    const stored =
      saved && !asCopy
        ? await networkApi.update(saved.id, saved.version, input)
        : await networkApi.create(input);
    taken(stored, plan!);
    return true;
  } catch (failure) {
    useNetwork.setState({ saving: false, saveFailure: failure });
    return false;
  }
}

/** After a refusal: what the other has saved is the one to save over. */
export async function saveOverOther(): Promise<void> {
  const { saved, saveFailure } = useNetwork.getState();
  const current =
    saveFailure instanceof ApiProblem ? (saveFailure.current as unknown as SavedPlan) : undefined;
  if (saved && current) useNetwork.setState({ saved: { ...saved, version: current.version } });
  await savePlan(!current);
}

function taken({ id, version, name }: SavedPlan, plan: NetworkPlan): void {
  useNetwork.setState({ saving: false, saveFailure: null, name, saved: { id, version, plan } });
  void queryClient.invalidateQueries({ queryKey: ['network-plans'] });
}

/** Puts a saved plan on the map. @throws ApiProblem */
export async function openPlan(id: string): Promise<void> {
  const stored = await networkApi.plan(id);
  if (stored.document.kind !== 'computed') return;
  const { plan, wishes } = stored.document;
  const { options, pops } = stored.parameters as {
    options?: PlanOptions;
    pops?: { lon: number; lat: number }[];
  };
  useNetwork.setState({
    ...NOTHING_PLANNED,
    area: stored.geometry && {
      key: stored.areaId ? `area:${stored.areaId}` : `plan:${id}`,
      name: stored.areaName || stored.name,
      id: stored.areaId,
      geometry: stored.geometry,
    },
    pops: pops ?? [],
    options: { ...START_OPTIONS, ...options },
    prices: stored.prices,
    plan,
    wishes: wishesOf(wishes),
    name: stored.name,
    saved: { id, version: stored.version, plan },
  });
}
