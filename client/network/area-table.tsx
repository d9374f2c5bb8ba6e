import { useTranslation } from 'react-i18next';
import type { AreaCost } from '#core/network/plan.ts';
import { formatEuro, formatNumber } from '../i18n/format.ts';
import { Cost, CostSection } from './cost-section.tsx';

/** What the plan costs in each borough: every trench is shared by the homes behind it, so that the parts add up. */
export function AreaTable({ areas }: { readonly areas: readonly AreaCost[] }) {
  const { t } = useTranslation();
  const sorted = [...areas].sort((a, b) => b.costCents.expected - a.costCents.expected);
  return (
    <section className="stack">
      <h3>{t('network.areas.title')}</h3>
      <CostSection title={t('network.areas.title')} first={t('network.areas.area')}>
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
      </CostSection>
      <p className="small muted">{t('network.areas.hint')}</p>
    </section>
  );
}
