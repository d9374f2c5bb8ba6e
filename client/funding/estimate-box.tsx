import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { densityClass, estimateInputs } from '#core/funding/estimate-inputs.ts';
import { viabilityGap } from '#core/funding/viability-gap.ts';
import { ESTIMATE_RULES } from '#data/funding/index.ts';
import { PRICES } from '#data/network/index.ts';
import { formatNumber } from '../i18n/format.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import type { Application } from './application.ts';
import { DiscountField, useDiscount } from './discount-field.tsx';
import { usePlan } from './plan-query.ts';

interface Props {
  readonly application: Application;
  readonly onEstimate: (change: Pick<ApplicationInputs, 'gap' | 'gapOrigin'>) => void;
}

/** Fills the calculator from the areas: metres of trench by density, times the price catalogue. */
export function EstimateBox({ application, onEstimate }: Props) {
  const { t } = useTranslation();
  const plan = usePlan(application);
  const [discount, setDiscount] = useDiscount();
  if (plan.isPending) return <Loading text={t('funding.planLoading')} />;
  if (plan.isError) return <Failed error={plan.error} onRetry={plan.refetch} />;
  const { basis } = plan.data;
  if (basis.addresses === 0) return <p className="message warn">{t('funding.estimate.nothing')}</p>;
  const metres = densityClass(basis, ESTIMATE_RULES);
  const estimate = () => {
    const levels = estimateInputs(basis, discount!, ESTIMATE_RULES, PRICES);
    const gaps = Object.values(levels).map((inputs) => viabilityGap(inputs).gapCents);
    onEstimate({
      gap: structuredClone(levels.expected) as unknown as ApplicationInputs['gap'],
      gapOrigin: {
        kind: 'estimate',
        of: `${ESTIMATE_RULES.id}, ${PRICES.id}`,
        asOf: ESTIMATE_RULES.asOf,
        gapLowCents: Math.min(...gaps),
        gapHighCents: Math.max(...gaps),
      },
    });
  };
  return (
    <div className="stack">
      <p className="small">
        {t('funding.estimate.basis', {
          addresses: formatNumber(basis.addresses),
          dwellings: formatNumber(basis.dwellings),
          km2: formatNumber(basis.areaKm2, 2),
          low: formatNumber(metres.low),
          expected: formatNumber(metres.expected),
          high: formatNumber(metres.high),
        })}
      </p>
      <p className="small muted">{t('funding.source', { source: metres.source })}</p>
      <DiscountField value={discount} onChange={setDiscount} />
      <div>
        <Button className="button primary" isDisabled={discount === null} onPress={estimate}>
          {t('funding.estimate.run')}
        </Button>
      </div>
    </div>
  );
}
