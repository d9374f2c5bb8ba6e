import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { formatEuro, formatLength } from '../i18n/format.ts';
import { networkApi } from '../network/network-api.ts';
import { Choice } from '../ui/choice.tsx';
import { Failed, Loading } from '../ui/state-message.tsx';
import type { Application } from './application.ts';
import { EstimateBox } from './estimate-box.tsx';
import { PlanBox } from './plan-box.tsx';

export type TakenInvestment = Pick<ApplicationInputs, 'gap' | 'gapOrigin'>;

interface Props {
  readonly application: Application;
  readonly onTaken: (change: TakenInvestment) => void;
}

const ESTIMATE = 'estimate';

/** Where the investment comes from: a saved structural plan, or where there is none an estimate from the areas. */
export function InvestmentSource({ application, onTaken }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const plans = useQuery({ queryKey: ['network-plans'], queryFn: networkApi.plans });
  if (plans.isPending) return <Loading text={t('network.loadingPlans')} />;
  if (plans.isError) return <Failed error={plans.error} onRetry={plans.refetch} />;
  const priced = plans.data.filter(({ figures }) => figures.costCents !== null);
  const without = plans.data.length - priced.length;
  // A plan of one of the areas is what most will mean.
  const ofAreas = priced.find(({ areaId }) => areaId !== null && application.areas.includes(areaId));
  const source = chosen ?? ofAreas?.id ?? ESTIMATE;
  return (
    <div className="funding-box">
      <h4>{t('funding.investment.title')}</h4>
      <Choice
        label={t('funding.investment.source')}
        value={source}
        options={[
          ...priced.map(({ id, name, figures }) => ({
            id,
            label: t('funding.investment.plan', { name }),
            detail: t('funding.investment.planDetail', {
              expected: formatEuro(figures.costCents!.expected),
              low: formatEuro(figures.costCents!.low),
              high: formatEuro(figures.costCents!.high),
              length: formatLength(figures.lengthM),
            }),
          })),
          {
            id: ESTIMATE,
            label: t('funding.investment.estimate'),
            detail: t('funding.investment.estimateDetail'),
          },
        ]}
        onChange={setChosen}
      />
      {priced.length === 0 ? <p className="small muted">{t('funding.investment.noPlans')}</p> : null}
      {without > 0 ? (
        <p className="small muted">{t('funding.investment.without', { count: without })}</p>
      ) : null}
      {source === ESTIMATE ? (
        <EstimateBox application={application} onEstimate={onTaken} />
      ) : (
        <PlanBox key={source} application={application} plan={source} onTaken={onTaken} />
      )}
    </div>
  );
}
