import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../i18n/format.ts';
import { Swatch } from '../layers/swatch.tsx';
import { toneLook } from '../map/class-look.ts';
import { paletteOf } from '../map/palette.ts';
import { useAnalysis } from '../state/analysis.ts';
import { showBucket, useLedgerBucket } from '../state/ledger-bucket.ts';
import { type Theme, useTheme } from '../state/theme.ts';
import type { LedgerBucket } from '../workers/messages.ts';
import { BucketList } from './bucket-list.tsx';

/** Where every address is. The buckets always add up to all of them; what is open stays in sight until it is none. */
export function LedgerBar() {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const ledger = useAnalysis((state) => state.ledger);
  const shownBucket = useLedgerBucket((state) => state.bucket);
  if (!ledger) return null;
  const open = ledger.buckets.find((b) => b.id === 'eligible-open')?.addresses ?? 0;
  const shown = ledger.buckets.filter((bucket) => bucket.addresses > 0);
  const sum = ledger.buckets.reduce((total, bucket) => total + bucket.addresses, 0);
  return (
    <section className="ledger" aria-label={t('ledger.title')}>
      <div className="row between">
        <h3>{t('ledger.title')}</h3>
        {open > 0 ? (
          <Button
            className="chip warn chip-button"
            aria-label={t('ruleSets.bucket.openOpen', { formatted: formatNumber(open) })}
            onPress={() => void showBucket('eligible-open')}
          >
            {t('ledger.open', { count: open, formatted: formatNumber(open) })}
          </Button>
        ) : (
          <span className="chip accent">{t('ledger.closed')}</span>
        )}
      </div>
      <div className="ledger-bar" aria-hidden="true">
        {shown.map((bucket) => (
          <span
            key={bucket.id}
            style={{ flexGrow: bucket.addresses, background: colourOf(bucket.id, theme) }}
          />
        ))}
      </div>
      <ul className="legend">
        {shown.map((bucket) => (
          <li key={bucket.id}>
            <Swatch colour={colourOf(bucket.id, theme)} shape="square" />
            <Button
              className="link-button"
              aria-pressed={bucket.id === shownBucket}
              onPress={() => void showBucket(bucket.id === shownBucket ? null : bucket.id)}
            >
              {t(`ledger.${bucket.id}`)}
            </Button>
            <span className="legend-count">
              {formatNumber(bucket.addresses)}{' '}
              <small className="muted">{formatPercent(bucket.addresses / ledger.total)}</small>
            </span>
          </li>
        ))}
        <li className="sum">
          <span />
          <span>{t('ledger.sum')}</span>
          <span className="legend-count">{formatNumber(sum)}</span>
        </li>
      </ul>
      <BucketList />
      {sum === ledger.total ? null : <p className="message error">{t('ledger.broken')}</p>}
    </section>
  );
}

function colourOf(bucket: LedgerBucket, theme: Theme): string {
  if (bucket === 'in-area') return paletteOf(theme).accent;
  const tones = {
    served: 'served',
    committed: 'committed',
    'funded-elsewhere': 'funded',
    excluded: 'excluded',
    unclear: 'unclear',
    'eligible-open': 'eligible',
  } as const;
  return toneLook(tones[bucket], theme).colour;
}
