import { useTranslation } from 'react-i18next';
import type { LevelCents, NetworkPlan } from '#core/network/plan.ts';
import { formatEuro, formatNumber } from '../i18n/format.ts';
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('network.quantities')}>
        <table className="table quantities">
          <thead>
            <tr>
              <th scope="col">{t('network.itemAndAmount')}</th>
              <th scope="col" className="number">
                {t('network.costExpected')}
              </th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** The expected cost, and the range it lies in below. */
export function Cost({ cents }: { readonly cents: LevelCents }) {
  const { t } = useTranslation();
  return (
    <td className="number">
      {formatEuro(cents.expected)}
      <div className="small muted">
        <span>{t('network.costFrom', { low: formatEuro(cents.low) })}</span>{' '}
        <span>{t('network.costTo', { high: formatEuro(cents.high) })}</span>
      </div>
    </td>
  );
}
