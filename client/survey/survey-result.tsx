import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { EffectTable } from './answer-view.tsx';
import { DownloadButton } from './download-button.tsx';
import { fileUrl, loadResult } from './survey-api.ts';
import type { SurveyProps } from './survey-workspace.tsx';

/** What all answers together change, and the result as files. */
export function SurveyResultView({ survey }: SurveyProps) {
  const { t, i18n } = useTranslation();
  const result = useQuery({
    queryKey: ['survey-result', survey.id, survey.version],
    queryFn: () => loadResult(survey.id),
    staleTime: 0,
  });
  const isKept = survey.resultSha256 !== null;
  return (
    <div className="stack">
      <p className={isKept ? 'message' : 'message warn'}>{t(isKept ? 'survey.kept' : 'survey.notKept')}</p>
      <div className="row">
        <DownloadButton path={fileUrl(survey.id, 'result.zip')} isPrimary isMade>
          {t('survey.getResult')}
        </DownloadButton>
      </div>
      <p className="small muted">{t('survey.secret')}</p>
      {result.isPending ? (
        <Loading text={t('survey.deskLoading')} />
      ) : result.isError ? (
        <Failed error={result.error} onRetry={result.refetch} />
      ) : (
        <>
          <h4>{t(isKept ? 'survey.asNow' : 'survey.changes')}</h4>
          <EffectTable effect={result.data.effect} />
          {result.data.validUntil ? (
            <p className="small">
              {t('survey.validUntil', { date: formatDate(result.data.validUntil) })}{' '}
              <span className="chip warn">{t('procedures.notVerified')}</span>
            </p>
          ) : null}
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{t('survey.operator')}</th>
                <th scope="col">{t('survey.addresses')}</th>
                <th scope="col">{t('survey.promisedShort')}</th>
                <th scope="col">{t('survey.countingShort')}</th>
              </tr>
            </thead>
            <tbody>
              {result.data.operators.map(({ name, report }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{report ? formatNumber(report.addresses) : '–'}</td>
                  <td>{report ? formatNumber(report.promises.addresses) : '–'}</td>
                  <td>{report ? formatNumber(report.promises.counting) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details>
            <summary>{t('survey.notVerifiedList')}</summary>
            <ul className="findings small">
              {result.data.notVerified.map(({ entry, source }) => (
                <li key={entry.de}>
                  {entry[i18n.language as Language]} <span className="muted">({source})</span>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </div>
  );
}
