import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatArea, formatNumber } from '../i18n/format.ts';
import { ClassLegend } from '../layers/legend.tsx';
import { startAnalysis, useAnalysis } from '../state/analysis.ts';
import { useMay } from '../state/may.ts';
import { MIN_ADDRESSES, REACH } from '../state/permalink.ts';
import { useView } from '../state/view-store.ts';
import { NumberSlider } from '../ui/number-slider.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { AreaList } from './area-list.tsx';
import { ExportMenu } from './export-menu.tsx';
import { LedgerBar } from './ledger-bar.tsx';
import { usePlan } from './plan-store.ts';
import { keepAllProposals } from './proposal-actions.ts';
import { ProposalsHead } from './proposals-head.tsx';
import { RuleChooser } from './rule-chooser.tsx';
import { SaveBar } from './save-bar.tsx';

/** Rules, sliders, proposals and areas: the planner's main panel. */
export default function AreasPanel() {
  const { t } = useTranslation();
  const mayPlan = useMay('plan-areas');
  const { phase, progress, failure, table, proposals, busy } = useAnalysis();
  if (phase === 'failed') return <Failed error={failure} onRetry={() => void startAnalysis()} />;
  if (phase !== 'ready') return <Loading text={t('areas.loadingColumns')} share={progress} />;
  if (table?.addresses === 0) return <Empty>{t('areas.noAddresses')}</Empty>;
  return (
    <div className="stack areas-panel">
      <RuleChooser />
      <ClassLegend />
      <Sliders />
      {failure ? <Failed error={failure} /> : null}
      <LedgerBar />
      <SaveBar />
      <KeptAreas />
      <ProposalsHead />
      <section className="stack" aria-busy={busy} aria-label={t('proposals.title')}>
        <div className="row">
          {proposals && proposals.areas.length > 0 ? (
            <>
              {mayPlan ? (
                <Button className="button small" onPress={() => keepAllProposals(proposals.areas, t)}>
                  {t('proposals.keepAll')}
                </Button>
              ) : null}
              <ExportMenu
                label={t('proposals.download')}
                areas={() =>
                  proposals.areas.map((p, i) => ({
                    key: p.key,
                    name: `${t('proposals.one')} ${i + 1}`,
                    geometry: p.geometry,
                    figures: p.figures,
                  }))
                }
              />
            </>
          ) : null}
        </div>
        {proposals ? <ProposalTotals /> : <Loading text={t('proposals.working')} />}
        {proposals ? <AreaList kind="proposal" /> : null}
      </section>
    </div>
  );
}

function Sliders() {
  const { t } = useTranslation();
  const reachM = useView((view) => view.reachM);
  const minAddresses = useView((view) => view.minAddresses);
  const set = useView((view) => view.set);
  return (
    <div className="stack">
      <NumberSlider
        label={t('areas.reach')}
        value={reachM}
        {...REACH}
        format={(value) => `${formatNumber(value)} m`}
        onChange={(value) => set({ reachM: value })}
      />
      <NumberSlider
        label={t('areas.minAddresses')}
        value={minAddresses}
        {...MIN_ADDRESSES}
        format={(value) => formatNumber(value)}
        onChange={(value) => set({ minAddresses: value })}
      />
    </div>
  );
}

function KeptAreas() {
  const { t } = useTranslation();
  const count = usePlan((state) => Object.keys(state.areas).length);
  const loaded = usePlan((state) => state.loaded);
  return (
    <section className="stack">
      <h3>
        {t('kept.title')} <span className="muted">{formatNumber(count)}</span>
      </h3>
      {!loaded ? (
        <Loading text={t('kept.loading')} />
      ) : count === 0 ? (
        <Empty>{t('kept.empty')}</Empty>
      ) : (
        <AreaList kind="area" />
      )}
    </section>
  );
}

function ProposalTotals() {
  const { t } = useTranslation();
  const proposals = useAnalysis((state) => state.proposals)!;
  const { totals } = proposals;
  if (proposals.areas.length === 0) return <Empty>{t('proposals.empty')}</Empty>;
  return (
    <p className="small muted">
      {t('proposals.totals', {
        addresses: formatNumber(totals.addresses),
        households: formatNumber(totals.households),
        businesses: formatNumber(totals.businesses),
        schools: formatNumber(totals.schools),
        area: formatArea(totals.areaM2),
      })}{' '}
      {proposals.leftOver > 0
        ? t('proposals.leftOver', { count: proposals.leftOver, formatted: formatNumber(proposals.leftOver) })
        : ''}
    </p>
  );
}
