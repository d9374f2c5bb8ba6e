import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PLACE_KINDS, type PlaceKind } from '#core/needs/place-need.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { saveNeeds } from './needs-file.ts';
import { NeedsProgress } from './needs-progress.tsx';
import { loadNeeds, type Needs } from './needs-query.ts';
import { PlaceList } from './place-list.tsx';
import { useNeedsOnMap } from './use-needs-on-map.ts';
import { WlanRollout } from './wlan-rollout.tsx';
import './needs.css';

/** The end of 2030 is a preset of this page, not a date of the law. */
const PRESET_DAY = '2030-12-31';
const VERDICTS = ['all', 'below', 'planned', 'reached', 'unknown'] as const;
const RESPONSIBLE = ['all', 'city', 'region', 'other', 'unknown'] as const;

/** Schools, business parks and public buildings: what they need, what they have, and who is responsible. */
export default function NeedsPanel() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<PlaceKind>('schools');
  const [day, setDay] = useState(PRESET_DAY);
  const needs = useQuery({ queryKey: ['needs', kind, day], queryFn: () => loadNeeds(kind, day) });
  return (
    <div className="stack">
      <Choice
        label={t('needs.kind')}
        value={kind}
        options={PLACE_KINDS.map((id) => ({ id, label: t(`needs.kinds.${id}`) }))}
        onChange={setKind}
      />
      {kind === 'public-buildings' ? <WlanRollout /> : null}
      <DayField label={t('needs.by')} value={day} onChange={setDay} remedy={t('needs.badDate')} />
      {needs.isPending ? (
        <Loading text={t('needs.loading')} />
      ) : needs.isError ? (
        <Failed error={needs.error} onRetry={needs.refetch} />
      ) : needs.data.places === 0 ? (
        <Empty>{t('needs.empty')}</Empty>
      ) : (
        <Result key={kind} needs={needs.data} day={day} />
      )}
    </div>
  );
}

function Result({ needs, day }: { readonly needs: Needs; readonly day: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [verdict, setVerdict] = useState<(typeof VERDICTS)[number]>('all');
  const [responsible, setResponsible] = useState<(typeof RESPONSIBLE)[number]>('all');
  const places = needs.list.filter(
    (place) =>
      (verdict === 'all' || place.target === verdict) &&
      (responsible === 'all' || place.responsible === responsible),
  );
  useNeedsOnMap(places);
  const { about } = needs;
  return (
    <>
      <p role="status">
        {t('needs.progress', {
          reached: formatNumber(needs.target.reached),
          places: formatNumber(needs.places),
          planned: formatNumber(needs.target.planned),
          date: formatDate(day),
        })}
      </p>
      <NeedsProgress target={needs.target} />
      <details className="rule-facts small">
        <summary>
          {t('needs.basis')} <span className="chip warn">{t('needs.assumed')}</span>
        </summary>
        <p>{about.supply.text[language]}</p>
        {[about.need, about.target].map((rule) => (
          <p key={rule.text.de}>
            <span className={rule.confidence === 'sure' ? 'chip' : 'chip warn'}>
              {t(`confidence.${rule.confidence}`)}
            </span>{' '}
            {rule === about.target ? t('needs.target', { text: rule.text[language] }) : rule.text[language]}{' '}
            {rule.source ? <span className="muted">{t('source.line', { name: rule.source })}</span> : null}
          </p>
        ))}
      </details>
      <div className="needs-filters">
        <Choice
          label={t('needs.filter')}
          value={verdict}
          options={VERDICTS.map((id) => ({
            id,
            label: id === 'all' ? t('needs.all') : t(`needs.targets.${id}`),
          }))}
          onChange={setVerdict}
        />
        <Choice
          label={t('needs.responsible')}
          value={responsible}
          options={RESPONSIBLE.map((id) => ({ id, label: t(`needs.responsibles.${id}`) }))}
          onChange={setResponsible}
        />
      </div>
      <div className="row between">
        <h3>{t('needs.listOf', { formatted: formatNumber(places.length) })}</h3>
        <Button className="button small" onPress={() => saveNeeds(needs.kind, places, t)}>
          <Icon name="download" /> CSV
        </Button>
      </div>
      {places.length === 0 ? (
        <Empty>{t('needs.none')}</Empty>
      ) : (
        <PlaceList kind={needs.kind} places={places} />
      )}
    </>
  );
}
