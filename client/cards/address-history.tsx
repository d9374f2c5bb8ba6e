import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api.ts';
import { formatDate, formatSpeed } from '../i18n/format.ts';
import { loadCorrections } from '../review/corrections-query.ts';
import { Failed } from '../ui/state-message.tsx';

/** What `/api/addresses/:id/history` answers for one claim. */
interface EarlierClaim {
  readonly source: string;
  readonly day: string;
  readonly replacedOn: string;
  readonly operator: string;
  readonly technology: string;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly planned: boolean;
  readonly readyBy: string | null;
}

/** What was measured here, beside what is claimed: measurements come with reports and say so. */
export function Measurements({ addressId }: { readonly addressId: number }) {
  const { t } = useTranslation();
  const reports = useQuery({
    queryKey: ['corrections', addressId],
    queryFn: () => loadCorrections(addressId),
  });
  const measured = (reports.data ?? []).filter(({ measuredOn }) => measuredOn !== null);
  return (
    <section>
      <h3>{t('ruleSets.history.measured')}</h3>
      {measured.length === 0 ? (
        <p className="small muted">{t('ruleSets.history.noMeasurement')}</p>
      ) : (
        <ul className="claims">
          {measured.map((one) => (
            <li key={one.id} className="measured">
              <div className="row between">
                <strong>{one.operator}</strong>
                <span>
                  {formatSpeed(one.downMbit)} / {formatSpeed(one.upMbit)}{' '}
                  <small className="muted">Mbit/s</small>
                </span>
              </div>
              <div className="row small muted">
                <span className="chip accent">{t('ruleSets.history.chip')}</span>
                <span>{t(`technology.${one.technology}`)}</span>
                <span>{formatDate(one.measuredOn!)}</span>
                <span>{t(`review.state.${one.state}`)}</span>
              </div>
              <div className="small muted">{one.evidence}</div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What earlier states of the data said of this address, newest first. */
export function AddressHistory({ addressId }: { readonly addressId: number }) {
  const { t } = useTranslation();
  const history = useQuery({
    queryKey: ['address-history', addressId],
    queryFn: () => get<{ claims: EarlierClaim[] }>(`/api/addresses/${addressId}/history`),
  });
  if (history.isError) return <Failed error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return null;
  const { claims } = history.data;
  return (
    <details className="small" open={claims.length > 0 && claims.length <= 4}>
      <summary>{t('ruleSets.history.title')}</summary>
      {claims.length === 0 ? (
        <p className="muted">{t('ruleSets.history.none')}</p>
      ) : (
        <ul className="notes">
          {claims.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said has no identity and does not move.
            <li key={index}>
              {formatDate(one.day)}: {one.operator}, {t(`technology.${one.technology}`)},{' '}
              {formatSpeed(one.downMbit)} / {formatSpeed(one.upMbit)} Mbit/s
              {one.planned ? ` (${t('claim.planned')})` : ''}{' '}
              <span className="muted">
                {t('ruleSets.history.until', { source: one.source, day: formatDate(one.replacedOn) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
