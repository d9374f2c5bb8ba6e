import { useTranslation } from 'react-i18next';
import type { NotVerified } from '#core/funding/application-score.ts';
import { formatNumber } from '../i18n/format.ts';

/** Everything that was used and is not established; the same list stands in every document. */
export function NotVerifiedList({ entries }: { readonly entries: readonly NotVerified[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <details className="small">
      <summary>{t('funding.notVerified', { formatted: formatNumber(entries.length) })}</summary>
      <ul className="notes">
        {entries.map(({ entry, confidence, source }) => (
          <li key={entry}>
            <code>{entry}</code> <span className="chip warn">{t(`funding.confidence.${confidence}`)}</span>{' '}
            {source}
          </li>
        ))}
      </ul>
    </details>
  );
}
