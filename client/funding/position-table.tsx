import { useTranslation } from 'react-i18next';
import type { InvestmentPosition } from '#core/funding/gap-inputs.ts';
import { sumCents } from '#core/funding/money.ts';
import { positionCents } from '#core/funding/plan-investment.ts';
import { formatNumber, formatPercent } from '../i18n/format.ts';
import { useItemTitle } from '../network/item-title.ts';
import { formatEuro } from './format-euro.ts';

/** The positions of a structural plan that make up the investment; changed in the plan, not here. */
export function PositionTable({ positions }: { readonly positions: readonly InvestmentPosition[] }) {
  const { t } = useTranslation();
  const titleOf = useItemTitle();
  const cents = positionCents(positions);
  return (
    <div className="stack">
      <p className="small muted">{t('funding.investment.positionsHint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('funding.investment.positions')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('network.position')}</th>
              <th scope="col">{t('network.prices.item')}</th>
              <th scope="col" className="number">
                {t('network.amount')}
              </th>
              <th scope="col" className="number">
                {t('funding.gap.price')}
              </th>
              <th scope="col" className="number">
                {t('funding.investment.sum')}
              </th>
            </tr>
          </thead>
          <tbody>
            {positions.map(({ position, item, unit, amount, eur }, i) => (
              <tr key={position}>
                <td>{position}</td>
                <td>{titleOf(item)}</td>
                <td className="number">
                  {unit === 'share' ? '' : `${formatNumber(amount)} ${t(`network.unitShort.${unit}`)}`}
                </td>
                <td className="number">
                  {unit === 'share' ? formatPercent(eur, 1) : formatEuro(Math.round(eur * 100))}
                </td>
                <td className="number">{formatEuro(cents[i]!)}</td>
              </tr>
            ))}
            <tr className="sum">
              <td />
              <td>{t('funding.figure.capex')}</td>
              <td />
              <td />
              <td className="number">{formatEuro(sumCents(cents))}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </div>
  );
}
