import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatEuro, formatLength, formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useMay } from '../state/may.ts';
import { queryClient } from '../state/queries.ts';
import { announce } from '../ui/announce.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Empty, Failed, failureSentence, Loading } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { networkApi, type SavedPlan } from './network-api.ts';
import { ImportedLegend } from './network-legend.tsx';
import { useNetwork } from './network-store.ts';
import { boundsOf, planBounds } from './plan-features.ts';
import { openPlan } from './save-plan.ts';

/** Plans in the database: open, compare, delete; and those of others, taken over from a file. */
export function SavedPlans() {
  const { t } = useTranslation();
  const plans = useQuery({ queryKey: ['network-plans'], queryFn: networkApi.plans });
  const area = useNetwork((state) => state.area);
  const mayPlan = useMay('plan-network');
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast(failureSentence(error, t), 'error');
    }
    setBusy(false);
  };
  const importFile = (file: File) =>
    attempt(async () => {
      const plan = await networkApi.importFile(file, area?.id ?? null);
      await queryClient.invalidateQueries({ queryKey: ['network-plans'] });
      await showImport(plan);
      const leftOut = Number(plan.parameters.leftOut ?? 0);
      toast(
        [
          t('network.imported', {
            count: plan.figures.lines,
            formatted: formatNumber(plan.figures.lines),
            length: formatLength(plan.figures.lengthM),
          }),
          leftOut > 0
            ? t('network.importedLeftOut', { count: leftOut, formatted: formatNumber(leftOut) })
            : '',
        ].join(' '),
      );
    });
  return (
    <section className="stack" aria-busy={busy}>
      <div className="row between">
        <h3>{t('network.plans')}</h3>
        {mayPlan ? (
          <FileTrigger
            acceptedFileTypes={['.gpkg', '.geojson', '.json', '.zip', '.fgb', '.gml', '.kml', '.dxf']}
            onSelect={(files) => files?.[0] && void importFile(files[0])}
          >
            <Button className="button small" isDisabled={busy}>
              <Icon name="plus" /> {t('network.import')}
            </Button>
          </FileTrigger>
        ) : null}
      </div>
      {plans.isPending ? (
        <Loading text={t('network.loadingPlans')} />
      ) : plans.isError ? (
        <Failed error={plans.error} onRetry={plans.refetch} />
      ) : plans.data.length === 0 ? (
        <Empty>{t(mayPlan ? 'network.noPlans' : 'network.noPlansYet')}</Empty>
      ) : (
        <ul className="plan-list">
          {plans.data.map((plan) => (
            <PlanRow key={plan.id} plan={plan} busy={busy} attempt={attempt} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Puts the lines of a plan made elsewhere on the map, and goes there. */
async function showImport({ id, name }: SavedPlan): Promise<void> {
  const { document } = await networkApi.plan(id);
  if (document.kind !== 'imported') return;
  const lines = document.lines.map(({ line }) => line);
  useNetwork.setState({ shownImport: { id, name, lines }, comparison: null });
  const bounds = boundsOf(lines);
  if (bounds) useMapHandle.getState().map?.fit(bounds);
}

function PlanRow({
  plan,
  busy,
  attempt,
}: {
  readonly plan: SavedPlan;
  readonly busy: boolean;
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const saved = useNetwork((state) => state.saved);
  const isShown = useNetwork((state) => state.shownImport?.id === plan.id);
  const mayPlan = useMay('plan-network');
  const [sure, setSure] = useState(false);
  const isOpen = saved?.id === plan.id;
  const { figures } = plan;
  return (
    <li data-open={isOpen || undefined}>
      <div className="plan-name">{plan.name}</div>
      <p className="small muted">
        {[
          t(`network.origin.${plan.origin}`),
          formatLength(figures.lengthM),
          figures.costCents ? formatEuro(figures.costCents.expected) : null,
          formatDate(plan.updatedAt),
          t('network.version', { version: plan.version }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {plan.origin === 'imported' ? <ImportedCost figures={figures} /> : null}
      <div className="row">
        {plan.origin === 'computed' && !isOpen ? (
          <Button
            className="button small"
            isDisabled={busy}
            aria-label={t('network.openPlan', { name: plan.name })}
            onPress={() =>
              void attempt(async () => {
                await openPlan(plan.id);
                const opened = useNetwork.getState().plan;
                const bounds = opened && planBounds(opened);
                if (bounds) useMapHandle.getState().map?.fit(bounds);
              })
            }
          >
            {t('network.open')}
          </Button>
        ) : null}
        {isOpen ? <span className="chip accent">{t('network.isOpen')}</span> : null}
        {plan.origin === 'imported' ? (
          <Button
            className="button small"
            isDisabled={busy}
            aria-label={t(isShown ? 'network.hidePlan' : 'network.showPlan', { name: plan.name })}
            onPress={() =>
              isShown ? useNetwork.setState({ shownImport: null }) : void attempt(() => showImport(plan))
            }
          >
            {t(isShown ? 'network.hide' : 'network.show')}
          </Button>
        ) : null}
        {saved && !isOpen ? (
          <Button
            className="button small"
            isDisabled={busy}
            aria-label={t('network.comparePlan', { name: plan.name })}
            onPress={() =>
              void attempt(async () => {
                const comparison = await networkApi.compare(saved.id, plan.id);
                useNetwork.setState({ comparison });
                announce(t('network.compare.title'));
              })
            }
          >
            <Icon name="swap" /> {t('network.comparePlanShort')}
          </Button>
        ) : null}
        {!mayPlan ? null : sure ? (
          <Button
            className="button small danger"
            isDisabled={busy}
            onPress={() =>
              void attempt(async () => {
                await networkApi.remove(plan.id, plan.version);
                if (isOpen) useNetwork.setState({ saved: null });
                if (isShown) useNetwork.setState({ shownImport: null });
                await queryClient.invalidateQueries({ queryKey: ['network-plans'] });
              })
            }
          >
            {t('network.deleteSure')}
          </Button>
        ) : (
          <IconButton
            icon="trash"
            small
            label={t('network.deletePlan', { name: plan.name })}
            onPress={() => setSure(true)}
          />
        )}
      </div>
      {isShown ? <ImportedLegend name={plan.name} /> : null}
    </li>
  );
}

/** What the trenches of a plan made elsewhere cost by the catalogue, or why nothing can be said. */
function ImportedCost({ figures }: { readonly figures: SavedPlan['figures'] }) {
  const { t } = useTranslation();
  const { trenchCents, pricedM = 0, lengthM } = figures;
  if (!trenchCents) return <p className="small muted">{t('network.importedCost.none')}</p>;
  const values = {
    expected: formatEuro(trenchCents.expected),
    low: formatEuro(trenchCents.low),
    high: formatEuro(trenchCents.high),
    priced: formatLength(pricedM),
    length: formatLength(lengthM),
  };
  return (
    <p className="small muted">
      {t(`network.importedCost.${pricedM < lengthM - 0.1 ? 'some' : 'all'}`, values)}
    </p>
  );
}
