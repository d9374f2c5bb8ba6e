import { useTranslation } from 'react-i18next';
import { Facts } from '../cards/card.tsx';
import { formatArea, formatLength, formatNumber, formatPercent } from '../i18n/format.ts';
import type { AreaFigures } from '../workers/messages.ts';

export function FigureTable({ figures }: { readonly figures: AreaFigures | undefined }) {
  const { t } = useTranslation();
  if (!figures) return <p className="muted">{t('figures.measuring')}</p>;
  const share = figures.addresses > 0 ? ` (${formatPercent(figures.eligible / figures.addresses, 0)})` : '';
  return (
    <Facts
      rows={[
        [t('figures.addresses'), formatNumber(figures.addresses)],
        [t('figures.eligible'), `${formatNumber(figures.eligible)}${share}`],
        [t('figures.households'), formatNumber(figures.households)],
        [t('figures.businesses'), formatNumber(figures.businesses)],
        [t('figures.schools'), formatNumber(figures.schools)],
        [t('figures.area'), formatArea(figures.areaM2)],
        [t('figures.outline'), formatLength(figures.outlineM)],
      ]}
    />
  );
}
