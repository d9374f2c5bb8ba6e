import type { MultiPolygon } from 'geojson';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { usePlan } from '../areas/plan-store.ts';
import { bboxOf } from '../cards/geometry-bbox.ts';
import { formatNumber } from '../i18n/format.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Loading } from '../ui/state-message.tsx';
import { type ChosenArea, chooseArea, setChoices, useNetwork } from './network-store.ts';
import { OptionFields } from './option-fields.tsx';
import { PriceEditor } from './price-editor.tsx';
import { startPlan } from './run-plan.ts';
import { Surroundings } from './surroundings.tsx';
import { START_ID } from './use-focus-kept.ts';

/** Area, feeding point, options, prices, and the button that starts. */
export function PlanSetup() {
  const { t } = useTranslation();
  const { area, phase, plan, outdated, pops, placingPop } = useNetwork();
  const [open, setOpen] = useState(plan === null);
  const busy = phase === 'loading' || phase === 'solving';
  const areas = useChoosableAreas();
  const isPlanned = plan !== null;
  useEffect(() => setOpen(!isPlanned), [isPlanned]);
  if (areas === null) return <Loading text={t('network.loadingAreas')} />;
  if (areas.length === 0 && !area) return <Empty>{t('network.noAreas')}</Empty>;
  return (
    <section className="stack" aria-label={t('network.setup')}>
      <Choice
        label={t('network.area')}
        placeholder={t('network.chooseArea')}
        value={area?.key ?? null}
        options={areas.map(({ key, name, detail }) => ({ id: key, label: name, detail }))}
        onChange={(key) => {
          const chosen = areas.find((one) => one.key === key);
          if (!chosen) return;
          const geometry = key === ALL_PROPOSALS ? allProposals() : chosen.geometry;
          chooseArea({ ...chosen, geometry });
          const bbox = bboxOf(geometry);
          if (bbox) useMapHandle.getState().map?.fit(bbox);
        }}
      />
      {area ? (
        <>
          <div className="row between">
            <div>
              <span className="label">{t('network.pop.label')}</span>
              <div className="small">
                {pops[0]
                  ? t('network.pop.set', {
                      lat: formatNumber(pops[0].lat, 5),
                      lon: formatNumber(pops[0].lon, 5),
                    })
                  : t('network.pop.proposed')}
              </div>
            </div>
            <div className="row">
              {pops.length > 0 ? (
                <Button className="button small" onPress={() => setChoices({ pops: [] })}>
                  {t('network.pop.clear')}
                </Button>
              ) : null}
              <Button
                className="button small"
                isDisabled={busy}
                onPress={() => useNetwork.setState({ placingPop: !placingPop })}
              >
                <Icon name="target" /> {t(pops.length > 0 ? 'network.pop.move' : 'network.pop.place')}
              </Button>
            </div>
          </div>
          <Surroundings open={open} />
          <details
            className="network-options"
            open={open}
            onToggle={(event) => setOpen(event.currentTarget.open)}
          >
            <summary>{t('network.options.title')}</summary>
            <OptionFields />
          </details>
          <PriceEditor />
          {outdated && !busy ? <p className="message warn small">{t('network.outdated')}</p> : null}
          <Button
            id={START_ID}
            className={`button${plan === null || outdated ? ' primary' : ''}`}
            isDisabled={busy}
            onPress={() => {
              setOpen(false);
              void startPlan();
            }}
          >
            {t(plan === null ? 'network.start' : 'network.startAgain')}
          </Button>
        </>
      ) : (
        <p className="small muted">{t('network.intro')}</p>
      )}
    </section>
  );
}

const ALL_PROPOSALS = 'proposals:all';
const NO_GEOMETRY: MultiPolygon = { type: 'MultiPolygon', coordinates: [] };

/** The outlines of all proposals as one; they never overlap. */
function allProposals(): MultiPolygon {
  const areas = useAnalysis.getState().proposals?.areas ?? [];
  return { type: 'MultiPolygon', coordinates: areas.flatMap(({ geometry }) => geometry.coordinates) };
}

/** Areas of the page's own, then proposals; null while they are being loaded. What the map has selected is chosen. */
function useChoosableAreas(): readonly (ChosenArea & { readonly detail: string })[] | null {
  const { t } = useTranslation();
  const kept = usePlan((state) => state.areas);
  const stored = usePlan((state) => state.stored);
  const loaded = usePlan((state) => state.loaded);
  const figures = usePlan((state) => state.figures);
  const proposals = useAnalysis((state) => state.proposals);
  const analysing = useAnalysis((state) => state.phase);
  const chosen = useNetwork((state) => state.area);
  const restored = useNetwork((state) => state.restored);
  const selection = useView((view) => view.selection);
  const addresses = (count: number | undefined) =>
    count === undefined ? '' : t('network.addresses', { count, formatted: formatNumber(count) });
  const areas = [
    ...Object.values(kept)
      .sort((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }))
      .map((area) => ({
        key: `area:${area.key}`,
        name: area.name,
        id: stored[area.key]?.id ?? null,
        geometry: area.geometry,
        detail: [t('network.ownArea'), addresses(figures[area.key]?.addresses)].filter(Boolean).join(' · '),
      })),
    ...((proposals?.areas.length ?? 0) > 1
      ? [
          {
            key: ALL_PROPOSALS,
            name: t('network.allProposals'),
            id: null,
            // Made when it is chosen: the outlines of a city are many.
            geometry: NO_GEOMETRY,
            detail: addresses(proposals!.totals.addresses),
          },
        ]
      : []),
    ...(proposals?.areas ?? []).map((proposal, index) => ({
      key: `proposal:${proposal.key}`,
      name: `${index + 1}. ${proposal.district ?? t('proposals.one')}`,
      id: null,
      geometry: proposal.geometry,
      detail: [t('kind.proposal'), addresses(proposal.figures.addresses)].join(' · '),
    })),
  ];
  if (chosen && !areas.some(({ key }) => key === chosen.key)) areas.unshift({ ...chosen, detail: '' });
  const selected =
    selection?.kind === 'area' || selection?.kind === 'proposal'
      ? areas.find(({ key }) => key === `${selection.kind}:${selection.id}`)
      : undefined;
  const selectedKey = selected?.key ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection chooses, not another drawing of the list
  useEffect(() => {
    if (restored && selected && !useNetwork.getState().plan) chooseArea(selected);
  }, [restored, selectedKey]);
  const waiting = !loaded || (analysing !== 'failed' && proposals === null && areas.length === 0);
  return waiting && areas.length === 0 ? null : areas;
}
