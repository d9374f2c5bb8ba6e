import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { ImportDocument } from './import-api.ts';

/** Phase, rows and the time that is left, as far as it can be told. */
export function ImportProgressBar({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const { progress, state } = document;
  const phase = progress?.phase ?? 'queued';
  const dry = phase === 'swap' && state === 'staging';
  const rows =
    progress?.of && progress.rows > 0
      ? t('imports.rowsOf', { rows: formatNumber(progress.rows), of: formatNumber(progress.of) })
      : null;
  const left =
    progress?.secondsLeft != null && progress.secondsLeft > 2
      ? t('imports.secondsLeft', {
          count: progress.secondsLeft,
          formatted: formatNumber(progress.secondsLeft),
        })
      : null;
  return (
    <div className="message" role="status">
      <p>{[t(`imports.phase.${dry ? 'compare' : phase}`), rows, left].filter(Boolean).join(' · ')}</p>
      <progress
        className="bar"
        aria-label={t('imports.progress')}
        {...(progress ? { max: 1, value: progress.share } : {})}
      />
    </div>
  );
}
