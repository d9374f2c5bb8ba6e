import type { Feature, FeatureCollection } from 'geojson';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PLACE_KINDS, type PlaceKind } from '#core/needs/place-need.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import type { Selection } from '../state/permalink.ts';
import { useFeature, useLayers } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Card, Facts } from './card.tsx';
import { bboxOf } from './geometry-bbox.ts';

const AddressCard = lazy(() => import('./address-card.tsx'));
const PlaceJudged = lazy(() => import('./place-judged.tsx'));
const CorrectRecord = lazy(() => import('../intake/correct-record.tsx'));

/** Layers whose records are corrected by hand; addresses have a card of their own. */
const CORRECTABLE = new Set([
  'districts',
  'households',
  'business-parks',
  'schools',
  'hotspots',
  'public-buildings',
  'streets',
  'buildings',
  'stops',
  'existing-lines',
]);

/** Places that are judged by the addresses that speak for them. */
const isJudged = (collection: string): collection is PlaceKind =>
  PLACE_KINDS.some((kind) => kind === collection);

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** The card of a selected feature. Addresses have one of their own, for planners only. */
export function FeatureCard({
  selection,
  planner,
}: {
  readonly selection: Selection;
  readonly planner: boolean;
}) {
  const { t } = useTranslation();
  const close = () => useView.getState().select(null);
  if (selection.collection === 'addresses' && planner) {
    return (
      <Suspense>
        <AddressCard id={selection.id} onClose={close} />
      </Suspense>
    );
  }
  return (
    <GeneralCard
      selection={selection}
      planner={planner}
      onClose={close}
      kind={t(`kind.${selection.collection}`)}
    />
  );
}

function GeneralCard({
  selection,
  kind,
  planner,
  onClose,
}: {
  readonly planner: boolean;
  readonly selection: Selection;
  readonly kind: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const feature = useFeature(selection.collection, selection.id);
  useSelectedMark(feature.data);
  const properties = feature.data?.properties ?? {};
  const title = String(properties.name ?? `${kind} ${selection.id}`);
  return (
    <Card title={feature.data ? title : kind} kind={kind} onClose={onClose}>
      {feature.isPending ? <Loading text={t('loading')} /> : null}
      {feature.isError ? <Failed error={feature.error} onRetry={feature.refetch} /> : null}
      {feature.data ? (
        <>
          <Facts rows={factsOf(properties, t)} />
          {planner && isJudged(selection.collection) ? (
            <Suspense>
              <PlaceJudged kind={selection.collection} id={selection.id} />
            </Suspense>
          ) : null}
          <SourceLine collection={selection.collection} properties={properties} />
          <ZoomTo feature={feature.data} />
          {planner && CORRECTABLE.has(selection.collection) ? (
            <Suspense>
              <CorrectRecord layer={selection.collection} id={selection.id} />
            </Suspense>
          ) : null}
        </>
      ) : null}
    </Card>
  );
}

/** Marks the selected feature on the map and says its name. */
export function useSelectedMark(feature: Feature | undefined): void {
  const map = useMapHandle((state) => state.map);
  useEffect(() => {
    if (!map || !feature) return;
    map.setData('selected-feature', { type: 'FeatureCollection', features: [feature] });
    if (feature.properties?.name) announce(String(feature.properties.name));
    return () => {
      if (useMapHandle.getState().map === map) map.setData('selected-feature', NOTHING);
    };
  }, [map, feature]);
}

export function ZoomTo({ feature }: { readonly feature: Feature }) {
  const { t } = useTranslation();
  const bbox = feature.geometry ? bboxOf(feature.geometry) : null;
  if (!bbox) return null;
  return (
    <div className="row">
      <Button className="button small" onPress={() => useMapHandle.getState().map?.fit(bbox, 17)}>
        {t('zoomTo')}
      </Button>
    </div>
  );
}

const HIDDEN = new Set([
  'id',
  'key',
  'name',
  'geometry',
  'source',
  'sourceId',
  'source_id',
  'sourceName',
  'sourceAsOf',
  'sourceLicence',
  'districtId',
  'asOf',
  'licence',
  'isDemo',
]);

function factsOf(properties: Record<string, unknown>, t: TFunction) {
  const rows: [string, string][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (HIDDEN.has(name) || value === null || value === '' || typeof value === 'object') continue;
    const label = t(`property.${camel(name)}`, { defaultValue: name });
    rows.push([label, valueText(name, value, t)]);
  }
  return rows;
}

function valueText(name: string, value: unknown, t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return formatNumber(value, Number.isInteger(value) ? 0 : 1);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text);
  return t(`value.${camel(name)}.${text}`, { defaultValue: text });
}

const camel = (name: string) => name.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());

/** Every figure says where it comes from. */
function SourceLine({
  collection,
  properties,
}: {
  readonly collection: string;
  readonly properties: Record<string, unknown>;
}) {
  const { t } = useTranslation();
  const layers = useLayers();
  const sources = layers.data?.find((layer) => layer.id === collection)?.sources ?? [];
  const named = String(properties.source ?? properties.sourceName ?? '');
  const source =
    sources.find((s) => s.name === named || s.id === properties.sourceId) ??
    (sources.length === 1 ? sources[0] : undefined);
  if (!source) return named ? <p className="small muted">{t('source.line', { name: named })}</p> : null;
  return (
    <p className="small muted">
      {t('source.line', { name: source.name })}
      {source.asOf ? ` · ${t('source.asOf', { date: formatDate(source.asOf) })}` : ''}
      {source.licence ? ` · ${source.licence}` : ''}
    </p>
  );
}
