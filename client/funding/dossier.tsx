import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { formatBytes } from '../intake/format-bytes.ts';
import { DownloadButton } from '../survey/download-button.tsx';
import { DocumentProgress } from '../ui/document-progress.tsx';
import { Failed } from '../ui/state-message.tsx';
import { CheckList } from './check-list.tsx';
import { useCheckedDossier } from './dossier-query.ts';
import { FourEyes } from './four-eyes.tsx';
import { NotVerifiedList } from './not-verified-list.tsx';
import type { SectionProps } from './sections.ts';

/** The dossier: what its own check says, where to click, who signs, and the package itself. */
export default function Dossier({ application, onChanged }: SectionProps) {
  const { t, i18n } = useTranslation();
  const [job] = useState(() => crypto.randomUUID());
  const dossier = useCheckedDossier(application, i18n.language, job);
  if (application.areas.length === 0) return <p className="message">{t('funding.noAreasYet')}</p>;
  if (dossier.isPending) return <DocumentProgress job={job} text={t('funding.dossier.building')} />;
  if (dossier.isError) return <Failed error={dossier.error} onRetry={dossier.refetch} />;
  const { ok, mandatoryFailures, advice, checks, files, sha256, notVerified } = dossier.data;
  return (
    <div className="stack">
      <p className={`message ${ok ? '' : 'error'}`} role="status">
        {t(ok ? 'funding.dossier.ok' : 'funding.dossier.notOk', {
          mandatory: formatNumber(mandatoryFailures),
          advice: formatNumber(advice),
        })}
      </p>
      <CheckList application={application} checks={checks} />
      <FourEyes application={application} onChanged={onChanged} mayLeave={ok} />
      {ok ? (
        <div>
          <DownloadButton path={`/api/applications/${application.id}/dossier`} isPrimary isMade>
            {t(application.releasedBy ? 'funding.dossier.download' : 'funding.dossier.downloadDraft')}
          </DownloadButton>
        </div>
      ) : null}
      <details className="small">
        <summary>{t('funding.dossier.files', { formatted: formatNumber(files.length) })}</summary>
        <ul className="notes">
          {files.map(({ path, bytes }) => (
            <li key={path}>
              <code>{path}</code> <span className="muted">{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
        <p className="muted wrap">SHA-256 {sha256}</p>
      </details>
      <NotVerifiedList entries={notVerified} />
    </div>
  );
}
