import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PlaceKind } from '#core/needs/place-need.ts';
import { ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { showAddress } from '../review/show-address.ts';
import { useAnalysis, useReferenceDate } from '../state/analysis.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { loadJudgedPlace } from './judged-place-query.ts';
import { ReasonChain } from './reason-chain.tsx';

/** What the rules make of a school, business park or public building, by the addresses that speak for it, and why. */
export default function PlaceJudged({ kind, id }: { readonly kind: PlaceKind; readonly id: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const rules = useAnalysis((state) => state.classification?.rules ?? '');
  const ruleSet = useAnalysis((state) => state.ruleSets).find((one) => one.id === rules);
  const date = useReferenceDate();
  const found = useQuery({
    queryKey: ['judged-place', kind, id, rules, date],
    queryFn: () => loadJudgedPlace(kind, id, rules, date),
    enabled: rules !== '',
  });
  if (rules === '') return <p className="small muted">{t('address.noClasses')}</p>;
  if (found.isPending) return <Loading text={t('needs.judged.loading')} />;
  if (found.isError) return <Failed error={found.error} onRetry={found.refetch} />;
  const { class: supplyClass, eligible, addresses, counts, deciding, supply } = found.data;
  return (
    <>
      <section className="verdict">
        <p className="verdict-class">
          <strong>
            {supplyClass ? WORDINGS.class[supplyClass][language] : t('needs.judged.mixed')}
            {eligible ? `, ${WORDINGS.eligibility[eligible][language]}` : ''}
          </strong>
        </p>
        {addresses > 1 ? (
          <p className="small">
            {t('needs.judged.of', { formatted: formatNumber(addresses) })}{' '}
            {ELIGIBILITY.filter((name) => counts.eligible[name] > 0)
              .map((name) => `${formatNumber(counts.eligible[name])} ${WORDINGS.eligibility[name][language]}`)
              .join(', ')}
          </p>
        ) : null}
        {addresses === 0 ? <p className="small">{t('needs.judged.none')}</p> : null}
        <p className="small muted">{supply.text[language]}</p>
        {ruleSet ? (
          <p className="small muted">{t('address.under', { rules: ruleSet.title[language] })}</p>
        ) : null}
      </section>
      {deciding ? (
        <>
          <div className="row">
            <Button
              className="button small"
              onPress={() => showAddress(deciding.id, deciding.address.lon, deciding.address.lat)}
            >
              {t(addresses > 1 ? 'needs.judged.deciding' : 'needs.judged.address')}
            </Button>
          </div>
          <ReasonChain explanation={{ steps: deciding.chain }} />
        </>
      ) : null}
    </>
  );
}
