import { lazy, Suspense, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LayersPanel } from '../layers/layers-panel.tsx';
import type { PanelTab } from '../state/permalink.ts';
import { useView } from '../state/view-store.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Boundary } from './boundary.tsx';

const AreasPanel = lazy(() => import('../areas/areas-panel.tsx'));
const ComparePanel = lazy(() => import('../compare/compare-panel.tsx'));
const DataPanel = lazy(() => import('../intake/data-panel.tsx'));
const FundingPanel = lazy(() => import('../funding/funding-panel.tsx'));
const NeedsPanel = lazy(() => import('../needs/needs-panel.tsx'));
const ReviewPanel = lazy(() => import('../review/review-panel.tsx'));
const StatisticsPanel = lazy(() => import('../statistics/statistics-panel.tsx'));

const SIZES = ['medium', 'large', 'small'] as const;

interface Props {
  readonly planner: boolean;
  readonly loading: boolean;
  readonly failure: unknown;
  readonly onRetry: () => void;
}

/** The panel at the left; on a phone a sheet at the bottom with three heights. */
export function SidePanel({ planner, loading, failure, onRetry }: Props) {
  const { t } = useTranslation();
  const tab = useView((view) => view.tab);
  const set = useView((view) => view.set);
  const [size, setSize] = useState<(typeof SIZES)[number]>('medium');
  const next = SIZES[(SIZES.indexOf(size) + 1) % SIZES.length]!;
  const shown = planner || tab === 'layers' || tab === 'statistics' ? tab : 'layers';
  return (
    <aside className="panel" data-size={size} data-wide={shown === 'funding'} aria-label={t('panel.label')}>
      <button
        type="button"
        className="panel-handle"
        aria-label={t(`panel.size.${next}`)}
        onClick={() => setSize(next)}
      />
      <Tabs
        className="tabs no-ring"
        selectedKey={shown}
        onSelectionChange={(key) => set({ tab: key as PanelTab })}
      >
        <TabList className="tab-list" aria-label={t('panel.label')}>
          <Tab id="layers" className="tab">
            {t('tab.layers')}
          </Tab>
          {planner ? (
            <Tab id="areas" className="tab">
              {t('tab.areas')}
            </Tab>
          ) : null}
          <Tab id="statistics" className="tab">
            {t('tab.statistics')}
          </Tab>
          {planner ? (
            <Tab id="compare" className="tab">
              {t('tab.compare')}
            </Tab>
          ) : null}
          {planner ? (
            <Tab id="needs" className="tab">
              {t('tab.needs')}
            </Tab>
          ) : null}
          {planner ? (
            <Tab id="review" className="tab">
              {t('tab.review')}
            </Tab>
          ) : null}
          {planner ? (
            <Tab id="funding" className="tab">
              {t('tab.funding')}
            </Tab>
          ) : null}
          {planner ? (
            <Tab id="data" className="tab">
              {t('tab.data')}
            </Tab>
          ) : null}
        </TabList>
        <TabPanel key={shown} id={shown} className="tab-panel no-ring">
          <div className="panel-body">
            <h2 className="visually-hidden">{t(`tab.${shown}`)}</h2>
            <Boundary key={shown}>
              <Suspense fallback={<Loading text={t('loading')} />}>
                {failure && !loading ? (
                  <Failed error={failure} onRetry={onRetry} />
                ) : shown === 'areas' ? (
                  <AreasPanel />
                ) : shown === 'statistics' ? (
                  <StatisticsPanel planner={planner} />
                ) : shown === 'compare' ? (
                  <ComparePanel />
                ) : shown === 'needs' ? (
                  <NeedsPanel />
                ) : shown === 'review' ? (
                  <ReviewPanel />
                ) : shown === 'funding' ? (
                  <FundingPanel />
                ) : shown === 'data' ? (
                  <DataPanel />
                ) : (
                  <LayersPanel planner={planner} sessionKnown={!loading} />
                )}
              </Suspense>
            </Boundary>
          </div>
        </TabPanel>
      </Tabs>
    </aside>
  );
}
