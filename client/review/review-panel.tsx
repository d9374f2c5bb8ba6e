import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Choice } from '../ui/choice.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { CheckFirstList } from './check-first-list.tsx';
import { CorrectionItem } from './correction-item.tsx';
import { type Correction, loadCorrections } from './corrections-query.ts';
import { useDecided } from './decided-store.ts';
import { showAddress } from './show-address.ts';
import './review.css';

const STATES = ['new', 'accepted', 'rejected', 'withdrawn', 'all'] as const;

/** The desk: reported corrections that wait for a decision, and the addresses to ask about first. */
export default function ReviewPanel() {
  const { t } = useTranslation();
  const corrections = useQuery({ queryKey: ['corrections'], queryFn: () => loadCorrections() });
  const pending = useDecided((state) => state.pending);
  return (
    <div className="stack">
      {pending ? (
        <div className="message" role="status">
          <p>{t('review.pending')}</p>
          <Button className="button small" onPress={() => location.reload()}>
            {t('review.reload')}
          </Button>
        </div>
      ) : null}
      <h3>{t('review.corrections')}</h3>
      {corrections.isPending ? (
        <Loading text={t('loading')} />
      ) : corrections.isError ? (
        <Failed error={corrections.error} onRetry={corrections.refetch} />
      ) : corrections.data.length === 0 ? (
        <Empty>{t('review.empty')}</Empty>
      ) : (
        <Corrections list={corrections.data} />
      )}
      <h3>{t('review.first')}</h3>
      <CheckFirstList />
    </div>
  );
}

function Corrections({ list }: { readonly list: readonly Correction[] }) {
  const { t } = useTranslation();
  const waiting = list.filter(({ state }) => state === 'new').length;
  const [state, setState] = useState<(typeof STATES)[number]>(waiting > 0 ? 'new' : 'all');
  const count = (name: (typeof STATES)[number]) =>
    name === 'all' ? list.length : list.filter((one) => one.state === name).length;
  const shown = list.filter((one) => state === 'all' || one.state === state);
  return (
    <>
      <Choice
        label={t('review.show')}
        value={state}
        options={STATES.map((id) => ({ id, label: `${t(`review.state.${id}`)} (${count(id)})` }))}
        onChange={setState}
      />
      {shown.length === 0 ? <Empty>{t('review.none')}</Empty> : null}
      <ul className="corrections">
        {shown.map((correction) => (
          <CorrectionItem
            key={`${correction.id}-${correction.state}`}
            correction={correction}
            onShow={() =>
              correction.addressId !== null &&
              showAddress(correction.addressId, correction.lon, correction.lat)
            }
          />
        ))}
      </ul>
    </>
  );
}
