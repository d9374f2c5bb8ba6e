import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannerMap } from '../map/planner-map.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { EdgeCard, UnplannedEdgeCard } from './edge-card.tsx';
import { useNetworkShortcuts } from './network-shortcuts.ts';
import { useNetwork } from './network-store.ts';
import { usePlacePop } from './place-pop.ts';
import {
  differenceFeatures,
  dropFeatures,
  edgeFeatures,
  edgeKey,
  edgesBelow,
  importedFeatures,
  markedEdges,
  NOTHING,
  pointFeatures,
  previewFeatures,
  wishFeatures,
} from './plan-features.ts';
import { DistributionPointCard } from './point-card.tsx';
import { streetNear } from './street-finder.ts';

/** How near a click must come to a street, in pixels. */
const STREET_REACH_PX = 12;

/** The plan on the map, and the card of what is selected of it. */
export default function NetworkOnMap({ map }: { readonly map: PlannerMap }) {
  const { t } = useTranslation();
  const { plan, preview, pops, wishes, comparison, shownImport, placingPop, phase } = useNetwork();
  const selection = useView((view) => view.selection);
  const key = selection?.kind === 'network' ? selection.id : null;
  const edge = plan?.edges.find(({ id }) => edgeKey(id) === key);
  const shown = comparison === null ? plan : null;
  const searching = phase === 'solving' ? preview : null;
  const features = useMemo(() => (shown ? edgeFeatures(shown) : []), [shown]);
  const below = useMemo(() => (plan && edge ? edgesBelow(plan, edge) : new Set<string>()), [plan, edge]);

  useEffect(() => {
    map.setData('network-edges', searching ? previewFeatures(searching) : markedEdges(features, key, below));
  }, [map, features, key, below, searching]);
  useEffect(() => {
    map.setData('network-drops', shown && !searching ? dropFeatures(shown) : NOTHING);
  }, [map, shown, searching]);
  useEffect(() => {
    map.setData('network-points', pointFeatures(searching ? null : shown, pops));
  }, [map, shown, pops, searching]);
  useEffect(() => {
    map.setData('network-wishes', shown ? wishFeatures(wishes) : NOTHING);
  }, [map, wishes, shown]);
  useEffect(() => {
    const other = shownImport ? importedFeatures(shownImport) : NOTHING;
    map.setData('network-difference', comparison ? differenceFeatures(comparison) : other);
  }, [map, comparison, shownImport]);
  useEffect(
    () => () => {
      // When the whole page goes, the map may have gone first.
      if (useMapHandle.getState().map !== map) return;
      for (const source of ['edges', 'drops', 'points', 'wishes', 'difference'] as const)
        map.setData(`network-${source}`, NOTHING);
    },
    [map],
  );
  usePickStreets(map);
  usePlacePop(map);
  useNetworkShortcuts();

  const point = plan?.distributionPoints.find(({ id }) => key === `point/${id}`);
  return (
    <>
      {placingPop ? (
        <div className="edit-tools">
          <div className="tool-hint" role="status">
            <div className="row between">
              <strong>{t('network.pop.placing')}</strong>
              <IconButton
                icon="close"
                label={t('cancel')}
                small
                onPress={() => useNetwork.setState({ placingPop: false })}
              />
            </div>
            <p>{t('network.pop.placingHint')}</p>
          </div>
        </div>
      ) : null}
      {plan && edge ? <EdgeCard plan={plan} edge={edge} /> : null}
      {plan && point ? <DistributionPointCard point={point} /> : null}
      {plan && key?.startsWith('edge/') && !edge ? <UnplannedEdgeCard id={key.slice(5)} /> : null}
    </>
  );
}

/** A click beside the plan, near a street, takes that street: it can be wished for too. */
function usePickStreets(map: PlannerMap): void {
  useEffect(() => {
    const before = useMapHandle.getState().takePick;
    useMapHandle.setState({
      takePick: (features, shiftKey, place) => {
        const { plan, inputs, comparison } = useNetwork.getState();
        if (!plan || comparison || features.some((one) => one.geometry === 'point' || one.kind === 'network'))
          return before(features, shiftKey, place);
        const metresPerPixel = (156_543 * Math.cos((place[1] * Math.PI) / 180)) / 2 ** map.map.getZoom() / 2;
        const id = inputs && streetNear(inputs.data, place, STREET_REACH_PX * metresPerPixel);
        if (!id) return before(features, shiftKey, place);
        useView.getState().select({ kind: 'network', collection: 'network', id: edgeKey(id) });
        return true;
      },
    });
    return () => useMapHandle.setState({ takePick: before });
  }, [map]);
}
