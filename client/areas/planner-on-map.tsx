import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import type { PlannerMap } from '../map/planner-map.ts';
import { startAnalysis, useAnalysis } from '../state/analysis.ts';
import { startLayers } from '../state/layer-choice.ts';
import { useMay } from '../state/may.ts';
import { useView } from '../state/view-store.ts';
import { toast } from '../ui/toasts.tsx';
import { AreaCard, ProposalCard } from './area-card.tsx';
import { useAreaShortcuts } from './area-shortcuts.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { useEditMode } from './edit-mode.ts';
import { EditToolbar } from './edit-toolbar.tsx';
import { keptFeatures, namePoints, proposalFeatures } from './map-features.ts';
import { loadAreas, usePlan } from './plan-store.ts';
import { serveTiles } from './serve-tiles.ts';
import { useDrawing } from './use-drawing.ts';
import { useMarkByClick } from './use-mark-by-click.ts';

const NetworkOnMap = lazy(() => import('../network/network-on-map.tsx'));

/** What only a planner has on the map: classes, proposals, areas, and the tools to correct them. */
export default function PlannerOnMap({ map }: { readonly map: PlannerMap }) {
  const { t } = useTranslation();
  const selection = useView((view) => view.selection);
  const tab = useView((view) => view.tab);
  const areas = usePlan((state) => state.areas);
  const loaded = usePlan((state) => state.loaded);
  const stored = usePlan((state) => state.stored);
  const proposals = useAnalysis((state) => state.proposals);
  const revision = useAnalysis((state) => state.classification?.revision ?? 0);
  const { mode, target, marked } = useEditMode();
  const visible = useView((view) => view.layers) ?? startLayers(true);
  const shown = visible.includes('areas');
  const saved = useQuery({ queryKey: ['areas'], queryFn: api.areas, staleTime: Number.POSITIVE_INFINITY });

  useEffect(() => {
    serveTiles();
    void startAnalysis();
  }, []);
  useEffect(() => {
    if (!saved.data || usePlan.getState().loaded) return;
    loadAreas(saved.data);
    const { restored } = usePlan.getState();
    if (restored > 0) toast(t('draft.restored', { count: restored }));
  }, [saved.data, t]);
  useEffect(() => {
    if (revision > 0) map.setAddressRevision(revision);
  }, [map, revision]);
  useEffect(() => {
    const selected = selection?.kind === 'proposal' ? selection.id : null;
    map.setData(
      'proposals',
      proposalFeatures(shown ? (proposals?.areas ?? []) : [], selected, t('proposals.one')),
    );
  }, [map, proposals, selection, shown, t]);
  useEffect(() => {
    const chosen = mode === 'join' ? marked : selection?.kind === 'area' ? [selection.id] : [];
    const editing = mode === 'vertices' ? target : null;
    map.setData('areas-kept', keptFeatures(shown ? areas : {}, stored, chosen, editing));
  }, [map, areas, stored, selection, mode, marked, target, shown]);
  useEffect(() => {
    // What is chosen changes no name.
    map.setData('areas-names', namePoints(keptFeatures(shown ? areas : {}, stored, [], null)));
  }, [map, areas, stored, shown]);
  useMarkByClick();
  useDrawing(map);
  const mayPlan = useMay('plan-areas');
  useAreaShortcuts(mayPlan);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (usePlan.getState().saving) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  const area = selection?.kind === 'area' ? areas[selection.id] : undefined;
  return (
    <>
      {tab === 'network' ? (
        <Suspense>
          <NetworkOnMap map={map} />
        </Suspense>
      ) : mayPlan ? (
        <EditToolbar failure={saved.error} ready={loaded} />
      ) : null}
      {area && mode === 'none' ? <AreaCard area={area} /> : null}
      {selection?.kind === 'proposal' && mode === 'none' ? <ProposalCard id={selection.id} /> : null}
      <ConflictDialog />
    </>
  );
}
