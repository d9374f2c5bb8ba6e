import { useQuery } from '@tanstack/react-query';
import type { StyleSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import { useComparison } from '../compare/comparison-store.ts';
import { useAnalysis } from '../state/analysis.ts';
import { startLayers, useOpacity } from '../state/layer-choice.ts';
import { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-store.ts';
import type { StyleInput } from './style.ts';

/** Gathers what the picture depends on. Without an answer from a configured basemap the own one is drawn. */
export function useMapInput(planner: boolean, basemapStyleUrl: string | null): StyleInput {
  const theme = useTheme((state) => state.theme);
  const visible = useView((view) => view.layers);
  const opacity = useOpacity((state) => state.byLayer);
  const classes = useAnalysis((state) => state.classification?.classes);
  const comparing = useView((view) => view.tab === 'compare');
  const revision = useComparison((state) => state.shown?.revision ?? null);
  const changes = planner && comparing ? revision : null;
  const foreign = useQuery({
    queryKey: ['basemap', basemapStyleUrl],
    queryFn: async () => {
      const answer = await fetch(basemapStyleUrl!);
      if (!answer.ok) throw new Error(`${answer.status}`);
      return (await answer.json()) as StyleSpecification;
    },
    enabled: basemapStyleUrl !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  const toneList = (classes ?? []).map((c) => c.tone).join(',');
  return useMemo(
    () => ({
      theme,
      origin: location.origin,
      layers: (visible ?? startLayers(planner)).map((id) => ({ id, opacity: opacity[id] ?? 1 })),
      tones: (toneList === '' ? [] : toneList.split(',')) as StyleInput['tones'],
      changes,
      foreign: foreign.data ?? null,
    }),
    [theme, visible, planner, opacity, toneList, changes, foreign.data],
  );
}
