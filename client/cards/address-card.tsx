import { useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressDetail, Claim } from '../api.ts';
import { usePlan } from '../areas/plan-store.ts';
import { formatDate, formatNumber, formatSpeed } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Swatch } from '../layers/swatch.tsx';
import { toneLook } from '../map/class-look.ts';
import { plannerHost, useAnalysis } from '../state/analysis.ts';
import { useAddress } from '../state/queries.ts';
import { useTheme } from '../state/theme.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Card, Facts } from './card.tsx';
import { useSelectedMark, ZoomTo } from './feature-card.tsx';

/** One address: what every operator says of it, what the rules make of that, and why. */
export default function AddressCard({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const address = useAddress(id);
  const feature = useMemo(() => (address.data ? pointOf(address.data) : undefined), [address.data]);
  useSelectedMark(feature);
  return (
    <Card
      title={address.data ? titleOf(address.data) : t('kind.addresses')}
      kind={t('kind.addresses')}
      onClose={onClose}
    >
      {address.isPending ? <Loading text={t('loading')} /> : null}
      {address.isError ? <Failed error={address.error} onRetry={address.refetch} /> : null}
      {address.data ? (
        <>
          <Verdict id={Number(id)} />
          <Facts
            rows={[
              [t('property.use'), t(`value.use.${address.data.use}`)],
              [t('property.households'), formatNumber(address.data.households)],
              [t('property.businesses'), formatNumber(address.data.businesses)],
              [t('property.district'), address.data.district],
            ]}
          />
          <Claims claims={address.data.claims} />
          {feature ? <ZoomTo feature={feature} /> : null}
        </>
      ) : null}
    </Card>
  );
}

function Verdict({ id }: { readonly id: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const theme = useTheme((state) => state.theme);
  const classification = useAnalysis((state) => state.classification);
  const ruleSets = useAnalysis((state) => state.ruleSets);
  const areas = usePlan((state) => state.areas);
  const verdict = useQuery({
    queryKey: ['explain', id, classification?.revision, areas],
    queryFn: () => plannerHost().ask('explain', { id }),
    enabled: classification !== null,
  });
  if (!classification) return <p className="small muted">{t('address.noClasses')}</p>;
  if (verdict.isError) return <Failed error={verdict.error} onRetry={verdict.refetch} />;
  if (!verdict.data) return null;
  const { classTitle, tone, reasons, areaKey } = verdict.data;
  const rules = ruleSets.find((r) => r.id === classification.rules);
  return (
    <div className="verdict">
      <p className="verdict-class">
        <Swatch {...toneLook(tone, theme)} />
        <strong>{classTitle[language]}</strong>
      </p>
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={reason.de}>{reason[language]}</li>
        ))}
      </ul>
      <p className="small muted">
        {rules ? t('address.under', { rules: rules.title[language] }) : null}
        {areaKey && areas[areaKey] ? ` · ${t('address.inArea', { area: areas[areaKey].name })}` : ''}
      </p>
    </div>
  );
}

function Claims({ claims }: { readonly claims: readonly Claim[] }) {
  const { t } = useTranslation();
  if (claims.length === 0) return <p className="muted">{t('address.noClaims')}</p>;
  return (
    <section>
      <h3>{t('address.claims')}</h3>
      <ul className="claims">
        {claims.map((claim, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: claims have no identity and do not move.
          <li key={index} className={claim.planned ? 'planned' : ''}>
            <div className="row between">
              <strong>{claim.operator}</strong>
              <span>
                {formatSpeed(claim.downMbit)} / {formatSpeed(claim.upMbit)}{' '}
                <small className="muted">Mbit/s</small>
              </span>
            </div>
            <div className="row small muted">
              <span>{t(`technology.${claim.technology}`)}</span>
              <span className={claim.planned ? 'chip warn' : 'chip'}>
                {t(claim.planned ? 'claim.planned' : 'claim.existing')}
              </span>
              {claim.peakTime ? <span className="chip">{t('claim.peakTime')}</span> : null}
              {claim.binding ? <span className="chip">{t('claim.binding')}</span> : null}
              {claim.milestones ? <span className="chip">{t('claim.milestones')}</span> : null}
              {claim.fundedElsewhere ? (
                <span className="chip accent">{t('claim.fundedElsewhere')}</span>
              ) : null}
              {claim.readyBy ? <span>{t('claim.readyBy', { date: formatDate(claim.readyBy) })}</span> : null}
            </div>
            <div className="small muted">
              {claim.source.name}
              {claim.source.asOf ? `, ${formatDate(claim.source.asOf)}` : ''}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const titleOf = (a: AddressDetail) => [a.street, a.houseNumber].filter(Boolean).join(' ') || `#${a.id}`;

const pointOf = (address: AddressDetail): Feature => ({
  type: 'Feature',
  properties: { name: titleOf(address) },
  geometry: { type: 'Point', coordinates: [address.lon, address.lat] },
});
