import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { useAnalysis, useReferenceDate } from '../state/analysis.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { type CheckFirst, loadCheckFirst } from './check-first-query.ts';
import { showAddress } from './show-address.ts';

const PAGE = 25;

/** Addresses whose eligibility hangs on an open question, those that would change the plan most first. */
export function CheckFirstList() {
  const { t } = useTranslation();
  const classification = useAnalysis((state) => state.classification);
  const rules = classification?.rules ?? '';
  const date = useReferenceDate();
  const found = useQuery({
    queryKey: ['check-first', rules, date],
    queryFn: () => loadCheckFirst(rules, date),
    enabled: classification !== null,
  });
  if (!classification || found.isPending) return <Loading text={t('review.firstLoading')} />;
  if (found.isError) return <Failed error={found.error} onRetry={found.refetch} />;
  if (found.data.addresses === 0) return <Empty>{t('review.firstEmpty')}</Empty>;
  return <Found found={found.data} />;
}

function Found({ found }: { readonly found: CheckFirst }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [count, setCount] = useState(PAGE);
  const questions = Object.entries(found.questions).filter(([, { addresses }]) => addresses > 0);
  const text = (name: string) => found.questions[name]?.text[language] ?? name;
  return (
    <>
      <p>{t('review.firstAbout', { count: found.addresses, formatted: formatNumber(found.addresses) })}</p>
      <ul className="small questions">
        {questions.map(([name, { addresses, households }]) => (
          <li key={name}>
            {text(name)}:{' '}
            <span className="muted">
              {t('review.hangs', {
                addresses: formatNumber(addresses),
                households: formatNumber(households),
              })}
            </span>
          </li>
        ))}
      </ul>
      <ul className="needs-list">
        {found.first.slice(0, count).map((address) => (
          <li key={address.id}>
            <Button
              className="needs-row plain"
              onPress={() => showAddress(address.id, address.lon, address.lat)}
            >
              <span className="needs-text">
                <span className="needs-name">{address.label ?? `#${address.id}`}</span>
                <span className="small muted">
                  {[
                    address.district,
                    t('review.weight', {
                      households: formatNumber(address.households),
                      businesses: formatNumber(address.businesses),
                    }),
                    address.questions.map(text).join(', '),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {found.first.length > count ? (
        <Button className="button small" onPress={() => setCount(count + PAGE)}>
          {t('review.more')}
        </Button>
      ) : null}
    </>
  );
}
