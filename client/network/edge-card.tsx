import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NetworkPlan, PlanEdge } from '#core/network/plan.ts';
import { lineLengthM } from '#core/network/plan-document.ts';
import { Card, Facts } from '../cards/card.tsx';
import { formatEuro, formatLength, formatNumber } from '../i18n/format.ts';
import { useFeature } from '../state/queries.ts';
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
          [t('network.edge.owner'), edge.existing ? <Owner key="owner" line={edge.existing} /> : null],
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

/** Whose duct or works an edge uses, with the data set that says so. */
function Owner({ line }: { readonly line: string }) {
  const { t } = useTranslation();
  // Parts of a line are counted behind a slash.
  const id = /^existing-line:(\d+)/.exec(line)?.[1];
  const feature = useFeature('existing-lines', id ?? '0');
  if (feature.isPending) return <>{t('loading')}</>;
  const properties = feature.data?.properties;
  if (!id || !properties) return <>{t('network.edge.ownerGone')}</>;
  const { owner, name, sourceName } = properties as Readonly<Record<string, string | null>>;
  const named = [owner, name].filter(Boolean).join(', ');
  return (
    <>
      {owner ? named : t('network.edge.ownerUnknown', { name: name ?? t('network.kind.existing-duct') })}
      {sourceName ? <span className="muted"> · {sourceName}</span> : null}
    </>
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
