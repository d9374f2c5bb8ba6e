import { useTranslation } from 'react-i18next';
import type { AreaCost } from '#core/network/plan.ts';
import { formatEuro, formatNumber } from '../i18n/format.ts';
import { Cost } from './quantity-table.tsx';

/** What the plan costs in each borough: every trench is shared by the homes behind it, so that the parts add up. */
export function AreaTable({ areas }: { readonly areas: readonly AreaCost[] }) {
  const { t } = useTranslation();
  const sorted = [...areas].sort((a, b) => b.costCents.expected - a.costCents.expected);
  return (
    <section className="stack">
      <h3>{t('network.areas.title')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('network.areas.title')}>
        <table className="table quantities">
          <thead>
            <tr>
              <th scope="col">{t('network.areas.area')}</th>
              <th scope="col" className="number">
                {t('network.costExpected')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ area, targets, perHomePassedCents, costCents }) => (
              <tr key={area ?? ''}>
                <td>
                  {area ?? t('network.areas.none')}
                  <div className="amount">
                    {t('network.buildings', { count: targets, formatted: formatNumber(targets) })}
                  </div>
                  {perHomePassedCents ? (
                    <div className="amount">
                      {t('network.areas.each', { cost: formatEuro(perHomePassedCents.expected) })}
                    </div>
                  ) : null}
                </td>
                <Cost cents={costCents} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="small muted">{t('network.areas.hint')}</p>
    </section>
  );
}
