import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Alternatives } from './alternatives.tsx';
import { NotVerifiedList } from './not-verified-list.tsx';
import { type ScoreAnswer, useScore } from './score-query.ts';
import type { SectionProps } from './sections.ts';

/** Points, what raises them most, which programme fits, and what else there is. */
export default function Points({ application }: SectionProps) {
  const { t, i18n } = useTranslation();
  const score = useScore(application, i18n.language);
  if (score.isPending) return <Loading text={t('funding.planLoading')} />;
  if (score.isError) return <Failed error={score.error} onRetry={score.refetch} />;
  const { points, raises, verdict, verdicts, notVerified } = score.data;
  return (
    <div className="stack">
      <p className="verdict" role="status">
        <strong>{verdict}</strong>
      </p>
      <PointsBar points={points} />
      <Criteria points={points} />
      {raises.length > 0 ? (
        <section>
          <h4>{t('funding.points.raises')}</h4>
          <ol className="raises">
            {raises.map(({ key, name, missingPoints, fullAt }) => (
              <li key={key}>
                {t('funding.points.raise', {
                  name,
                  points: formatNumber(missingPoints),
                  full: fullAt < 1 ? `${formatNumber(fullAt * 100)} %` : formatNumber(fullAt),
                })}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <section className="stack">
        <h4>{t('funding.points.programmes')}</h4>
        {verdicts.map(({ programme, fits, reasons }) => (
          <details key={programme} open={fits !== 'no'} className="programme">
            <summary className="programme-head">
              <span className="programme-name">
                <Icon name="chevron" /> {t(`funding.programme.${programme}`)}
              </span>
              <span className={`chip ${fits === 'yes' ? 'accent' : fits === 'no' ? 'danger' : 'warn'}`}>
                {t(`funding.fits.${fits}`)}
              </span>
            </summary>
            <ul className="notes small">
              {reasons.map((reason) => (
                <li key={reason.code}>{reason.message}</li>
              ))}
            </ul>
          </details>
        ))}
        {verdicts.length === 0 ? <p className="small muted">{t('funding.points.noVerdict')}</p> : null}
      </section>
      <Alternatives application={application} score={score.data} />
      <NotVerifiedList entries={notVerified} />
    </div>
  );
}

/** Certain, assumed and possible points on one scale, with the fast lane marked. */
function PointsBar({ points }: Pick<ScoreAnswer, 'points'>) {
  const { t } = useTranslation();
  const { sure, assumed, possible, max, fastLane } = points;
  const share = (value: number) => `${(value / max) * 100}%`;
  return (
    <figure className="points-figure">
      <div className="points-bar" aria-hidden="true">
        <div className="possible" style={{ width: share(possible) }} />
        <div className="assumed" style={{ width: share(assumed) }} />
        <div className="sure" style={{ width: share(sure) }} />
        {fastLane === null ? null : <i style={{ left: share(fastLane) }} />}
      </div>
      <figcaption className="small">
        <span className="points-key sure">{t('funding.points.sure', { points: formatNumber(sure) })}</span>
        <span className="points-key assumed">
          {t('funding.points.assumed', { points: formatNumber(assumed) })}
        </span>
        <span className="points-key possible">
          {t('funding.points.possible', { points: formatNumber(possible) })}
        </span>
        <span>{t('funding.points.max', { points: formatNumber(max) })}</span>
        <span>
          {fastLane === null
            ? t('funding.points.noFastLane')
            : t('funding.points.fastLane', { points: formatNumber(fastLane) })}
        </span>
      </figcaption>
    </figure>
  );
}

function Criteria({ points }: Pick<ScoreAnswer, 'points'>) {
  const { t } = useTranslation();
  const measured = (key: string, value: number | null) => {
    if (value === null) return t('funding.points.unknown');
    if (key === 'synergienutzung') return t(value ? 'funding.yes' : 'funding.no');
    return key === 'nachholbedarf' ? `${formatNumber(value * 100, 1)} %` : formatNumber(value, 0);
  };
  return (
    <div className="table-scroll">
      <table className="table tight">
        <thead>
          <tr>
            <th scope="col">{t('funding.points.criterion')}</th>
            <th scope="col" className="number">
              {t('funding.points.measured')}
            </th>
            <th scope="col" className="number">
              {t('funding.points.certainShort')}
            </th>
            <th scope="col" className="number">
              {t('funding.points.assumedShort')}
            </th>
            <th scope="col" className="number">
              {t('funding.points.possibleShort')}
            </th>
            <th scope="col" className="number">
              {t('funding.points.maxShort')}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.criteria.map((criterion) => (
            <tr key={criterion.key}>
              <th scope="row">
                {criterion.name}{' '}
                {criterion.notVerified ? (
                  <span className="chip warn below">{t('funding.confidence.unsure')}</span>
                ) : null}
              </th>
              <td className="number">{measured(criterion.key, criterion.measured)}</td>
              <td className="number">{formatNumber(criterion.surePoints)}</td>
              <td className="number">{formatNumber(criterion.assumedPoints)}</td>
              <td className="number">{formatNumber(criterion.possiblePoints)}</td>
              <td className="number">{formatNumber(criterion.maxPoints)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
