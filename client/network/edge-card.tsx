import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NetworkPlan, PlanEdge } from '#core/network/plan.ts';
import { lineLengthM } from '#core/network/plan-document.ts';
import { Card, Facts } from '../cards/card.tsx';
import { formatEuro, formatLength, formatNumber } from '../i18n/format.ts';
import { useView } from '../state/view-store.ts';
import { useItemTitle } from './item-title.ts';
import { useNetwork } from './network-store.ts';
import { detourOf } from './run-plan.ts';
import { WishButtons } from './wish-buttons.tsx';
import { lineOfEdgeId, wishOf } from './wishes.ts';

const close = () => useView.getState().select(null);

/** Why an edge is in the plan, what hangs on it, what it costs, and what the planner may wish of it. */
export function EdgeCard({ plan, edge }: { readonly plan: NetworkPlan; readonly edge: PlanEdge }) {
  const { t } = useTranslation();
  const titleOf = useItemTitle();
  const phase = useNetwork((state) => state.phase);
  const { flow, costCents } = edge;
  const homes = t('network.homes', { count: flow.homes, formatted: formatNumber(flow.homes) });
  const detour = useQuery({
    queryKey: ['network-detour', edge.id, plan.certificate.problem, plan.certificate.valueCents, phase],
    queryFn: () => detourOf(edge.id),
    enabled: phase === 'idle',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const other = detour.data?.detour;
  const share = plan.connected > 0 ? flow.targets / plan.connected : 0;
  return (
    <Card
      title={edge.street ?? t('network.edge.noName')}
      kind={t(`network.kind.${edge.kind}`)}
      onClose={close}
    >
      <div className="verdict">
        <strong>{t('network.edge.why')}</strong>
        <p>
          {t(`network.why.${edge.why}`, {
            targets: t('network.buildings', { count: flow.targets, formatted: formatNumber(flow.targets) }),
          })}
        </p>
        {detour.data && other && other.extraCents >= 0 ? (
          <p>
            {t('network.edge.detour', {
              stretch: formatLength(detour.data.stretchM),
              length: formatLength(other.lengthM),
              cost: formatEuro(other.cents),
              extra: formatEuro(other.extraCents, true),
            })}
          </p>
        ) : null}
      </div>
      <Facts
        rows={[
          [
            t('network.edge.hangs'),
            flow.targets === 0
              ? t('network.edge.nothing')
              : `${t('network.buildings', { count: flow.targets, formatted: formatNumber(flow.targets) })} (${homes}), ${t('network.edge.share', { percent: formatNumber(100 * share, share < 0.01 ? 1 : 0) })}`,
          ],
          [t('network.edge.drops'), flow.drops > 0 ? formatNumber(flow.drops) : null],
          [t('network.edge.feeders'), flow.feeders > 0 ? formatNumber(flow.feeders) : null],
          [t('network.fibres'), formatNumber(flow.fibres)],
          [
            t('network.edge.ducts'),
            flow.ducts.map(({ item, count }) => `${formatNumber(count)} × ${titleOf(item)}`).join(', '),
          ],
          [t('network.surface'), titleOf(edge.surface)],
          [t('network.length'), formatLength(edge.lengthM)],
          [
            t('network.cost'),
            `${formatEuro(costCents.expected)} (${formatEuro(costCents.low)} – ${formatEuro(costCents.high)})`,
          ],
          [t('network.year'), edge.year === null ? null : String(edge.year)],
        ]}
      />
      <WishButtons edge={edge.id} />
    </Card>
  );
}

/** A street that the plan does not use. */
export function UnplannedEdgeCard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const isForbidden = useNetwork((state) => wishOf(state.wishes, id) === 'forbidden');
  const line = lineOfEdgeId(id);
  if (!line) return null;
  return (
    <Card title={t('network.edge.unplanned')} kind={t('network.edge.street')} onClose={close}>
      {isForbidden ? null : <p>{t('network.edge.unplannedWhy')}</p>}
      <Facts rows={[[t('network.length'), formatLength(lineLengthM(line))]]} />
      <WishButtons edge={id} />
    </Card>
  );
}
