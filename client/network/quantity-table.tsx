import { useTranslation } from 'react-i18next';
import type { NetworkPlan } from '#core/network/plan.ts';
import { formatEuro, formatNumber } from '../i18n/format.ts';
import { useItemTitle } from './item-title.ts';

/** The bill of quantities, position by position. */
export function QuantityTable({ plan }: { readonly plan: NetworkPlan }) {
  const { t } = useTranslation();
  const titleOf = useItemTitle();
  return (
    <details className="network-options" open>
      <summary>{t('network.quantities')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('network.quantities')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('network.position')}</th>
              <th scope="col">{t('network.prices.item')}</th>
              <th scope="col" className="number">
                {t('network.amount')}
              </th>
              <th scope="col" className="number">
                {t('network.level.expected')}
              </th>
              <th scope="col" className="number">
                {t('network.level.low')}
              </th>
              <th scope="col" className="number">
                {t('network.level.high')}
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.quantities.map((one) => (
              <tr key={`${one.position} ${one.item}`}>
                <td>{one.position}</td>
                <td>{titleOf(one.item)}</td>
                <td className="number">
                  {one.unit === 'share'
                    ? ''
                    : `${formatNumber(one.amount)} ${t(`network.unitShort.${one.unit}`)}`}
                </td>
                {one.includedIn === null ? (
                  <>
                    <td className="number">{formatEuro(one.costCents.expected)}</td>
                    <td className="number">{formatEuro(one.costCents.low)}</td>
                    <td className="number">{formatEuro(one.costCents.high)}</td>
                  </>
                ) : (
                  <td colSpan={3} className="muted">
                    {t('network.includedIn', { item: titleOf(one.includedIn) })}
                  </td>
                )}
              </tr>
            ))}
            <tr className="sum">
              <td />
              <td>{t('network.sum')}</td>
              <td />
              <td className="number">{formatEuro(plan.costCents.expected)}</td>
              <td className="number">{formatEuro(plan.costCents.low)}</td>
              <td className="number">{formatEuro(plan.costCents.high)}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </details>
  );
}
