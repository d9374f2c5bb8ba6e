import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AddressDetail } from '../api.ts';
import { useMay } from '../state/may.ts';
import { Failed } from '../ui/state-message.tsx';
import { CorrectionItem } from './correction-item.tsx';
import { loadCorrections } from './corrections-query.ts';
import { ReportCorrection } from './report-correction.tsx';

/** On an address's card: what was reported and decided about it so far, and a way to report. */
export function AddressCorrections({ address }: { readonly address: AddressDetail }) {
  const { t } = useTranslation();
  const mayReport = useMay('decide');
  const corrections = useQuery({
    queryKey: ['corrections', address.id],
    queryFn: () => loadCorrections(address.id),
  });
  return (
    <section className="stack">
      {corrections.isError ? <Failed error={corrections.error} onRetry={corrections.refetch} /> : null}
      {corrections.data && corrections.data.length > 0 ? (
        <>
          <h3>{t('review.corrections')}</h3>
          <ul className="corrections">
            {corrections.data.map((correction) => (
              <CorrectionItem key={`${correction.id}-${correction.state}`} correction={correction} />
            ))}
          </ul>
        </>
      ) : null}
      {mayReport ? (
        <div>
          <ReportCorrection key={address.id} address={address} />
        </div>
      ) : null}
    </section>
  );
}
