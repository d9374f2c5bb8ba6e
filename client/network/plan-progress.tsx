import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatEuro, formatNumber, formatPercent } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Convergence } from './convergence.tsx';
import { useNetwork } from './network-store.ts';
import { stopPlan } from './run-plan.ts';
import { PROGRESS_ID } from './use-focus-kept.ts';

/** While it is worked out: best plan and proved bound come together, and it can be ended with what is there. */
export function PlanProgress() {
  const { t } = useTranslation();
  const { trace, options, stopping } = useNetwork();
  const last = trace.at(-1);
  const gap = last && last.value > 0 ? (last.value - last.lowerBound) / last.value : 1;
  return (
    <section
      className="network-progress"
      id={PROGRESS_ID}
      tabIndex={-1}
      aria-busy="true"
      aria-label={t('network.progress.title')}
    >
      <div className="row between">
        <strong>{t(last ? 'network.progress.title' : 'network.progress.preparing')}</strong>
        <span className="small muted">
          {t('network.progress.time', {
            seconds: formatNumber(last?.seconds ?? 0, 1),
            most: formatNumber(options.seconds),
          })}
        </span>
      </div>
      {last ? (
        <>
          <Convergence trace={trace} seconds={options.seconds} />
          <dl className="network-figures">
            <div>
              <dt>{t('network.progress.best')}</dt>
              <dd>{formatEuro(last.value)}</dd>
            </div>
            <div>
              <dt>{t('network.progress.bound')}</dt>
              <dd>{formatEuro(last.lowerBound)}</dd>
            </div>
            <div>
              <dt>{t('network.progress.gap')}</dt>
              <dd>{formatPercent(gap, gap < 0.01 ? 2 : 1)}</dd>
            </div>
          </dl>
        </>
      ) : (
        <div className="progress indeterminate">
          <div />
        </div>
      )}
      <Button className="button small" isDisabled={stopping} onPress={stopPlan}>
        <Icon name="check" /> {t(stopping ? 'network.progress.stopping' : 'network.progress.stop')}
      </Button>
    </section>
  );
}
