import type { TFunction } from 'i18next';
import { useAnalysis } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import type { Proposal } from '../workers/messages.ts';
import { type Areas, freeName, type PlanArea } from './plan.ts';
import { changeAreas, usePlan } from './plan-store.ts';

type Translate = TFunction;

/** Turns a proposal into an area of its own, which no slider moves any more. @returns its key */
export function keepProposal(proposal: Proposal, t: Translate): string {
  const area = areaOf(proposal, usePlan.getState().areas, t);
  changeAreas('edit.keep', { [area.key]: area });
  announce(t('proposals.kept', { name: area.name }));
  useView.getState().select({ kind: 'area', collection: 'area', id: area.key });
  return area.key;
}

/** All proposals at once; one step to undo. */
export function keepAllProposals(proposals: readonly Proposal[], t: Translate): void {
  const changes: Record<string, PlanArea> = {};
  for (const proposal of proposals) {
    const area = areaOf(proposal, { ...usePlan.getState().areas, ...changes }, t);
    changes[area.key] = area;
  }
  changeAreas('edit.keepAll', changes);
  announce(t('proposals.keptAll', { count: proposals.length }));
}

function areaOf(proposal: Proposal, areas: Areas, t: Translate): PlanArea {
  const { reachM, minAddresses } = useView.getState();
  return {
    key: crypto.randomUUID(),
    name: freeName(proposal.district ?? t('proposals.one'), areas),
    note: '',
    rules: useAnalysis.getState().classification?.rules ?? null,
    parameters: { reachM, minAddresses },
    origin: 'proposed',
    geometry: proposal.geometry,
  };
}
