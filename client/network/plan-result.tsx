import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { NetworkPlan } from '#core/network/plan.ts';
import { formatEuro, formatLength, formatNumber, formatPercent } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { AreaTable } from './area-table.tsx';
import { CostBar } from './cost-bar.tsx';
import { CostDrivers } from './cost-drivers.tsx';
import { LeftOut } from './left-out.tsx';
import { NetworkLegend } from './network-legend.tsx';
import { PhaseTable } from './phase-table.tsx';
import { planBounds } from './plan-features.ts';
import { QuantityTable } from './quantity-table.tsx';
import { RESULT_ID } from './use-focus-kept.ts';

/** What the plan is, costs and proves. */
export function PlanResult({ plan }: { readonly plan: NetworkPlan }) {
  const { t } = useTranslation();
  const passed = plan.areas.reduce((sum, { homesPassed }) => sum + homesPassed, 0);
  const connected = plan.areas.reduce((sum, { homesConnected }) => sum + homesConnected, 0);
  const per = (homes: number) => (homes > 0 ? formatEuro(Math.round(plan.costCents.expected / homes)) : '–');
  const bounds = planBounds(plan);
  return (
    <>
      <section className="stack" aria-label={t('network.result')}>
        <div className="row between">
          <h3 id={RESULT_ID} tabIndex={-1}>
            {t('network.result')}
          </h3>
          {bounds ? (
            <Button className="button small" onPress={() => useMapHandle.getState().map?.fit(bounds)}>
              {t('zoomTo')}
            </Button>
          ) : null}
        </div>
        <dl className="network-figures">
          <div>
            <dt>{t('network.figures.connected')}</dt>
            <dd>
              {formatNumber(plan.connected)} <span className="muted">/ {formatNumber(plan.targets)}</span>
            </dd>
          </div>
          <div>
            <dt>{t('network.figures.trench')}</dt>
            <dd>{formatLength(plan.trenchM)}</dd>
          </div>
          <div>
            <dt>{t('network.figures.perPassed')}</dt>
            <dd>{per(passed)}</dd>
          </div>
          <div>
            <dt>{t('network.figures.perConnected')}</dt>
            <dd>{per(connected)}</dd>
          </div>
        </dl>
        <CostBar costCents={plan.costCents} />
        <Certificate plan={plan} />
        <LeftOut plan={plan} />
      </section>
      <section className="stack">
        <h3>{t('network.legend.title')}</h3>
        <NetworkLegend />
      </section>
      <CostDrivers drivers={plan.drivers} />
      <QuantityTable plan={plan} />
      {plan.areas.length > 1 ? <AreaTable areas={plan.areas} /> : null}
      {plan.phases.length > 0 ? <PhaseTable phases={plan.phases} /> : null}
    </>
  );
}

/** What is proved, and what the proof does not speak of. */
function Certificate({ plan: { certificate, ways } }: { readonly plan: NetworkPlan }) {
  const { t } = useTranslation();
  const { gap, valueCents, lowerBoundCents, discounted } = certificate;
  return (
    <div className="rule-facts small">
      <p>
        <strong>
          {gap === 0
            ? t('network.certificate.optimal')
            : t('network.certificate.within', { gap: formatPercent(gap, gap < 0.01 ? 2 : 1) })}
        </strong>
      </p>
      <p>
        {t('network.certificate.figures', {
          value: formatEuro(valueCents),
          bound: formatEuro(lowerBoundCents),
        })}{' '}
        {t('network.certificate.end')}
      </p>
      {discounted ? <p>{t('network.certificate.discounted')}</p> : null}
      {ways.checked > 0 ? (
        <p>
          {t('network.certificate.ways', {
            count: ways.checked,
            formatted: formatNumber(ways.checked),
            farthest: formatLength(ways.farthestM),
          })}{' '}
          {ways.beyondReach > 0
            ? t('network.certificate.beyond', {
                count: ways.beyondReach,
                formatted: formatNumber(ways.beyondReach),
              })
            : t('network.certificate.inReach')}
        </p>
      ) : null}
    </div>
  );
}
