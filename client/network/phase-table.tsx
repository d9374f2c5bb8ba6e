import { useTranslation } from 'react-i18next';
import type { PlanPhase } from '#core/network/plan.ts';
import { formatEuro, formatLength, formatNumber } from '../i18n/format.ts';

/** What is built and spent in which year. */
export function PhaseTable({ phases }: { readonly phases: readonly PlanPhase[] }) {
  const { t } = useTranslation();
  return (
    <section className="stack">
      <h3>{t('network.phases')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('network.phases')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('network.year')}</th>
              <th scope="col" className="number">
                {t('network.figures.trench')}
              </th>
              <th scope="col" className="number">
                {t('network.figures.buildings')}
              </th>
              <th scope="col" className="number">
                {t('network.cost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {phases.map((phase) => (
              <tr key={phase.year}>
                <td>{phase.year}</td>
                <td className="number">{formatLength(phase.trenchM)}</td>
                <td className="number">{formatNumber(phase.targets)}</td>
                <td className="number">{formatEuro(phase.costCents.expected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="small muted">{t('network.phasesHint')}</p>
    </section>
  );
}
