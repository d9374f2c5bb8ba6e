import { useTranslation } from 'react-i18next';
import type { NetworkPlan } from '#core/network/plan.ts';
import { formatNumber } from '../i18n/format.ts';
import { Cost, CostSection } from './cost-section.tsx';
import { useItemTitle } from './item-title.ts';

/** The bill of quantities, position by position. */
export function QuantityTable({ plan }: { readonly plan: NetworkPlan }) {
  const { t } = useTranslation();
  const titleOf = useItemTitle();
  const positionOf = (item: string) =>
    plan.quantities.find((one) => one.item === item)?.position ?? titleOf(item);
  return (
    <details className="network-options" open>
      <summary>{t('network.quantities')}</summary>
      <CostSection title={t('network.quantities')} first={t('network.itemAndAmount')}>
        {plan.quantities.map((one) => (
          <tr key={`${one.position} ${one.item}`}>
            <td>
              <span className="muted">{one.position}</span> {titleOf(one.item)}
              {one.unit === 'share' ? null : (
                <div className="amount">
                  {formatNumber(one.amount)} {t(`network.unitShort.${one.unit}`)}
                </div>
              )}
            </td>
            {one.includedIn === null ? (
              <Cost cents={one.costCents} />
            ) : (
              <td className="number muted wrap">
                {t('network.includedIn', { position: positionOf(one.includedIn) })}
              </td>
            )}
          </tr>
        ))}
        <tr className="sum">
          <td>{t('network.sum')}</td>
          <Cost cents={plan.costCents} />
        </tr>
      </CostSection>
    </details>
  );
}
