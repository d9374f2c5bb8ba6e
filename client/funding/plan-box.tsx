import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { type PlanInvestment, planInputs } from '#core/funding/plan-investment.ts';
import { viabilityGap } from '#core/funding/viability-gap.ts';
import { ESTIMATE_RULES } from '#data/funding/index.ts';
import { get } from '../api.ts';
import { formatLength, formatNumber } from '../i18n/format.ts';
import { CostBar } from '../network/cost-bar.tsx';
import { Failed, Loading } from '../ui/state-message.tsx';
import type { Application } from './application.ts';
import { DiscountField, useDiscount } from './discount-field.tsx';
import type { TakenInvestment } from './investment-source.tsx';

/** What `/api/applications/:id/network-plans/:plan` answers. */
interface NetworkSource extends PlanInvestment {
  readonly id: string;
  readonly name: string;
  readonly updatedOn: string;
  readonly documentSha256: string;
  readonly fit: { readonly eligible: number; readonly connected: number; readonly others: number };
}

interface Props {
  readonly application: Application;
  readonly plan: string;
  readonly onTaken: (change: TakenInvestment) => void;
}

/** Takes the positions of a saved structural plan as the investment, with the interval its prices give. */
export function PlanBox({ application, plan, onTaken }: Props) {
  const { t } = useTranslation();
  const [discount, setDiscount] = useDiscount();
  const source = useQuery({
    queryKey: ['application-figures', application.id, 'network', plan, application.version],
    queryFn: () => get<NetworkSource>(`/api/applications/${application.id}/network-plans/${plan}`),
  });
  if (source.isPending) return <Loading text={t('funding.investment.loading')} />;
  if (source.isError) return <Failed error={source.error} onRetry={source.refetch} />;
  const { name, updatedOn, documentSha256, costCents, fit, targets, connected, trenchM } = source.data;
  const take = () => {
    const levels = planInputs(source.data, discount!, ESTIMATE_RULES);
    const gaps = Object.values(levels).map((inputs) => viabilityGap(inputs).gapCents);
    onTaken({
      gap: structuredClone(levels.expected) as unknown as ApplicationInputs['gap'],
      gapOrigin: {
        kind: 'network',
        of: name,
        asOf: updatedOn,
        gapLowCents: Math.min(...gaps),
        gapHighCents: Math.max(...gaps),
        plan: { id: plan, documentSha256 },
      },
    });
  };
  const missing = fit.eligible - fit.connected;
  return (
    <div className="stack">
      <CostBar costCents={costCents} />
      <p className="small">
        {t('funding.investment.counts', {
          targets: formatNumber(targets),
          connected: formatNumber(connected),
          length: formatLength(trenchM),
          prices: source.data.prices,
        })}
      </p>
      {missing > 0 ? (
        <p className="small chip-line warn">
          {t('funding.investment.missing', {
            missing: formatNumber(missing),
            eligible: formatNumber(fit.eligible),
          })}
        </p>
      ) : null}
      {fit.others > 0 ? (
        <p className="small chip-line warn">
          {t('funding.investment.others', { others: formatNumber(fit.others) })}
        </p>
      ) : null}
      <DiscountField value={discount} onChange={setDiscount} />
      <p className="small muted">{t('funding.investment.operation')}</p>
      <div>
        <Button className="button primary" isDisabled={discount === null} onPress={take}>
          {t('funding.investment.take')}
        </Button>
      </div>
    </div>
  );
}
