import { useTranslation } from 'react-i18next';
import type { DistributionPoint } from '#core/network/plan.ts';
import { Card, Facts } from '../cards/card.tsx';
import { formatLength, formatNumber } from '../i18n/format.ts';
import { useView } from '../state/view-store.ts';

/** Who is fed from a distribution point, and what feeds it. */
export function DistributionPointCard({ point }: { readonly point: DistributionPoint }) {
  const { t } = useTranslation();
  return (
    <Card
      title={point.id}
      kind={t('network.distributionPoint')}
      onClose={() => useView.getState().select(null)}
    >
      <Facts
        rows={[
          [
            t('network.point.serves'),
            `${t('network.buildings', { count: point.targets, formatted: formatNumber(point.targets) })} (${t('network.homes', { count: point.homes, formatted: formatNumber(point.homes) })})`,
          ],
          [t('network.point.fibres'), formatNumber(point.fibres)],
          [t('network.point.splitters'), point.splitters > 0 ? formatNumber(point.splitters) : null],
          [t('network.point.feederFibres'), formatNumber(point.feederFibres)],
          [
            t('network.point.feederCables'),
            point.feederCables.map((fibres) => t('network.point.cable', { fibres })).join(', '),
          ],
          [t('network.point.way'), formatLength(point.feederM)],
          [t('network.point.cabinets'), point.cabinets > 1 ? formatNumber(point.cabinets) : null],
          [t('network.year'), point.year === null ? null : String(point.year)],
        ]}
      />
    </Card>
  );
}
