import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FeatureCard } from '../cards/feature-card.tsx';
import { PickChooser } from '../cards/pick-chooser.tsx';
import { serveChanges } from '../compare/serve-change-tiles.ts';
import { MapFurniture } from '../map/map-furniture.tsx';
import { useMapInput } from '../map/use-map-input.ts';
import { usePlannerMap } from '../map/use-planner-map.ts';
import { useLayers } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { Failed } from '../ui/state-message.tsx';

const PlannerOnMap = lazy(() => import('../areas/planner-on-map.tsx'));

/** The map with its furniture and the card of what is selected. */
export default function MapArea({
  planner,
  basemapStyleUrl,
}: {
  readonly planner: boolean;
  readonly basemapStyleUrl: string | null;
}) {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const layers = useLayers();
  const selection = useView((view) => view.selection);
  const bounds = useMemo(
    () => boundsOf(layers.data?.find((l) => l.id === 'districts')?.bounds),
    [layers.data],
  );
  const input = useMapInput(planner, basemapStyleUrl);
  const map = usePlannerMap(container, layers.isSuccess ? input : null, bounds, t('map.label'));

  useEffect(() => {
    if (map) void import('../map/district-labels.ts').then((m) => m.showDistrictLabels(map));
  }, [map]);

  useEffect(() => {
    if (planner) serveChanges();
  }, [planner]);

  return (
    <>
      <div ref={container} className="map" />
      {layers.isError ? (
        <div className="map-wait">
          <Failed error={layers.error} onRetry={layers.refetch} />
        </div>
      ) : null}
      <MapFurniture planner={planner} />
      <PickChooser />
      {selection?.kind === 'feature' ? (
        <FeatureCard
          key={`${selection.collection}:${selection.id}`}
          selection={selection}
          planner={planner}
        />
      ) : null}
      {planner && map ? (
        <Suspense>
          <PlannerOnMap map={map} />
        </Suspense>
      ) : null}
    </>
  );
}

const boundsOf = (bounds: readonly [number, number, number, number] | null | undefined) =>
  bounds ? ([...bounds] as [number, number, number, number]) : null;
