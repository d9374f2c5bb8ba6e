import { useTranslation } from 'react-i18next';
import type { LevelCents } from '#core/network/plan.ts';
import { formatEuro } from '../i18n/format.ts';

/** Cost as an interval, with where it is expected. */
export function CostBar({ costCents: { low, expected, high } }: { readonly costCents: LevelCents }) {
  const { t } = useTranslation();
  const at = high > 0 ? (cents: number) => `${(100 * cents) / high}%` : () => '0%';
  return (
    <div className="cost">
      <div className="row between">
        <span className="label">{t('network.costNet')}</span>
        <strong className="cost-expected">{formatEuro(expected)}</strong>
      </div>
      <div className="cost-bar" aria-hidden="true">
        <span className="cost-range" style={{ left: at(low), right: 0 }} />
        <span className="cost-mark" style={{ left: at(expected) }} />
      </div>
      <p className="small muted">
        {t('network.costRange', { low: formatEuro(low), high: formatEuro(high) })}
      </p>
    </div>
  );
}
