import { useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressDetail } from '../api.ts';
import { usePlan } from '../areas/plan-store.ts';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import CorrectRecord from '../intake/correct-record.tsx';
import { Swatch } from '../layers/swatch.tsx';
import { toneLook } from '../map/class-look.ts';
import { AddressCorrections } from '../review/address-corrections.tsx';
import { plannerHost, useAnalysis } from '../state/analysis.ts';
import { useAddress } from '../state/queries.ts';
import { useTheme } from '../state/theme.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import type { Explanation } from '../workers/messages.ts';
import { AddressHistory, Measurements } from './address-history.tsx';
import { Card, Facts } from './card.tsx';
import { ClaimList } from './claim-list.tsx';
import { useSelectedMark, ZoomTo } from './feature-card.tsx';
import { ReasonChain } from './reason-chain.tsx';

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
          <Judged address={address.data} />
          {feature ? <ZoomTo feature={feature} /> : null}
          <CorrectRecord layer="addresses" id={id} />
        </>
      ) : null}
    </Card>
  );
}

/** The verdict, the facts, the claims it was drawn from and the chain of reasons. */
function Judged({ address }: { readonly address: AddressDetail }) {
  const { t } = useTranslation();
  const classification = useAnalysis((state) => state.classification);
  const areas = usePlan((state) => state.areas);
  const counted = address.claims.filter((claim) => !claim.replaced && !claim.setAside);
  const explanation = useQuery({
    queryKey: ['explain', address.id, classification?.revision, areas, counted],
    queryFn: () =>
      plannerHost().ask('explain', {
        id: address.id,
        claims: counted.map(({ source, replaced: _, setAside: __, ...claim }) => ({
          ...claim,
          source: source.name,
          sourceDate: source.asOf,
        })),
      }),
    enabled: classification !== null,
  });
  const found = explanation.data ?? null;
  return (
    <>
      {classification ? null : <p className="small muted">{t('address.noClasses')}</p>}
      {explanation.isError ? <Failed error={explanation.error} onRetry={explanation.refetch} /> : null}
      {found && classification ? <Verdict explanation={found} rules={classification.rules} /> : null}
      <Facts
        rows={[
          [t('property.use'), t(`value.use.${address.use}`)],
          [t('property.households'), formatNumber(address.households)],
          [t('property.businesses'), formatNumber(address.businesses)],
          [t('property.district'), address.district],
        ]}
      />
      <ClaimList
        claims={counted}
        replaced={address.claims.filter((claim) => claim.replaced)}
        setAside={address.claims.filter((claim) => claim.setAside && !claim.replaced)}
        explanation={found}
      />
      <Measurements addressId={address.id} />
      {found ? <ReasonChain explanation={found} /> : null}
      <AddressHistory addressId={address.id} />
      <AddressCorrections address={address} />
    </>
  );
}

function Verdict({ explanation, rules }: { readonly explanation: Explanation; readonly rules: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const theme = useTheme((state) => state.theme);
  const ruleSet = useAnalysis((state) => state.ruleSets).find((one) => one.id === rules);
  const areas = usePlan((state) => state.areas);
  const { classTitle, tone, verdict, confidence, evidencePercent, eligible, areaKey } = explanation;
  return (
    <div className="verdict">
      <p className="verdict-class">
        <Swatch {...toneLook(tone, theme)} />
        <strong>{classTitle[language]}</strong>
      </p>
      <p className="small">{verdict[language]}</p>
      {confidence === 'sure' ? null : (
        <p className="small">
          <span className="chip warn">{t(`confidence.${confidence}`)}</span> {t('reasons.unsure')}
        </p>
      )}
      {eligible === 'unclear' ? null : (
        <p className="small" title={t('reasons.evidenceHelp')}>
          {t('reasons.evidence', { percent: formatNumber(evidencePercent) })}
        </p>
      )}
      <p className="small muted">
        {ruleSet ? t('address.under', { rules: ruleSet.title[language] }) : null}
        {areaKey && areas[areaKey] ? ` · ${t('address.inArea', { area: areas[areaKey].name })}` : ''}
      </p>
    </div>
  );
}

const titleOf = (a: AddressDetail) => [a.street, a.houseNumber].filter(Boolean).join(' ') || `#${a.id}`;

const pointOf = (address: AddressDetail): Feature => ({
  type: 'Feature',
  properties: { name: titleOf(address) },
  geometry: { type: 'Point', coordinates: [address.lon, address.lat] },
});
